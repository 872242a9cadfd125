"""How deep a kind of marker stands in one document, learnt from the order of its markers.

The default ladder (``markers.ranks``) follows GB/T 9704-2012. A document may depart from it (articles under 一、,
1. above （一）): where a list of B begins anew between two consecutive numbers of A, A stands above B; and where A goes on
between two consecutive numbers of B, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tiaokuan.pipeline.markers import ranks, vocabulary

_NUM_LEVELS = {"num2": 1, "num3": 2, "num4": 3}
_LABELS = 3  # 政策1： stands where 节 does
_TOP = {"top": -30}  # a heading without a number above everything


class Ladder:
    """Which of two marker families stands above the other in this document."""

    def __init__(self, sequence: Iterable[tuple[str, int]]) -> None:
        """``sequence``: family and number of every marker of the document, in order."""
        self._evidence = _nesting(list(sequence))
        self._above: dict[tuple[str, str], bool] = {}

    def rank(self, family: str) -> int:
        """The default rank of a family; decimals stand below their shorter forms."""
        if family.startswith("hint"):
            return int(family[4:]) - 20
        if family in _NUM_LEVELS:
            return ranks()["num"] + _NUM_LEVELS[family]
        if family.startswith("label"):
            high = family.removeprefix("label") in vocabulary()["label_ranks"]["words"]
            return _LABELS if high else ranks()["num"] + 2
        return _TOP.get(family, ranks().get(family, 20))

    def above(self, upper: str, lower: str) -> bool:
        """True where ``upper`` stands above ``lower``."""
        key = (upper, lower)
        if key not in self._above:
            seen, reverse = self._evidence[key], self._evidence[lower, upper]
            self._above[key] = seen > reverse if seen != reverse else self.rank(upper) < self.rank(lower)
        return self._above[key]


def _nesting(sequence: list[tuple[str, int]]) -> Counter[tuple[str, str]]:
    """How often A showed itself to stand above B, for all pairs (A, B): a list of B began anew between A's number n and
    n + 1, or A went on between B's number n and n + 1, so that B's numbers run on through A's sections."""
    evidence: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    begun: dict[str, set[str]] = {}  # family → families that began anew since its last marker
    through: dict[str, set[str]] = {}  # family → families, begun before its last marker, that went on since
    for family, number in sequence:
        goes_on = last.get(family) == number - 1
        if goes_on:
            evidence.update((family, other) for other in begun[family])
            evidence.update((other, family) for other in through[family])
        last[family] = number
        begun[family], through[family] = set(), set()
        for other in begun:
            if other == family:
                continue
            if number == 1 and not through[other]:
                begun[other].add(family)
            elif goes_on and family not in begun[other]:
                through[other].add(family)
    return evidence
