"""How deep a kind of marker stands in one document, learnt from the order of its markers.

The default ladder (``markers.ranks``) follows GB/T 9704-2012. A document may depart from it (articles under 一、,
1. above （一）): where a list of B begins anew between two consecutive numbers of A, A stands above B.
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
    """How often a list of B began between A's number n and n + 1, for all pairs (A, B)."""
    evidence: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    begun_since: dict[str, set[str]] = {}
    for family, number in sequence:
        if last.get(family) == number - 1:
            for other in begun_since[family]:
                evidence[family, other] += 1
        last[family] = number
        begun_since[family] = set()
        if number == 1:
            for other, begun in begun_since.items():
                if other != family:
                    begun.add(family)
    return evidence
