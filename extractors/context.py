"""What an extractor is given: the text, its figures, and the region that 我市 means."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from tiaokuan.extractors.base import Quantity
from tiaokuan.gazetteer.regions import Region


@dataclass(slots=True)
class Context:
    """A text with all its quantities in order, found once.

    ``home`` is the region that the document is for. ``excluded`` collects figures that are known to be no facts
    (index → reason code), so that none is taken for one afterwards.
    """

    text: str
    quantities: list[Quantity]
    home: Region | None = None
    excluded: dict[int, str] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [quantity.start for quantity in self.quantities]

    def within(self, start: int, end: int) -> range:
        """Indices of the quantities that begin in ``text[start:end]``."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def live(self, start: int, end: int) -> list[int]:
        """Indices of the quantities in the stretch that are not excluded."""
        return [index for index in self.within(start, end) if index not in self.excluded]

    def exclude(self, indices: range | list[int], reason: str) -> None:
        """Mark figures as no facts, where nothing has marked them yet."""
        for index in indices:
            self.excluded.setdefault(index, reason)
