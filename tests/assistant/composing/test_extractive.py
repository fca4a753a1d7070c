from types import SimpleNamespace

from assistant.composing.extractive import Draft, compose_sides


def _draft(title, statement):
    header = SimpleNamespace(place="", title=title)
    policy = SimpleNamespace(document=SimpleNamespace(source=SimpleNamespace(document_id=title)))
    return Draft(statement, statement, statement, (SimpleNamespace(evidence=SimpleNamespace(header=header, policy=policy)),))


def test_sides_of_sides_are_told_once_each_with_one_title():
    first, second, third = _draft("甲办法", "培训一次。"), _draft("乙办法", "培训两次。"), _draft("甲办法", "督导三次。")
    both = compose_sides([compose_sides([first, second]), compose_sides([third, second])])
    assert both.answer == "《甲办法》：培训一次。《乙办法》：培训两次。《甲办法》：督导三次。"
    assert [statement for statement, _ in both.statements()] == ["培训一次。", "培训两次。", "督导三次。"]
    assert len(both.readings) == 3
