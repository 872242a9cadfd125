"""A structured document as the comparison sees it: its parts (sections), its units (sentences, list entries), figures.

Units leave nothing out: every character of the text that is neither white space nor a section's marker belongs to one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tiaokuan.extractors.base import Quantity
from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.pipeline.diff_fold import CITATION, fold, quantity_key, quantity_sign
from tiaokuan.pipeline.markers import recognise
from tiaokuan.pipeline.schema import Document, Section, Source

_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]*[”』」’）)]*|[。；！？;!?]+")
_SAID = ("attachment", "word")  # markers that are words of the text, too


@dataclass(slots=True)
class Part:
    """A section in reading order. ``end`` is the end of the last section below it; ``first``/``last`` its units, those
    of the sections below it included (half-open); ``own_last`` the end of its own ones. ``label`` is how it is cited:
    the markers of the sections above it and its own (三、（二）1.)."""

    index: int
    section: Section
    parent: int | None
    depth: int
    label: str
    title_key: str
    first: int = 0
    own_last: int = 0
    last: int = 0


@dataclass(slots=True)
class Unit:
    """A sentence, heading or list entry without its marker: ``text[start:end]``. ``part`` is None outside of every
    section; ``key`` is the folded text with figures in one form, ``skeleton`` the same with figures' values left out.
    ``heading``: the unit is its section's title; ``loose``: it stands outside of the sections' own text (title block,
    paragraphs after a list, signature), ``part`` is then the section before it."""

    index: int
    start: int
    end: int
    part: int | None
    key: str
    skeleton: str
    heading: bool = False
    loose: bool = False
    figures: tuple[str, ...] = ()


@dataclass(slots=True)
class Fixed:
    """A stretch that is one word in comparisons: a figure (``quantity``) or a citation (第三条, 附件2)."""

    start: int
    end: int
    key: str
    quantity: Quantity | None = None


@dataclass
class TextView:
    """One document opened for comparison."""

    document: Document
    parts: list[Part] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def fixed(self) -> list[Fixed]:
        """Figures and citations in order, not overlapping."""
        found = [Fixed(q.core_start, q.core_end, quantity_key(q), q) for q in find_quantities(self.text)]
        taken = [f.start for f in found]
        for match in CITATION.finditer(self.text):
            at = bisect_right(taken, match.start()) - 1
            free = at < 0 or found[at].end <= match.start()
            if free and (at + 1 >= len(taken) or taken[at + 1] >= match.end()):
                found.append(Fixed(match.start(), match.end(), fold(match[0])))
        return sorted(found, key=lambda f: f.start)

    @cached_property
    def _fixed_starts(self) -> list[int]:
        return [f.start for f in self.fixed]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    def fixed_in(self, start: int, end: int) -> list[Fixed]:
        """The figures and citations that lie wholly in ``text[start:end]``."""
        low = bisect_left(self._fixed_starts, start)
        high = bisect_left(self._fixed_starts, end)
        return [f for f in self.fixed[low:high] if f.end <= end]

    def units_in(self, start: int, end: int) -> list[int]:
        """The units that share a character with ``text[start:end]``."""
        at = max(0, bisect_right(self._unit_starts, start) - 1)
        found = []
        while at < len(self.units) and self.units[at].start < max(end, start + 1):
            if self.units[at].end > start:
                found.append(at)
            at += 1
        return found

    def ancestors(self, part: int | None) -> Iterator[int]:
        """The part itself, its parent, and so on."""
        while part is not None:
            yield part
            part = self.parts[part].parent

    def source(self, start: int, end: int) -> Source:
        """The place of ``text[start:end]``, page taken from the facts and sections that stand there."""
        units = self.units_in(start, end)
        part = self.units[units[0]].part if units else None
        section = self.parts[part].section if part is not None else None
        return Source.model_construct(
            section_id=section.id if section else None, start=start, end=end, quote=self.text[start:end],
            page=self.page_at(start), boxes=None, confidence=section.source.confidence if section else None,
        )  # fmt: skip

    @cached_property
    def _pages(self) -> tuple[list[int], list[int]]:
        places = {(p.section.source.start, p.section.source.page) for p in self.parts}
        for facts in (self.document.common, *self.document.items):
            for name in ("applicants", "materials", "periods", "amounts", "caps", "conditions", "targets"):
                places |= {(f.source.start, f.source.page) for f in getattr(facts, name)}
        known = sorted((start, page) for start, page in places if page is not None)
        return [start for start, _ in known], [page for _, page in known]

    def page_at(self, position: int) -> int | None:
        """The page that the position is on, as far as facts and sections tell; None for unpaged formats."""
        starts, pages = self._pages
        if not starts:
            return None
        return pages[max(0, bisect_right(starts, position) - 1)]


def view(document: Document) -> TextView:
    """Open ``document`` for comparison."""
    made = TextView(document)
    _add_parts(made, document.sections, None, 0, "")
    order = sorted(made.parts, key=lambda p: p.section.source.start)
    at = 0
    before: int | None = None
    for part in order:
        source = part.section.source
        if source.start > at:
            _add_units(made, at, source.start, before, loose=True)
        _add_own_units(made, part, max(at, source.start))
        at = max(at, source.end)
        before = part.index
    _add_units(made, at, len(document.text), before, loose=True)
    _set_ranges(made)
    return made


def _add_parts(made: TextView, sections: list[Section], parent: int | None, depth: int, above: str) -> None:
    for section in sections:
        label = above + (section.marker or "").strip()
        part = Part(len(made.parts), section, parent, depth, label, fold(section.title or ""))
        made.parts.append(part)
        made.by_id[section.id] = part.index
        _add_parts(made, section.children, part.index, depth + 1, label)


def _add_own_units(made: TextView, part: Part, start: int) -> None:
    """The units of a section's own text: its title first, then its sentences."""
    text, section = made.text, part.section
    end = section.source.end
    if section.marker and text.startswith(section.marker, start):
        start += len(section.marker)
    while start < end and text[start].isspace():
        start += 1
    if section.title and text.startswith(section.title, start):
        stop = start + len(section.title)
        while stop < end and text[stop] in "：:。．.；;":
            stop += 1
        _add_unit(made, start, stop, part.index, heading=True)
        start = stop
    _add_units(made, start, end, part.index)


def _add_units(made: TextView, start: int, end: int, part: int | None, *, loose: bool = False) -> None:
    for match in _SENTENCE.finditer(made.text, start, end):
        _add_unit(made, match.start(), match.end(), part, loose=loose)


def _add_unit(
    made: TextView, start: int, end: int, part: int | None, *, heading: bool = False, loose: bool = False
) -> None:
    text = made.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    marker = None if heading else recognise(text[start : min(end, start + 24)], True)
    if marker is not None and not marker.weak and (marker.style not in _SAID or marker.text.endswith("是")):
        start += marker.end
        while start < end and text[start].isspace():
            start += 1
    if start >= end:
        return
    key, skeleton, figures = _keys(made, start, end)
    if key:
        made.units.append(Unit(len(made.units), start, end, part, key, skeleton, heading, loose, figures))


def _keys(made: TextView, start: int, end: int) -> tuple[str, str, tuple[str, ...]]:
    key: list[str] = []
    skeleton: list[str] = []
    figures: list[str] = []
    at = start
    for fixed in made.fixed_in(start, end):
        between = fold(made.text[at : fixed.start])
        sign = quantity_sign(fixed.quantity) if fixed.quantity else "第"
        key += (between, fixed.key)
        skeleton += (between, sign)
        figures.append(fixed.key)
        at = fixed.end
    rest = fold(made.text[at:end])
    return "".join([*key, rest]), "".join([*skeleton, rest]), tuple(figures)


def _set_ranges(made: TextView) -> None:
    """Give each part the units that stand in it and below it."""
    for part in made.parts:
        part.first = part.own_last = part.last = -1
    for unit in made.units:
        if unit.loose:
            continue
        for depth, index in enumerate(made.ancestors(unit.part)):
            part = made.parts[index]
            if part.first < 0:
                part.first = unit.index
            part.last = unit.index + 1
            if depth == 0 and part.own_last in (-1, unit.index):
                part.own_last = unit.index + 1
    for part in made.parts:
        if part.first < 0:
            part.first = part.last = 0
        part.own_last = max(part.first, part.own_last)
