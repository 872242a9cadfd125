"""Tables of standards: a column of amounts, with the unit in its head and the tier or label in the row's first cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, CapFinding, Finding, TierFinding
from tiaokuan.extractors.words import grant_kind
from tiaokuan.gazetteer.deferred import deferred

_GRANT_HEAD = deferred(
    r"(?:补助|补贴|奖励|资助|扶持|奖金|支持|救助|补偿|奖补)[^（(]{0,8}?(?:标准|金额|额度|资金|数额)?(?=$|[（(])|^金额|标准[（(]"
)
_LIMIT_HEAD = deferred(r"最高|上限|限额|封顶|不超过")
_UNIT = deferred(
    r"[（(](?:单位[：:])?(?P<scale>万|亿|千|百)?(?P<money>元|美元|港元|欧元)(?:人民币)?(?:[/／每·](?P<per>[^）)]{1,6}))?[）)]|(?P<rate>%|％|比例)"
)
_UNIT_HEAD = deferred(r"^(?:计量)?单位$")
_SCALES = {None: 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BRACKETED = deferred(r"[（(](?P<in>[^）)]*)[）)]")


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of a row: its stretch of the text and the words of its column's head, from the top down."""

    start: int
    end: int
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowText:
    """A row of a table below its head."""

    start: int
    end: int
    cells: tuple[CellText, ...]


def read_grant_table(ctx: Context, rows: list[RowText], title: str) -> list[Finding]:
    """Amounts (and caps from a 最高 column) of a table of standards; [] where no column's head names a grant."""
    found: list[Finding] = []
    for row in rows:
        paid = [cell for cell in row.cells if _is_grant(cell)]
        if not paid:
            continue
        heads = [cell for cell in row.cells if cell not in paid]
        columns = sum(1 for cell in paid if not _LIMIT_HEAD.search("".join(cell.headers)))
        for cell in paid:
            found += _cell(ctx, row, cell, heads, title, several=columns > 1)
    return found


def _is_grant(cell: CellText) -> bool:
    return any(_GRANT_HEAD.search(head) for head in cell.headers)


def _cell(
    ctx: Context, row: RowText, cell: CellText, heads: list[CellText], title: str, *, several: bool
) -> list[Finding]:
    figures = list(ctx.within(cell.start, cell.end))
    if len(figures) != 1:
        return []
    quantity = ctx.quantities[figures[0]]
    value, is_rate = _value(quantity, cell.headers)
    if value is None:
        return []
    words = "".join(cell.headers)
    per = _per(cell, heads, ctx.text)
    if _LIMIT_HEAD.search(words) and not is_rate:
        limit = value.max if value.max is not None else value.min
        label, _, used = _label(ctx, cell, heads, several)
        assert isinstance(limit, (int, float))
        return [CapFinding(row.start, row.end, "money", limit, label, "元", figures=(figures[0], *used))]
    label, tier, used = _label(ctx, cell, heads, several)
    mode = (
        "rate"
        if is_rate
        else "fixed"
        if value.is_exact
        else "range"
        if value.min is not None and value.max is not None
        else "up_to"
    )
    amount = AmountFinding(
        row.start, row.end, grant_kind(words) or grant_kind(title) or "subsidy", mode, per_unit=per, label=label,
        tier=tier, figures=(figures[0], *used),
    )  # fmt: skip
    if is_rate:
        amount.rate = value
    else:
        amount.value = value
    return [amount]


def _value(quantity: Quantity, headers: tuple[str, ...]) -> tuple[Interval | None, bool]:
    """The cell's figure in yuan, with the unit of its head where none is printed; and whether it is a rate."""
    unit = next((m for m in map(_UNIT.search, reversed(headers)) if m), None)
    if quantity.kind is Kind.RATE:
        return quantity.value, True
    if quantity.kind is Kind.MONEY:
        return quantity.value, False
    if quantity.kind not in (Kind.NUMBER, Kind.COUNT) or (quantity.kind is Kind.COUNT and unit is None):
        return None, False
    if unit is not None and unit["rate"]:
        return _scaled(quantity.value, 0.01), True
    scale = _SCALES[unit["scale"]] if unit else 1
    return _scaled(quantity.value, scale), False


def _scaled(value: Interval, scale: float) -> Interval:
    def times(side: object) -> float | None:
        if not isinstance(side, (int, float)):
            return None
        product = round(side * scale, 6)
        return int(product) if product == int(product) else product

    return Interval(times(value.min), times(value.max), value.min_inclusive, value.max_inclusive, value.approximate)


def _per(cell: CellText, heads: list[CellText], text: str) -> str | None:
    for head in reversed(cell.headers):
        unit = _UNIT.search(head)
        if unit and unit["per"]:
            return re.sub(r"[·/每]", "", unit["per"])
    for other in heads:
        if other.headers and _UNIT_HEAD.match(other.headers[-1]):
            return text[other.start : other.end].strip() or None
    return None


def _label(
    ctx: Context, cell: CellText, heads: list[CellText], several: bool
) -> tuple[str | None, TierFinding | None, tuple[int, ...]]:
    """Label, tier and the tier's figure: a numeric row head is a tier, one in words a label; a column's own sub-head is
    a label where several columns pay."""
    tier: TierFinding | None = None
    used: tuple[int, ...] = ()
    label: str | None = None
    for head in heads:
        words = ctx.text[head.start : head.end].strip()
        figures = list(ctx.within(head.start, head.end))
        name = head.headers[-1] if head.headers else ""
        if _UNIT_HEAD.match(name) or not words or name in ("序号", "备注", "说明", "依据", "责任单位"):
            continue
        if len(figures) == 1 and _spans(ctx.quantities[figures[0]], head):
            unit = _BRACKETED.search(name)
            quantity = ctx.quantities[figures[0]]
            tier = TierFinding(
                _BRACKETED.sub("", name),
                quantity.value,
                quantity.unit or (unit["in"] if unit else None),
                quantity.currency,
            )
            used = (figures[0],)
        else:
            label = f"{label}{words}" if label else words
    if several and len(cell.headers) > 1:
        return cell.headers[-1], tier, used
    if several and cell.headers and not label:
        return _BRACKETED.sub("", cell.headers[-1]), tier, used
    return label, tier, used


def _spans(quantity: Quantity, head: CellText) -> bool:
    return quantity.kind in (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.RATE, Kind.DURATION) and (
        quantity.end - quantity.start >= (head.end - head.start) * 0.6
    )
