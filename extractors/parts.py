"""The series of a sentence in their places, and the roles that they can have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tiaokuan.extractors.base import Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.series import Series


class Role(StrEnum):
    """What a figure of a granting clause is."""

    GRANT = "grant"
    CAP = "cap"
    METRIC = "metric"
    BUDGET = "budget"
    PER = "per"
    INSTALMENT = "instalment"
    PRICE = "price"
    LOOKBACK = "lookback"
    PERIOD = "period"
    NONE = "none"


@dataclass(slots=True)
class Part:
    """A series in its place: role, the clause and segment it stands in, the text beside it that is its own, the verb
    or noun that grants it, whether words (最高, 不超过) make it a ceiling, and whether it is something that need not be paid."""

    series: Series
    role: Role
    clause: Piece
    segment: Piece
    left: int
    right: int
    verb: int | None = None
    limited: bool = False
    relief: bool = False


def is_band(quantity: Quantity) -> bool:
    """True for a quantity with both ends (500万元以上不满1000万元)."""
    value = quantity.value
    return value.min is not None and value.max is not None and not value.is_exact
