"""Files are found at any depth and copied as they are."""

from pathlib import Path

from evals.gathering import gathered, located


def test_the_named_files_alone_are_copied_byte_by_byte(tmp_path: Path) -> None:
    (tmp_path / "某省" / "某市").mkdir(parents=True)
    text = "第一条 略。\r\n".encode("gb18030")
    (tmp_path / "某省" / "某市" / "a.md").write_bytes(text)
    (tmp_path / "b.md").write_bytes(b"b")
    found = located(frozenset({"a.md", "c.md"}), tmp_path)
    assert found == {"a.md": tmp_path / "某省" / "某市" / "a.md"}
    with gathered(found) as folder:
        assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.md", text)]
    assert not folder.exists()


def test_nothing_is_found_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert located(frozenset({"a.md"}), tmp_path / "laws") == {}
