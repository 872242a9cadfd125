"""Edits of known kind to a policy text, and what a comparison must make of each.

An edit replaces ``text[start:end]`` by ``new``. Substantive kinds must be reported as substantive where they were made and
nowhere else; editorial kinds must leave nothing substantive.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.pipeline.schema import Document, Section


@dataclass(frozen=True)
class Edit:
    """Replace ``text[start:end]`` by ``new``; ``follows``: it only follows from another edit (a number that moves on)."""

    start: int
    end: int
    new: str
    follows: bool = False


@dataclass(frozen=True)
class Mutation:
    """Edits of one kind, in order and not overlapping, and whether they are of substance."""

    kind: str
    edits: tuple[Edit, ...]
    substantive: bool

    def apply(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The edited text, and where in it the edits stand."""
        parts: list[str] = []
        places: list[tuple[int, int]] = []
        at = length = 0
        for edit in self.edits:
            parts += [text[at : edit.start], edit.new]
            length += edit.start - at
            places.append((length, length + len(edit.new)))
            length += len(edit.new)
            at = edit.end
        return "".join([*parts, text[at:]]), places


Maker = Callable[[Document, random.Random], "list[Edit]"]
SUBSTANTIVE: dict[str, Maker] = {}
EDITORIAL: dict[str, Maker] = {}


def _substantive(maker: Maker) -> Maker:
    SUBSTANTIVE[maker.__name__] = maker
    return maker


def _editorial(maker: Maker) -> Maker:
    EDITORIAL[maker.__name__] = maker
    return maker


def mutation(kind: str, document: Document, rng: random.Random) -> Mutation | None:
    """A mutation of the kind, or None where the document offers no place for it."""
    maker = SUBSTANTIVE.get(kind) or EDITORIAL[kind]
    edits = sorted(maker(document, rng), key=lambda e: e.start)
    return Mutation(kind, tuple(edits), kind in SUBSTANTIVE) if edits else None


# ------------------------------------------------------------------------------------------------------- substance


def _figures(document: Document, *kinds: Kind) -> list[Quantity]:
    """Figures of the body: not those of the document's own particulars."""
    head = [(s.start, s.end) for s in document.document.sources.values()]
    found = [q for q in find_quantities(document.text) if q.kind in kinds]
    return [q for q in found if not any(a < q.end and b > q.start for a, b in head)]


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _other_number(document: Document, rng: random.Random, figures: list[Quantity], pick: list[int]) -> list[Edit]:
    rng.shuffle(figures)
    for figure in figures:
        match = _NUMBER.search(document.text, figure.core_start, figure.core_end)
        if match is None:
            continue
        value = float(match[0])
        new = value * rng.choice(pick) if value else 7.0
        if not value.is_integer():
            new = round(value + rng.choice((0.5, 1.5)), 2)
        return [Edit(match.start(), match.end(), str(int(new)) if float(new).is_integer() else str(new))]
    return []


@_substantive
def money(document: Document, rng: random.Random) -> list[Edit]:
    """Another sum."""
    return _other_number(document, rng, _figures(document, Kind.MONEY), [2, 3, 4])


@_substantive
def rate(document: Document, rng: random.Random) -> list[Edit]:
    """Another percentage."""
    text = document.text
    found = [
        q for q in _figures(document, Kind.RATE) if re.fullmatch(r"\d+(?:\.\d+)?%", text[q.core_start : q.core_end])
    ]
    rng.shuffle(found)
    for figure in found:
        old = float(text[figure.core_start : figure.core_end - 1])
        new = old - 5 if old > 10 else old + 5
        return [Edit(figure.core_start, figure.core_end, f"{new:g}%")]
    return []


@_substantive
def duration(document: Document, rng: random.Random) -> list[Edit]:
    """Another length of time."""
    return _other_number(document, rng, _figures(document, Kind.DURATION), [2, 3])


_DAY = re.compile(r"(?<=月)(\d{1,2})(?=日)")


@_substantive
def date(document: Document, rng: random.Random) -> list[Edit]:
    """Another day of the month."""
    found = _figures(document, Kind.DATE, Kind.DATE_RANGE)
    rng.shuffle(found)
    for figure in found:
        days = list(_DAY.finditer(document.text, figure.core_start, figure.core_end))
        if days:
            match = rng.choice(days)
            return [Edit(match.start(), match.end(), str(int(match[0]) % 28 + 1))]
    return []


@_substantive
def count(document: Document, rng: random.Random) -> list[Edit]:
    """Another number of things."""
    return _other_number(document, rng, _figures(document, Kind.COUNT), [2, 3])


_NEW_MATERIALS = ("无欠税证明", "项目负责人身份证复印件", "廉洁承诺书", "近三年纳税证明", "社保缴纳凭证")


def _entries(document: Document) -> list[Section]:
    """List entries that are materials: sections without children in which a material's source stands."""
    places = {m.source.section_id for holder in (document.common, *document.items) for m in holder.materials}
    return [s for s in walk(document.sections) if s.id in places and not s.children and s.marker]


def walk(sections: list[Section]) -> Iterator[Section]:
    """All sections in reading order."""
    for section in sections:
        yield section
        yield from walk(section.children)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with its line feed, where it fills whole lines; else the stretch."""
    if (start == 0 or text[start - 1] == "\n") and end < len(text) and text[end] == "\n":
        return start, end + 1
    return start, end


@_substantive
def material_added(document: Document, rng: random.Random) -> list[Edit]:
    """One more entry after an entry of a list of materials."""
    text, entries = document.text, _entries(document)
    entries = [
        e for e in entries if text[e.source.end - 1] in "；。;" and text[e.source.end : e.source.end + 1] in ("\n", "")
    ]
    if not entries:
        return []
    entry = rng.choice(entries)
    marker = entry.marker or ""
    return [Edit(entry.source.end, entry.source.end, f"\n{_next(marker)}{rng.choice(_NEW_MATERIALS)}；")]


def _next(marker: str) -> str:
    """The marker after this one, where its number is Arabic or simple Chinese."""
    if match := re.search(r"\d+", marker):
        return marker[: match.start()] + str(int(match[0]) + 1) + marker[match.end() :]
    for one, two in zip("一二三四五六七八九①②③④⑤⑥⑦⑧", "二三四五六七八九十②③④⑤⑥⑦⑧⑨", strict=True):
        if one in marker:
            return marker.replace(one, two)
    return marker


@_substantive
def material_removed(document: Document, rng: random.Random) -> list[Edit]:
    """One entry of a list of materials less."""
    entries = _entries(document)
    if not entries:
        return []
    entry = rng.choice(entries)
    start, end = _line(document.text, entry.source.start, entry.source.end)
    return [Edit(start, end, "")]


@_substantive
def material_reworded(document: Document, rng: random.Random) -> list[Edit]:
    """Another name for the thing to hand in."""
    found = [m for holder in (document.common, *document.items) for m in holder.materials if len(m.name) >= 4]
    rng.shuffle(found)
    for material in found:
        at = document.text.find(material.name, material.source.start, material.source.end)
        if at >= 0:
            return [
                Edit(at, at + len(material.name), rng.choice([n for n in _NEW_MATERIALS if n not in material.name]))
            ]
    return []


_LOOSER = (("不得", "一般不"), ("应当", "可以"), ("必须", "可以"), ("须", "可"), ("应", "可"))


@_substantive
def condition_loosened(document: Document, rng: random.Random) -> list[Edit]:
    """What bound now leaves free."""
    found = [c for holder in (document.common, *document.items) for c in holder.conditions]
    rng.shuffle(found)
    for condition in found:
        for strict, loose in _LOOSER:
            at = document.text.find(strict, condition.source.start, condition.source.end)
            if at >= 0 and document.text[at + len(strict) : at + len(strict) + 1] not in ("用", "收", "求", "急"):
                return [Edit(at, at + len(strict), loose)]
    return []


@_substantive
def condition_dropped(document: Document, rng: random.Random) -> list[Edit]:
    """A condition that is a list entry of its own is gone."""
    places = {c.source.section_id for holder in (document.common, *document.items) for c in holder.conditions}
    entries = [s for s in walk(document.sections) if s.id in places and not s.children and s.marker and not s.title]
    if not entries:
        return []
    entry = rng.choice(entries)
    start, end = _line(document.text, entry.source.start, entry.source.end)
    return [Edit(start, end, "")]


@_substantive
def ceiling_put(document: Document, rng: random.Random) -> list[Edit]:
    """A fixed sum becomes a ceiling (最高 put before it)."""
    amounts = [a for item in document.items for a in item.amounts if a.mode == "fixed" and a.value is not None]
    rng.shuffle(amounts)
    for amount in amounts:
        for figure in _figures(document, Kind.MONEY):
            if (
                amount.source.start <= figure.start
                and figure.end <= amount.source.end
                and figure.start == figure.core_start
            ):
                return [Edit(figure.start, figure.start, "最高")]
    return []


@_substantive
def applicant_dropped(document: Document, rng: random.Random) -> list[Edit]:
    """One class of applicants of a list less."""
    found = [a for holder in (document.common, *document.items) for a in holder.applicants]
    rng.shuffle(found)
    for applicant in found:
        text = applicant.label + "、"
        at = document.text.find(text, applicant.source.start, applicant.source.end + 1)
        if at >= 0:
            return [Edit(at, at + len(text), "")]
    return []


@_substantive
def left_free(document: Document, rng: random.Random) -> list[Edit]:
    """原则上 put before what is demanded."""
    places = [m.start() for m in re.finditer("应当|不得|须(?!知)", document.text)]
    return [Edit(at, at, "原则上")] if places and (at := rng.choice(places)) else []


_CN = "零一二三四五六七八九十"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_CN[tens] if tens > 1 else "") + ("十" if tens else "") + (_CN[ones] if ones or not tens else "")


@_substantive
def article_inserted(document: Document, rng: random.Random) -> list[Edit]:
    """A new article; the following ones and what cites them move on by one."""
    text = document.text
    articles = [s for s in walk(document.sections) if s.style == "article" and s.marker and s.ordinal]
    articles = [s for s in articles if text.startswith(s.marker or "", s.source.start) and not s.inferred]
    if len(articles) < 4:
        return []
    at = rng.choice(articles[1:-1])
    number = at.ordinal or 1
    new = f"第{_chinese(number)}条　申报单位应当接受审计部门的专项检查，并配合提供会计凭证。\n"
    edits = [Edit(at.source.start, at.source.start, new)]
    for match in re.finditer("第([一二三四五六七八九十]{1,3})条", text):
        cited = next((s.ordinal for s in articles if (s.marker or "") == match[0]), None)
        if cited is not None and cited >= number:
            edits.append(Edit(match.start(), match.end(), f"第{_chinese(cited + 1)}条", follows=True))
    if any(e.follows and e.start == edits[0].start for e in edits):
        first = next(e for e in edits if e.follows and e.start == edits[0].start)
        edits = [Edit(first.start, first.end, new + first.new)] + [e for e in edits[1:] if e is not first]
    return edits


def _blocks(document: Document) -> list[tuple[int, int]]:
    """Where items stand that fill whole lines: from the section's marker to the last character below it."""
    by_id = {s.id: s for s in walk(document.sections)}
    found = []
    for item in document.items:
        section = by_id.get(item.section_id or "")
        if section is not None and section.marker:
            start, end = section.source.start, max(s.source.end for s in walk([section]))
            if document.text[start - 1 : start] == "\n" and document.text[end : end + 1] == "\n":
                found.append((start, end + 1))
    return [b for b in found if not any(o[0] <= b[0] and b[1] <= o[1] for o in found if o != b)]


@_substantive
def item_dropped(document: Document, rng: random.Random) -> list[Edit]:
    """A whole item is gone."""
    blocks = _blocks(document)
    if len(blocks) < 2:
        return []
    start, end = rng.choice(blocks)
    return [Edit(start, end, "")]


# ------------------------------------------------------------------------------------------------------- editorial


@_editorial
def item_moved(document: Document, rng: random.Random) -> list[Edit]:
    """Two neighbouring items change places."""
    blocks = sorted(_blocks(document))
    pairs = [(a, b) for a, b in pairwise(blocks) if a[1] == b[0]]
    if not pairs:
        return []
    (start, middle), (_, end) = rng.choice(pairs)
    text = document.text
    return [Edit(start, end, text[middle:end] + text[start:middle])]


@_editorial
def renumbered(document: Document, rng: random.Random) -> list[Edit]:
    """Every Arabic list starts one later."""
    found = [s for s in walk(document.sections) if s.style in ("num", "num_paren") and s.marker and not s.inferred]
    return [
        Edit(s.source.start, s.source.start + len(s.marker or ""), _next(s.marker or ""))
        for s in found
        if document.text.startswith(s.marker or "", s.source.start)
    ]


_STYLES: dict[str, Callable[[int], str]] = {
    "num": lambda n: f"（{n}）",
    "num_paren": lambda n: f"{n}.",
    "cn_paren": lambda n: f"{n}．",
    "circled": lambda n: f"{n}）",
}


@_editorial
def marker_style(document: Document, rng: random.Random) -> list[Edit]:
    """One style of marker becomes another throughout."""
    found = [s for s in walk(document.sections) if s.style in _STYLES and s.marker and s.ordinal and not s.inferred]
    styles = {s.style for s in found}
    if not styles:
        return []
    style = rng.choice(sorted(styles))
    return [
        Edit(s.source.start, s.source.start + len(s.marker or ""), _STYLES[style](s.ordinal or 1))
        for s in found
        if s.style == style and document.text.startswith(s.marker or "", s.source.start)
    ]


@_editorial
def full_width(document: Document, rng: random.Random) -> list[Edit]:
    """Digits, letters and per cent signs of the body in full width."""
    wide = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789%"}
    head = [(s.start, s.end) for s in document.document.sources.values()]
    found = []
    for match in re.finditer(r"(?<![A-Za-z@./:\d（(\n-])\d{1,4}%?(?![A-Za-z@./:\d.．、)）-])", document.text):
        if not any(a < match.end() and b > match.start() for a, b in head):
            found.append(Edit(match.start(), match.end(), match[0].translate(wide)))
    return [e for e in found if rng.random() < 0.5]


_MARKS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "“": '"', "”": '"'}


@_editorial
def punctuation(document: Document, rng: random.Random) -> list[Edit]:
    """Half-width marks for full-width ones."""
    found = [Edit(m.start(), m.end(), _MARKS[m[0]]) for m in re.finditer("[，；：（）“”]", document.text)]
    return [e for e in found if rng.random() < 0.3]


@_editorial
def list_ends(document: Document, rng: random.Random) -> list[Edit]:
    """Entries of lists end in 。 instead of ；, or the other way round."""
    swap = {"；": "。", "。": "；"}
    found = [Edit(m.start(), m.end(), swap[m[0]]) for m in re.finditer(r"[；。](?=\n)", document.text)]
    return [e for e in found if rng.random() < 0.5]


@_editorial
def paragraph_split(document: Document, rng: random.Random) -> list[Edit]:
    """Sentences of a paragraph on lines of their own."""
    places = [
        m.end() for m in re.finditer("[。；]", document.text) if document.text[m.end() : m.end() + 1] not in ("\n", "")
    ]
    places = [p for p in places if document.text[p] not in "”）)"]
    rng.shuffle(places)
    return [Edit(p, p, "\n") for p in places[:3]]


@_editorial
def spaces(document: Document, rng: random.Random) -> list[Edit]:
    """Spaces between words and figures, as converters put them."""
    found = [m.start() for m in re.finditer(r"(?<=[一-鿿])(?=\d)", document.text)]
    head = [(s.start, s.end) for s in document.document.sources.values()]
    found = [p for p in found if not any(a <= p <= b for a, b in head)]
    return [Edit(p, p, " ") for p in found if rng.random() < 0.4]


_UNITS = re.compile(r"(?<![\d.至到—-])(\d{1,4})万元(?![、至到—-])")


@_editorial
def numeral_form(document: Document, rng: random.Random) -> list[Edit]:
    """Sums in 元 instead of 万元."""
    found = list(_UNITS.finditer(document.text))
    found = [m for m in found if document.text[max(0, m.start() - 1) : m.start()] not in "、"]
    return [Edit(m.start(), m.end(), f"{int(m[1]) * 10000}元") for m in found if rng.random() < 0.5]


@_editorial
def next_year(document: Document, rng: random.Random) -> list[Edit]:
    """The next year's edition: every year one later."""
    if document.document.year is None or str(document.document.year) not in (document.document.title or ""):
        return []
    return [
        Edit(m.start(), m.end(), str(int(m[0]) + 1)) for m in re.finditer(r"(?<![\d.])20[12]\d(?=年)", document.text)
    ]


_SYNONYMS = (("应当", "应"), ("以及", "及"), ("按照", "按"), ("予以", "给予"), ("或者", "或"))


@_editorial
def wording(document: Document, rng: random.Random) -> list[Edit]:
    """Another way of drafting the same."""
    for one, two in rng.sample(_SYNONYMS, len(_SYNONYMS)):
        found = list(re.finditer(one, document.text))
        if found:
            return [Edit(m.start(), m.end(), two) for m in found]
    return []
