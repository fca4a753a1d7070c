"""The conditions on metadata of Dify's external knowledge API.

Source: https://docs.dify.ai/en/use-dify/knowledge/external-knowledge-api, as of 2026-06.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from api.refusals import NOT_USABLE, RefusalError
from api.schemas.retrieval import ConditionRecord, ConditionsRecord, ConditionValue, MetadataRecord

Metadata = Mapping[str, str]

PARAM = "metadata_condition"
NAMES = tuple(MetadataRecord.model_fields)


def check(conditions: ConditionsRecord) -> None:
    """Lets conditions through that can be told to hold or not.

    Raises:
        RefusalError: One names no metadata, or has no value that its comparison can be made with.
    """
    for condition in conditions.conditions:
        if condition.name not in NAMES:
            raise RefusalError(
                NOT_USABLE, f"{PARAM}: there is no metadata {condition.name!r}; choose from {', '.join(NAMES)}.", param=PARAM
            )
        _holds(condition, {})


def hold(conditions: ConditionsRecord, metadata: Metadata) -> bool:
    """Whether metadata meets all conditions, or one of them where they are alternatives; no conditions hold always."""
    held = [_holds(condition, metadata) for condition in conditions.conditions]
    return any(held) if conditions.logical_operator == "or" and held else all(held)


def _holds(condition: ConditionRecord, metadata: Metadata) -> bool:
    told = metadata.get(condition.name, "")
    if condition.comparison_operator in {"empty", "not empty"}:
        return (not told) == (condition.comparison_operator == "empty")
    if condition.value is None:
        detail = f"{PARAM}: the comparison {condition.comparison_operator!r} of {condition.name!r} needs a value."
        raise RefusalError(NOT_USABLE, detail, param=PARAM)
    return COMPARISONS[condition.comparison_operator](told, condition.value)


def _words(value: ConditionValue) -> list[str]:
    """The alternatives of a list, which some callers send as one text parted by commas."""
    listed = value if isinstance(value, list) else str(value).split(",")
    return [each.strip() for each in listed]


def _number(value: ConditionValue) -> float:
    try:
        return float(str(value))
    except ValueError as error:
        raise RefusalError(NOT_USABLE, f"{PARAM}: {value!r} is no number; send one.", param=PARAM) from error


def _day(value: ConditionValue) -> str:
    """A day as ISO 8601 tells it; numbers are seconds since 1970."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC).date().isoformat()
        return datetime.fromisoformat(str(value)).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise RefusalError(NOT_USABLE, f"{PARAM}: {value!r} is no day; send one such as 2026-11-22.", param=PARAM) from error


def _numbers(compare: Callable[[float, float], bool]) -> Callable[[str, ConditionValue], bool]:
    def compared(told: str, value: ConditionValue) -> bool:
        wanted = _number(value)
        try:
            return compare(float(told), wanted)
        except ValueError:
            return False

    return compared


def _before(told: str, value: ConditionValue) -> bool:
    day = _day(value)
    return bool(told) and told < day[: len(told)]


def _after(told: str, value: ConditionValue) -> bool:
    day = _day(value)
    return told > day[: len(told)]


COMPARISONS: dict[str, Callable[[str, ConditionValue], bool]] = {
    "contains": lambda told, value: str(value) in told,
    "not contains": lambda told, value: str(value) not in told,
    "start with": lambda told, value: told.startswith(str(value)),
    "end with": lambda told, value: told.endswith(str(value)),
    "is": lambda told, value: told == str(value),
    "is not": lambda told, value: told != str(value),
    "in": lambda told, value: told in _words(value),
    "not in": lambda told, value: told not in _words(value),
    "=": _numbers(lambda told, value: told == value),
    "≠": _numbers(lambda told, value: told != value),
    ">": _numbers(lambda told, value: told > value),
    "<": _numbers(lambda told, value: told < value),
    "≥": _numbers(lambda told, value: told >= value),
    "≤": _numbers(lambda told, value: told <= value),
    "before": _before,
    "after": _after,
}
