"""One way to look for many fixed strings at once: an Aho-Corasick automaton.

The choice of engine is a measured one (``benchmarks/matchers.py``): ``ahocorasick_rs`` finds the same hits as spaCy's
PhraseMatcher, ``pyahocorasick`` and a trie-shaped regular expression, and is the fastest of them on policy texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class TermMatcher:
    """Finds fixed strings in a text. Hits are ``(index of the term, start, end)`` in code points, half-open.

    The terms must not be empty; a term given twice counts once, under its first index.
    """

    __slots__ = ("_all", "_longest", "terms")

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms: list[str] = list(dict.fromkeys(terms))
        self._all: AhoCorasick | None = None
        self._longest: AhoCorasick | None = None

    def longest(self, text: str) -> list[tuple[int, int, int]]:
        """Leftmost-longest hits that do not overlap, in order."""
        if self._longest is None:
            self._longest = _automaton(self.terms, MatchKind.LeftmostLongest)
        return self._longest.find_matches_as_indexes(text)

    def overlapping(self, text: str) -> list[tuple[int, int, int]]:
        """Every hit, also those within others, ordered by their ends."""
        if self._all is None:
            self._all = _automaton(self.terms, MatchKind.Standard)
        return self._all.find_matches_as_indexes(text, overlapping=True)


def _automaton(terms: list[str], kind: MatchKind) -> AhoCorasick:
    return AhoCorasick(terms, matchkind=kind, implementation=Implementation.ContiguousNFA, store_patterns=False)
