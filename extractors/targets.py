"""Targets: what a project must achieve (绩效目标, 工作目标, 工作任务)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.findings import TargetFinding
from tiaokuan.extractors.metrics import is_lookback, metric_of

_PER = re.compile(r"每$|每一$")


def read_targets(ctx: Context, entry: Entry) -> list[TargetFinding]:
    """One target for each figure of the entry's sentences; what has no figure stays in the section's text."""
    found: list[TargetFinding] = []
    for sentence in sentences(ctx.text, entry.start, entry.end):
        start, end = trim(ctx.text, sentence.start, sentence.end)
        figures = [index for index in ctx.live(start, end) if is_target_figure(ctx, index)]
        found += [
            TargetFinding(*quotable(ctx, index, start, end), ctx.text[start:end], metric_of(ctx, index, start, end), figures=(index,))
            for index in figures
        ]
    return found


def is_target_figure(ctx: Context, index: int) -> bool:
    """True where the figure says how much is to be achieved."""
    quantity = ctx.quantities[index]
    if quantity.kind in (Kind.DATE, Kind.DATE_RANGE, Kind.NUMBER) or is_lookback(ctx, index):
        return False
    if quantity.kind is Kind.DURATION:
        return False
    return _PER.search(ctx.text[max(0, quantity.start - 2) : quantity.start]) is None


def quotable(ctx: Context, index: int, start: int, end: int) -> tuple[int, int]:
    """The stretch, or a shorter one around the figure where it has over 390 characters."""
    if end - start <= 390:
        return start, end
    quantity = ctx.quantities[index]
    return max(start, quantity.start - 190), min(end, quantity.end + 190)
