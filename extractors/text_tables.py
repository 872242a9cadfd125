"""Tables of standards that were pasted as text: a line of heads, and lines of a name with a sum under each head."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding
from tiaokuan.extractors.words import grant_kind
from tiaokuan.gazetteer.deferred import deferred

_ROW = deferred(
    r"^(?P<name>[^\s，。；：\d]{2,25})(?P<sums>(?:[ \u3000\t|]*\d[\d.,]{0,8}[十百千万亿]*元(?:/[^\s\d]{1,4})?){2,8})[ \u3000\t|]*$",
    re.MULTILINE,
)
_GAP = deferred(r"[ \u3000\t|]+")


def read_text_rows(ctx: Context, start: int, end: int, heading: str) -> list[AmountFinding]:
    """The sums of such lines, each with its head as label and its line's name as trigger; [] where no line of heads of
    the same number stands above."""
    found: list[AmountFinding] = []
    heads: list[str] = []
    if "\n" not in ctx.text[start:end]:
        return found
    kind = grant_kind(heading) or "subsidy"
    at = start
    for line in ctx.text[start:end].split("\n"):
        row = _ROW.match(line)
        if row is None:
            heads = _heads(line)
        else:
            sums = [i for i in ctx.within(at, at + len(line)) if ctx.quantities[i].kind is Kind.MONEY]
            if len(sums) == len(heads) - 1:
                place = (at, at + len(line.rstrip()))
                found += [_amount(ctx, place, kind, row["name"], pair) for pair in zip(heads[1:], sums, strict=True)]
        at += len(line) + 1
    return found


def _heads(line: str) -> list[str]:
    words = [word for word in _GAP.split(line.strip()) if word]
    return words if len(words) > 2 and not any(re.search(r"[，。；：\d]", word) for word in words) else []


def _amount(ctx: Context, place: tuple[int, int], kind: str, name: str, paid: tuple[str, int]) -> AmountFinding:
    head, index = paid
    quantity = ctx.quantities[index]
    return AmountFinding(
        *place, kind, "fixed", value=quantity.value, label=head, trigger=name, per_unit=quantity.per_unit,
        currency=quantity.currency or "CNY", figures=(index,),
    )  # fmt: skip
