"""How deep a kind of marker stands in one document, learnt from the order of its markers.

The default ladder (``markers.ranks``) follows GB/T 9704-2012. A document may depart from it (articles under 一、,
1. above （一）): where a list of B begins anew between two consecutive numbers of A, A stands above B; and where B
goes on by two or more there, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tiaokuan.pipeline.marker_words import ranks, vocabulary

_NUM_LEVELS = {"num2": 1, "num3": 2, "num4": 3}
_HIGH = frozenset(("attachment", "part", "chapter", "section"))  # nothing but their own kinds stands above these
_LABELS = 3  # 政策1： stands where 节 does
#: Headings that a sign begins: ``sign:cn`` stands right below 一、.
SIGNED = "sign:"
#: A heading without a number above everything; a card's row above the lists in it; a quoted article below 一、.
_TOP = {"top": -30.0, "card": 6.0, "quoted": 5.5}


class Ladder:
    """Which of two marker families stands above the other in this document."""

    def __init__(self, sequence: Iterable[tuple[str, int]]) -> None:
        """``sequence``: family and number of every marker of the document, in order."""
        self._evidence = _nesting(list(sequence))
        self._above: dict[tuple[str, str], bool] = {}

    def rank(self, family: str) -> float:
        """The default rank of a family; decimals stand below their shorter forms."""
        if family.startswith("hint"):
            return int(family[4:]) - 20
        if family.startswith(SIGNED):
            return self.rank(family[len(SIGNED) :]) + 0.5
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


def _nesting(sequence: list[tuple[str, int]]) -> defaultdict[tuple[str, str], int]:
    """How often A showed itself to stand above B, for all pairs (A, B): between A's number n and n + 1 a list of B
    began anew (and nothing above A went on before it), or B went on by two or more."""
    evidence: defaultdict[tuple[str, str], int] = defaultdict(int)
    last: dict[str, int] = {}
    begun: dict[str, set[str]] = {}  # family → families that began anew since its last marker
    fresh: dict[str, set[str]] = {}  # the same with those that began at another number than 1
    steps: dict[str, dict[str, int]] = {}  # family → how far others, begun before its last marker, went on since
    for family, number in sequence:
        goes_on = last.get(family) == number - 1
        if goes_on:
            for other in begun[family]:
                if other not in _HIGH or family in _HIGH:
                    evidence[family, other] += 1
            for other, count in steps[family].items():
                if count > 1 and other not in _HIGH:
                    evidence[family, other] += 1
        last[family] = number
        begun[family], fresh[family], steps[family] = set(), set(), {}
        for other, started in begun.items():
            if other == family:
                continue
            if not goes_on:
                fresh[other].add(family)
                if number == 1 and not steps[other]:
                    started.add(family)
            elif family not in fresh[other]:
                steps[other][family] = steps[other].get(family, 0) + 1
    return evidence
