"""From a figure and the words that bound it to the ``Quantity`` that is handed out."""

from __future__ import annotations

from tiaokuan.extractors.base import Interval, Kind, Quantity, Scalar
from tiaokuan.extractors.bounds import Bound
from tiaokuan.extractors.figures import Figure
from tiaokuan.extractors.numerals import plain

#: A named tuple's own constructor, at a third of its time.
_new = tuple.__new__
_KINDS = {kind.value: kind for kind in Kind}


def quantity_of(figure: Figure, start: int, end: int, before: Bound | None, after: Bound | None) -> Quantity:
    """``figure`` as a Quantity whose whole expression is ``start``–``end``."""
    low, high = _ends(figure)
    value, bound = _interval(low, high, figure, before, after)
    number = None
    if figure.kind == "duration" and figure.label:
        number = _interval(plain(figure.low), plain(figure.high), figure, before, after)[0]
    unit = figure.unit
    currency = figure.currency if figure.kind == "money" and figure.currency != "CNY" else None
    working = unit is not None and unit.working
    return _new(
        Quantity,
        (
            _KINDS[figure.kind], value, figure.label, start, end, figure.start, figure.end, currency, working, bound,
            figure.per_unit, number,
        ),
    )  # fmt: skip


def _ends(figure: Figure) -> tuple[Scalar | None, Scalar | None]:
    if figure.ratio is not None:
        return None, None
    if figure.first is not None:
        low: Scalar = figure.first.iso()
        high: Scalar = figure.last.iso() if figure.last is not None else low
    elif figure.kind == "duration":
        low, high = figure.iso_low, figure.iso_high
    else:
        low, high = plain(figure.low), plain(figure.high)
    return low, None if figure.open_end else high


def _interval(
    low: Scalar | None, high: Scalar | None, figure: Figure, before: Bound | None, after: Bound | None
) -> tuple[Interval, str | None]:
    approximate = (
        figure.approximate or (before is not None and before.approximate) or (after is not None and after.approximate)
    )
    side, inclusive = _side(figure, before, after)
    if figure.is_range or side is None:
        said = figure.closed if after is None or after.inclusive is None else after.inclusive
        opened = figure.opened if after is None or after.lower is None else after.lower
        return Interval(low, high, opened, said is not False, approximate, figure.ratio), None
    if side == "min":
        return Interval(low, None, inclusive, True, approximate, figure.ratio), side
    return Interval(None, high, True, inclusive, approximate, figure.ratio), side


def _side(figure: Figure, before: Bound | None, after: Bound | None) -> tuple[str | None, bool]:
    """The side that words bound, and whether it includes the figure; the words before go first (不低于3年以上)."""
    if figure.bound is not None:
        return figure.bound
    for bound in (before, after):
        if bound is not None and bound.side is not None:
            if bound is before and after is not None and after.side is None and after.inclusive is not None:
                return bound.side, after.inclusive
            return bound.side, bound.inclusive is not False and figure.closed is not False
    return None, True
