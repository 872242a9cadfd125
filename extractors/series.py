"""Series: figures of one kind that stand side by side (20万元、15万元、10万元) and share one role."""

from __future__ import annotations

from dataclasses import dataclass

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.deferred import deferred

_GAP = deferred(r"(?:[（(][^（）()]{0,12}[）)])?(?:、|，?和|，?及|以及|与|或者?|或)")
_BASE_GAP = deferred(r"(?:、|，?和|，?及|或)[^，。；、\d]{1,14}的")


@dataclass(slots=True)
class Series:
    """Figures that are read as one: their indices, and the stretch from the first to the last."""

    indices: tuple[int, ...]
    start: int
    end: int
    kind: Kind

    def __len__(self) -> int:
        return len(self.indices)


def find_series(ctx: Context, start: int, end: int) -> list[Series]:
    """The series of ``text[start:end]`` in order; a figure alone is a series of one."""
    found: list[list[int]] = []
    for index in ctx.live(start, end):
        if found and _joins(ctx, found[-1][-1], index):
            found[-1].append(index)
        else:
            found.append([index])
    return [_series(ctx.quantities, indices) for indices in found]


def _joins(ctx: Context, left: int, right: int) -> bool:
    a, b = ctx.quantities[left], ctx.quantities[right]
    gap = ctx.text[a.end : b.start]
    if a.kind is not b.kind and ctx.text.startswith(("部分", "的部分"), b.end):
        return False  # 按4%、500万元以上的部分按6%
    money = {Kind.MONEY, Kind.RATE}
    if a.kind is b.kind is Kind.MONEY and a.bound is None and b.bound == "max" and gap == "、":
        return False  # 给予每人1万元、最高100万元的支持: a sum and its ceiling
    if a.kind is b.kind and _GAP.fullmatch(gap):
        return a.kind is not Kind.COUNT or a.unit == b.unit or a.unit is None or b.unit is None
    if a.kind is not b.kind and b.bound == "max" and _BASE_GAP.fullmatch(gap) is None:
        return False
    return {a.kind, b.kind} <= money and (_BASE_GAP.fullmatch(gap) is not None or _GAP.fullmatch(gap) is not None)


def _series(quantities: list[Quantity], indices: list[int]) -> Series:
    first, last = quantities[indices[0]], quantities[indices[-1]]
    return Series(tuple(indices), first.start, last.end, first.kind)
