"""The numbers that Word displays before numbered paragraphs, worked out from numbering.xml (ECMA-376 17.9).

Counters belong to the abstract numbering definition and are shared by all instances (``w:num``) of it; an instance's
``startOverride`` sets them anew at its first use of that level. A level restarts after any higher level, or after the
one that ``lvlRestart`` names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.docx_styles import Style, Styles
from tiaokuan.pipeline.readers.numbers import MAX_NUMBER, format_number
from tiaokuan.pipeline.readers.ooxml import MC, W, attribute, child_value, is_on
from tiaokuan.pipeline.readers.symbols import symbol_text

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FULL_WIDTH_END = re.compile(r"[、。．，：；）〕】》〉」』！？]$")


@dataclass(slots=True)
class Level:
    """One level of a list: its start, format (and the picture of a custom one), pattern, restart rule, style."""

    start: int = 1
    form: str = "decimal"
    custom: str | None = None
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None
    font: str = ""
    hidden: bool = False


@dataclass(slots=True)
class Abstract:
    """An abstract numbering definition and its running counters (None: level not used yet)."""

    levels: list[Level]
    style_link: str | None = None
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class Instance:
    """A ``w:num``: its abstract definition, level overrides, start overrides, and the levels it was used at."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def start(self, at: int, level: Level) -> int:
        """What level ``at`` begins with, at first and at every restart (17.9.26)."""
        return self.starts.get(at, level.start)

    def begins(self, at: int) -> bool:
        """Whether this use of level ``at`` is the first of an instance that sets its counter anew."""
        first = at not in self.used
        self.used.add(at)
        return first and at in self.starts


@dataclass(slots=True)
class Numbering:
    """All lists of a document. ``number`` must be called once for each numbered paragraph, in document order."""

    abstracts: dict[str, Abstract] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)

    @classmethod
    def of(cls, tree: _Element | None, styles: Styles) -> Numbering:
        """From numbering.xml (None: a document without lists)."""
        numbering = cls(styles=styles)
        if tree is None:
            return numbering
        for element in tree.iterchildren(W + "abstractNum"):
            numbering.abstracts[attribute(element, "abstractNumId") or ""] = _abstract(element)
        for element in tree.iterchildren(W + "num"):
            numbering.instances[attribute(element, "numId") or ""] = _instance(element)
        numbering._follow_links()
        return numbering

    def _follow_links(self) -> None:
        """Let instances whose definition only points to a numbering style (numStyleLink) use that style's."""
        for instance in self.instances.values():
            for _ in range(LEVELS):
                abstract = self.abstracts.get(instance.abstract)
                if abstract is None or abstract.style_link is None:
                    break
                style = self.styles.by_id.get(abstract.style_link)
                number = child_value(style.paragraph, "numPr", "numId") if style else None
                target = self.instances.get(number or "")
                if target is None or target.abstract == instance.abstract:
                    break
                instance.abstract = target.abstract

    def place(self, properties: _Element | None, chain: list[Style]) -> tuple[str, int] | None:
        """The list (numId) and level of a paragraph: its own, or its style's; None where it has no number.

        A level given directly wins; for numbering that comes from a style, the level that names the style does.
        """
        direct = properties.find(W + "numPr") if properties is not None else None
        number = child_value(direct, "numId")
        level = _integer(child_value(direct, "ilvl"))
        if number is None:
            for style in chain:
                own = style.paragraph.find(W + "numPr") if style.paragraph is not None else None
                number = child_value(own, "numId")
                if number is not None:
                    level = level if level is not None else self._style_level(number, style, own)
                    break
        if number is None or number not in self.instances or _integer(number) == 0:
            return None
        return number, min(max(level or 0, 0), LEVELS - 1)

    def _style_level(self, number: str, style: Style, properties: _Element | None) -> int:
        instance = self.instances.get(number)
        abstract = self.abstracts.get(instance.abstract) if instance else None
        for i, level in enumerate(abstract.levels if abstract else ()):
            if level.style == style.id:
                return i
        return _integer(child_value(properties, "ilvl")) or 0

    def number(self, place: tuple[str, int]) -> str:
        """Count one paragraph at ``place`` and give what is displayed before it ('' for nothing)."""
        instance = self.instances[place[0]]
        abstract = self.abstracts.get(instance.abstract)
        if abstract is None:
            return ""
        at = place[1]
        self._count(instance, abstract, at)
        level = self._level(instance, abstract, at)
        if level.hidden:
            return ""
        return self._shown(instance, abstract, level)

    def gap(self, place: tuple[str, int], marker: str) -> str:
        """What stands between number and text: nothing after full-width punctuation or where the list has no gap and
        the text cannot run into the number, else a space (for a tab, too)."""
        instance = self.instances[place[0]]
        abstract = self.abstracts.get(instance.abstract)
        suffix = self._level(instance, abstract, place[1]).suffix if abstract else "tab"
        if suffix == "nothing" or _FULL_WIDTH_END.search(marker):
            return ""
        return " "

    def _level(self, instance: Instance, abstract: Abstract, at: int) -> Level:
        return instance.levels.get(at) or abstract.levels[at]

    def _count(self, instance: Instance, abstract: Abstract, at: int) -> None:
        """Advance the counter of level ``at``; lower levels restart, higher ones not used yet begin."""
        counters = abstract.counters
        for higher in range(at):
            if counters[higher] is None:
                counters[higher] = instance.start(higher, self._level(instance, abstract, higher))
        current = counters[at]
        if instance.begins(at) or current is None:
            counters[at] = instance.start(at, self._level(instance, abstract, at))
        else:
            counters[at] = min(current + 1, MAX_NUMBER)
        for lower in range(at + 1, LEVELS):
            restart = self._level(instance, abstract, lower).restart
            if restart is None or at < restart:
                counters[lower] = None

    def _shown(self, instance: Instance, abstract: Abstract, level: Level) -> str:
        if level.form == "bullet":
            return symbol_text(level.text, level.font, "•")

        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._level(instance, abstract, at)
            count = abstract.counters[at]
            form = "decimal" if level.legal and other.form not in {"none", "bullet"} else other.form
            number = other.start if count is None else count
            return _custom(number, other.custom) if form == "custom" else format_number(number, form)

        return _PLACE.sub(value, level.text)


def _custom(number: int, picture: str | None) -> str:
    """A custom format: ``001, 002, 003, ...`` pads with zeros; others show as decimal."""
    first = (picture or "").split(",")[0].strip()
    return f"{number:0{len(first)}d}" if first.isdigit() and len(first) <= 9 else str(number)


def _abstract(element: _Element) -> Abstract:
    levels = [Level(form="none") for _ in range(LEVELS)]
    for child in element.iterchildren(W + "lvl"):
        at = _integer(attribute(child, "ilvl"))
        if at is not None and 0 <= at < LEVELS:
            levels[at] = _level(child)
    return Abstract(levels, child_value(element, "numStyleLink"))


def _instance(element: _Element) -> Instance:
    instance = Instance(child_value(element, "abstractNumId") or "")
    for override in element.iterchildren(W + "lvlOverride"):
        at = _integer(attribute(override, "ilvl"))
        if at is None or not 0 <= at < LEVELS:
            continue
        level = override.find(W + "lvl")
        if level is not None:
            instance.levels[at] = _level(level)
        start = _integer(child_value(override, "startOverride"))
        if start is not None:
            instance.starts[at] = start
    return instance


def _level(element: _Element) -> Level:
    form = element.find(W + "numFmt")
    if form is None:
        form = next(
            (f for branch in element.iterchildren(MC + "AlternateContent") for f in branch.iter(W + "numFmt")), None
        )
    run = element.find(W + "rPr")
    fonts = run.find(W + "rFonts") if run is not None else None
    start = _integer(child_value(element, "start"))
    return Level(
        start=0 if start is None else start,
        form=attribute(form) or "decimal",
        custom=attribute(form, "format"),
        text=child_value(element, "lvlText") or "",
        restart=_integer(child_value(element, "lvlRestart")),
        legal=is_on(element.find(W + "isLgl")),
        suffix=child_value(element, "suff") or "tab",
        style=child_value(element, "pStyle"),
        font=(attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "") if fonts is not None else "",
        hidden=run is not None and is_on(run.find(W + "vanish")),
    )


def _integer(text: str | None) -> int | None:
    match = re.fullmatch(r"\s*([+-]?\d{1,9})(?:\.0*)?\s*", text or "")
    return int(match[1]) if match else None
