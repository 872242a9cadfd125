"""What a paragraph inherits from its style: numbering, outline level, alignment, bold, hidden (ECMA-376 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.base import Align
from tiaokuan.pipeline.readers.ooxml import W, attribute, child_value, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.I)
_TITLE = re.compile(r"^(?:title|标题)$", re.I)
_TOC = re.compile(r"^(?:toc|目录)\s*[1-9]$", re.I)
_ALIGNS: dict[str, Align] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "left": "left",
    "start": "left",
    "both": "justify",
    "distribute": "justify",
}
_LONGEST_CHAIN = 30


@dataclass(slots=True)
class Style:
    """A style as it stands in styles.xml."""

    id: str
    name: str
    kind: str
    based_on: str | None
    paragraph: _Element | None
    run: _Element | None


@dataclass(slots=True)
class Styles:
    """The document's styles, and lookups along their basedOn chains."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str | None = None

    @classmethod
    def of(cls, tree: _Element | None) -> Styles:
        """From styles.xml (None: a document without styles)."""
        styles = cls()
        for element in tree.iter(W + "style") if tree is not None else ():
            name = child_value(element, "name") or ""
            style = Style(
                attribute(element, "styleId") or "",
                name,
                attribute(element, "type") or "paragraph",
                child_value(element, "basedOn"),
                element.find(W + "pPr"),
                element.find(W + "rPr"),
            )
            styles.by_id.setdefault(style.id, style)
            if style.kind == "paragraph" and (attribute(element, "default") or "") in {"1", "true", "on"}:
                styles.default = style.id
        return styles

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """The style and what it is based on, nearest first; ends at a loop."""
        seen: set[str] = set()
        while style_id and style_id not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(style_id)
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def of_paragraph(self, properties: _Element | None) -> list[Style]:
        """The chain of a paragraph's style, the default style where it names none."""
        return list(self.chain(child_value(properties, "pStyle") or self.default))

    def align(self, properties: _Element | None, chain: list[Style]) -> Align | None:
        """The paragraph's alignment, its own or its style's."""
        for source in (properties, *(style.paragraph for style in chain)):
            if (value := child_value(source, "jc")) is not None:
                return _ALIGNS.get(value)
        return None

    def heading(self, properties: _Element | None, chain: list[Style]) -> int | None:
        """The outline level, 1 the highest (``w:outlineLvl`` counts from 0, 9 is body text); 0 for the style Title."""
        own = child_value(properties, "outlineLvl")
        if own is not None:
            return int(own) + 1 if own in "012345678" and own else None
        for style in chain:
            if style.kind == "paragraph" and _TITLE.match(style.name):
                return 0
            value = child_value(style.paragraph, "outlineLvl")
            if value is not None:
                return int(value) + 1 if value in "012345678" and value else None
            if match := _HEADING.match(style.name):
                return int(match[1])
        return None

    def is_toc(self, chain: list[Style]) -> bool:
        """Whether a paragraph's style is one of a table of contents' (TOC 1 … TOC 9)."""
        return bool(chain) and _TOC.match(chain[0].name) is not None

    def toggle(self, name: str, run: _Element | None, chain: list[Style]) -> bool:
        """A toggle property (``b``, ``vanish``) of a run with properties ``run`` in a paragraph of style ``chain``.

        Its own setting decides; else those of the character style and the paragraph style are combined by
        exclusive or, as toggles in styles are (17.7.3).
        """
        own = run.find(W + name) if run is not None else None
        if own is not None:
            return is_on(own)
        return self._styled(name, list(self.chain(child_value(run, "rStyle")))) ^ self._styled(name, chain)

    @staticmethod
    def _styled(name: str, chain: list[Style]) -> bool:
        for style in chain:
            element = style.run.find(W + name) if style.run is not None else None
            if element is not None:
                return is_on(element)
        return False
