"""How much a platform takes in one message, and how a text is cut to that."""

# What WeChat shows for certain: its documentation names no limit, and replies over 628 Chinese characters were seen to fail.
TEXT_BYTES = 1800

# What WeCom documents: developer.work.weixin.qq.com/document/path/91770 and 100719.
GROUP_MARKDOWN_BYTES = 4096
STREAM_BYTES = 20_480

MORE = "……"

_SENTENCE_ENDS = "。！？；\n"


def n_bytes(text: str) -> int:
    """How long a text is as the platforms count it: in UTF-8."""
    return len(text.encode("utf-8", "replace"))


def cut(text: str, most: int, *, tail: str = "") -> str:
    """The text, or as many whole sentences as `most` bytes hold with `tail` behind them; never half a character.

    >>> cut("甲应当报告。乙应当备案。", 30, tail=MORE), cut("甲应当报告", 9, tail=MORE)
    ('甲应当报告。……', '甲……')
    >>> cut("甲应当报告。", 18)
    '甲应当报告。'
    """
    if n_bytes(text) <= most:
        return text
    held = text.encode("utf-8", "replace")[: max(most - n_bytes(tail), 0)].decode("utf-8", "ignore")
    end = max(held.rfind(mark) for mark in _SENTENCE_ENDS) + 1
    # A single endless sentence is cut where the room ends.
    return (held[:end] or held).rstrip("\n") + tail
