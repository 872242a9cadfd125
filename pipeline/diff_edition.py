"""What moves with the edition and what merely says the same: the differences that are not of substance.

An edition's programme year, its region's and issuers' names, its programmes' new names and its article numbers run
through the whole text; a difference that they explain is editorial, and so is one between variants of drafting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.gazetteer.drafting import drafting_form, force
from tiaokuan.pipeline.align import Alignment
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_words import Hunk
from tiaokuan.pipeline.markers import ordinal
from tiaokuan.pipeline.schema import Document

_YEAR = re.compile(r"(?<![\d¤数号‰.])(?:19|20)\d{2}(?!\d)")
_ISO = re.compile(r"((?:19|20)\d{2})((?:-\d{2}){0,2}(?:T\d{2}:\d{2})?)")
_CITED = re.compile(r"第([〇零一二三四五六七八九十百\d]+)(编|章|节|条)")
_ENTRY = re.compile(r"第?([一二三四五六七八九十\d]{1,3})$")
_STYLES = {"编": "part", "章": "chapter", "节": "section", "条": "article"}


@dataclass
class Edition:
    """``years``: by how many years the new edition is later (0 where unknown); ``names``: folded names that the new one
    gives in place of the old, longest first; ``numbers``: (style, old ordinal) → new ordinals."""

    years: int = 0
    names: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: dict[tuple[str, int], set[int]] = field(default_factory=dict)

    def add_name(self, old: str, new: str, reason: str) -> None:
        """Take note that ``new`` stands where ``old`` stood."""
        before, after = fold(old), fold(new)
        if before and after and before != after:
            self.names.append((before, after, reason))
            self.names.sort(key=lambda name: -len(name[0]))

    def reason(self, before: str, after: str) -> str | None:
        """Why the folded forms differ in no more than drafting or edition (``wording``, ``edition_year``,
        ``region_name``, ``renamed``, ``renumbered``); None where they differ in substance."""
        if before == after:
            return "typography"
        if force_changed(before, after):
            return None
        if drafting_form(before) == drafting_form(after):
            return "wording"
        if self._renumbered(before, after):
            return "renumbered"
        moved = self.shift(before)
        if moved != before and drafting_form(moved) == drafting_form(after):
            return "edition_year"
        for old, new, reason in self.names:
            if old in moved:
                moved = moved.replace(old, new)
                if drafting_form(moved) == drafting_form(after):
                    return reason
        return None

    def shift(self, key: str) -> str:
        """The folded text with its years moved on by the edition's difference."""
        if not self.years:
            return key
        return _YEAR.sub(lambda match: str(int(match[0]) + self.years), key)

    def shifted_date(self, before: object, after: object) -> bool:
        """True where two ISO dates differ by the edition's years alone."""
        one, two = (_ISO.fullmatch(value) if isinstance(value, str) else None for value in (before, after))
        if one is None or two is None or not self.years:
            return False
        return int(two[1]) - int(one[1]) == self.years and one[2] == two[2]

    def _renumbered(self, before: str, after: str) -> bool:
        """第三条 → 第五条 where the old third article is the new fifth; （二） → （三） likewise."""
        one, two = _CITED.fullmatch(before), _CITED.fullmatch(after)
        if one and two and one[2] == two[2]:
            old, new = ordinal(one[1]), ordinal(two[1])
            return old is not None and new in self.numbers.get((_STYLES[one[2]], old), set())
        one, two = _ENTRY.match(before), _ENTRY.match(after)
        if one and two and before[one.end() :] == after[two.end() :]:
            old, new = ordinal(one[1]), ordinal(two[1])
            styles = ("cn_paren", "num", "num_paren")
            return old is not None and any(new in self.numbers.get((style, old), set()) for style in styles)
        return False


def force_changed(before: str, after: str) -> bool:
    """True where one side binds and the other leaves free (应当 ↔ 可以, 原则上)."""
    return force(before)[1] != force(after)[1]


def edition_of(aligned: Alignment) -> Edition:
    """What is known of the two editions before their items are compared."""
    old, new = aligned.old.document, aligned.new.document
    found = Edition(_years(old, new))
    _add_regions(found, old, new)
    before, after = old.document.issuers, new.document.issuers
    if len(before) == len(after):
        for one, two in zip(before, after, strict=True):
            found.add_name(one, two, "issuer_name")
    for i, j in aligned.parts.items():
        left, right = aligned.old.parts[i].section, aligned.new.parts[j].section
        if left.style == right.style and left.ordinal is not None and right.ordinal is not None:
            found.numbers.setdefault((left.style, left.ordinal), set()).add(right.ordinal)
    return found


def _years(old: Document, new: Document) -> int:
    """The difference of the years in the titles, else of the programme years, else none."""
    one, two = (_title_year(document.document.title) for document in (old, new))
    if one is None or two is None:
        one, two = old.document.year, new.document.year
    return two - one if one is not None and two is not None else 0


def _title_year(title: str | None) -> int | None:
    years = _YEAR.findall(fold(title or ""))
    return int(years[0]) if len(years) == 1 else None


def _add_regions(found: Edition, old: Document, new: Document) -> None:
    one, two = old.document.region, new.document.region
    if one is None or two is None or one.name == two.name or one.level != two.level:
        return
    found.add_name(one.name, two.name, "region_name")
    if len(one.name) > 2 and len(two.name) > 2:
        found.add_name(one.name[:-1], two.name[:-1], "region_name")


def judge(hunk: Hunk, edition: Edition) -> None:
    """Set why a hunk is editorial, if it is."""
    hunk.editorial = edition.reason(hunk.old_key, hunk.new_key)
