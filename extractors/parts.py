"""The series of a sentence in their places, and the roles that they can have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tiaokuan.extractors.base import Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.series import Series

#: 100平方米以下的1万元, 10人（含）以下每人500元: a band with its sum
#: 每位消费者每类产品可补贴1件
MAY_HAVE = re.compile(
    r"每[位名人户家个][^，。；\d]{0,12}?(?:可|限|仅限|只能)(?:以|再)?(?:享受|申领|领取|购买|申请)?(?:补贴|补助|享受|申领|领取|购买)$"
)
PAID_SUM = re.compile(
    r"的?(?:，|：)?(?:给予|按照?|奖励|补助|补贴|一次性|每[^，。；、\d]{1,6}|为|各)*\d[\d.,]*[十百千万亿]*元"
)
BAND_PAID = re.compile(rf"(?:以[下内]|不[满足])(?:（[^（）]{{1,4}}）)?{PAID_SUM.pattern}")


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
