"""Value types shared by all stages: spans, intervals, quantities.

Named tuples, because thousands of them are made for each document; the pydantic models of
``pipeline.schema`` are built from them once, at the end.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of Unicode code points, 0-based, in the text that was given."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Kind(StrEnum):
    """Kinds of quantity, as printed by ``tiaokuan quantities``."""

    MONEY = "money"
    RATE = "rate"
    RATIO = "ratio"
    DATE = "date"
    DATE_RANGE = "date_range"
    DURATION = "duration"
    COUNT = "count"
    NUMBER = "number"


Scalar = float | int | str


class Interval(NamedTuple):
    """A value with its bounds: exact where ``min == max``, open where a side is None.

    Numbers for money (yuan or the figure in its own currency), rates (fractions) and counts; ISO 8601 strings for
    dates and durations. ``ratio`` holds 1:3 as (1, 3) and then the bounds are None. Inclusion follows the Civil
    Code, art. 1259: 以上、以下、以内 include; 超过、不满、以外 do not.
    """

    min: Scalar | None = None
    max: Scalar | None = None
    min_inclusive: bool = True
    max_inclusive: bool = True
    approximate: bool = False
    ratio: tuple[float, float] | None = None

    @classmethod
    def exact(cls, value: Scalar, *, approximate: bool = False) -> Interval:
        """The interval that holds one value."""
        return cls(value, value, approximate=approximate)

    @property
    def is_exact(self) -> bool:
        """True where both ends are the same value."""
        return self.min is not None and self.min == self.max


class Quantity(NamedTuple):
    """One figure of the text.

    ``start``/``end`` cover the whole expression with its bound words (不超过30万元, 3年以上); ``core_start``/``core_end``
    only the figure and its unit (30万元, 3年). ``unit`` is the printed measure (元, 年, 个工作日, 件 …) or None;
    ``currency`` ISO 4217 where it is not CNY. ``bound`` says which words bounded it: ``"min"``, ``"max"`` or None.
    ``per_unit``: what a /个 or 每… attached to the figure itself says (10万元/个 → 个; 元/人·月 and 元每人每月 →
    人月).
    ``number``: of a duration its figure in the printed unit (20 of 20个工作日, 1.5 of 一年半), which ``value`` gives as
    ISO 8601; of all other kinds None.
    """

    kind: Kind
    value: Interval
    unit: str | None
    start: int
    end: int
    core_start: int
    core_end: int
    currency: str | None = None
    working_days: bool = False
    bound: str | None = None
    per_unit: str | None = None
    number: Interval | None = None

    @property
    def span(self) -> Span:
        """The whole expression."""
        return Span(self.start, self.end)
