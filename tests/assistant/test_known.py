"""What is remembered of questions does not keep the titles of documents that are no more."""

import gc

from assistant.known import Known


def test_the_titles_of_before_are_let_go_of() -> None:
    for number in range(50):
        titles = frozenset({f"滨海市第{number}号会诊办法", "病历管理规定"})
        assert Known(titles=titles).titles_in(f"滨海市第{number}号会诊办法怎么说") == {f"滨海市第{number}号会诊办法"}
    gc.collect()
    kept = [each for each in gc.get_objects() if type(each) is frozenset and "病历管理规定" in each and len(each) == 2]
    assert len(kept) <= 5
