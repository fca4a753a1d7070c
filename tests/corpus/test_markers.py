import pytest

from corpus.markers import MARKERS, read_mark


@pytest.mark.parametrize("marker", MARKERS.values(), ids=lambda marker: marker.name)
def test_each_row_reads_its_example(marker):
    mark = read_mark(marker.example)
    assert mark
    assert mark.marker is marker


@pytest.mark.parametrize(("name", "line"), [(marker.name, line) for marker in MARKERS.values() for line in marker.counterexamples])
def test_each_row_leaves_its_counterexamples(name, line):
    mark = read_mark(line)
    assert mark is None or mark.marker.name != name


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("第一百零三条 略", "第一百零三条"),
        ("第十二条之一 略", "第十二条之一"),
        ("第12条 略", "第十二条"),
        ("## 第二章　总则", "第二章"),
        ("  (三)略", "（三）"),
        ("1。明确责任。", "1."),
        ("1．明确责任。", "1."),
        ("（12）略", "（12）"),
        ("⑫略", "⑫"),
        ("附件2：", "附件2"),
    ],
)
def test_labels_are_written_as_a_person_would(line, label):
    mark = read_mark(line)
    assert mark
    assert mark.label == label


@pytest.mark.parametrize(
    "line", ["", "急会诊", "第三人应当参加诉讼。", "第一类医疗器械", "2023年6月27日", "（2013年版）", "10分钟内到位", "十二月底前完成"]
)
def test_other_lines_bear_no_sign(line):
    assert read_mark(line) is None
