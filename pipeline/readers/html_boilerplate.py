"""The main content of a web page: which elements are the document, which are navigation, hidden, or a second copy.

Each element is weighed by its prose: characters outside of links in text that has the punctuation of sentences. The
content is the deepest element that holds nearly all of the page's prose, with those of its neighbours that read like
parts of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.furniture import clean, furniture, is_furniture, metadata_line
from tiaokuan.pipeline.readers.html_blocks import text_of
from tiaokuan.pipeline.readers.page import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "head",
        "object",
        "embed",
        "applet",
        "select",
        "option",
        "datalist",
        "button",
        "input",
        "textarea",
        "nav",
        "footer",
        "audio",
        "video",
        "canvas",
        "map",
        "link",
        "meta",
        "base",
        "title",
    }
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_HIDDEN_RULE = re.compile(r"([^{}]{1,300})\{[^{}]{0,1000}?display\s*:\s*none[^{}]{0,1000}\}", re.I)
_STYLE = re.compile(r"<style\b[^>]*>(.{0,100000}?)</style", re.I | re.S)
_MEDIA = re.compile(r"@media[^{}]{0,300}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,200}[^{}]{0,2000}\}")
_SELECTOR = re.compile(r"(?:\*|\w+)?([.#])([\w-]{1,80})$")
_HIDDEN_CLASSES = frozenset({"hidden", "hide", "sr-only", "visually-hidden", "d-none"})
_SENTENCE = re.compile(r"[，。；：、！？]")
_NOT_SPACE = re.compile(r"\S")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MAIN = 0.9  # share of the prose that the content must hold
_COPY = 0.2  # share from which a second element may be a copy of the first


@dataclass(slots=True)
class Weight:
    """Of an element with all below it: prose characters, all characters, characters in links."""

    prose: int = 0
    chars: int = 0
    links: int = 0


def prune(root: _Element, markup: str) -> bool:
    """Take out of the tree what never shows or never is text; True where hidden text of any length went.

    An element that holds more prose than all that shows stays, whatever hides it: scripts show such at load.
    """
    for element in list(root.iter(*DROPPED)):
        _remove(element)
    selectors = _hidden_selectors(markup)
    hidden = [e for e in root.iter() if isinstance(e.tag, str) and _is_hidden(e, selectors)]
    if not hidden:
        return False
    weights = weigh(root)
    inner = set(hidden)
    outer = {e for e in hidden if not any(above in inner for above in islice(e.iterancestors(), 50))}
    shown = weights[root].prose - sum(weights[e].prose for e in outer if e in weights)
    gone = 0
    for element in hidden:
        weight = weights.get(element)
        limit = shown if element in outer else shown + max(weights[e].prose for e in outer if e in weights) // 2
        if weight and weight.prose <= limit and element.getparent() is not None:
            gone += weight.prose
            _remove(element)
    return gone > 0


def _hidden_selectors(markup: str) -> set[tuple[str, str]]:
    """Simple selectors (.class, #id) that the page's own style sheets hide."""
    found = set()
    for sheet in _STYLE.findall(markup[:500_000]):
        for rule in _HIDDEN_RULE.findall(_MEDIA.sub("", sheet)):
            found |= {(m[1], m[2]) for part in rule.split(",") if (m := _SELECTOR.fullmatch(part.strip()))}
    return found


def _is_hidden(element: _Element, selectors: set[tuple[str, str]]) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")):
        return True
    classes = attributes.get("class", "").split()
    if not _HIDDEN_CLASSES.isdisjoint(classes):
        return True
    return bool(selectors) and (
        ("#", attributes.get("id", "")) in selectors or any((".", c) in selectors for c in classes)
    )


def _remove(element: _Element) -> None:
    """Take an element out of its tree, the text after it kept."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def weigh(root: _Element) -> dict[_Element, Weight]:
    """The weight of every element, counted from the leaves up in one walk."""
    weights: dict[_Element, Weight] = {}
    inside = 0
    for event, element in _walk(root):
        if event == "start":
            inside += element.tag == "a"
            weight = weights[element] = Weight()
            _count(weight, element.text, inside > 0)
            continue
        inside -= element.tag == "a"
        parent = element.getparent()
        if parent is not None and element is not root and parent in weights:
            above, own = weights[parent], weights[element]
            above.prose += own.prose
            above.chars += own.chars
            above.links += own.links
            _count(above, element.tail, inside > 0)
    return weights


def _walk(root: _Element) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if isinstance(element.tag, str):
            yield event, element


def _count(weight: Weight, text: str | None, linked: bool) -> None:
    if not text or text.isspace():
        return
    chars = len(_NOT_SPACE.findall(text))
    weight.chars += chars
    if linked:
        weight.links += chars
    elif chars >= 8 and _SENTENCE.search(text):
        weight.prose += chars


def main_content(root: _Element) -> tuple[list[_Element], bool]:
    """The elements, in order, that hold the document, and whether a second copy of it was left out."""
    weights = weigh(root)
    element, repeated = root, False
    while True:
        children = [c for c in element if c in weights and weights[c].prose]
        if not children:
            break
        best, others = _best(children, weights)
        copies = [c for c in others if _is_copy(c, best, weights)]
        for copy in copies:
            _remove(copy)
            repeated = True
        copied = sum(weights[c].prose for c in copies)
        if weights[best].prose < _MAIN * (weights[element].prose - copied) or best.tag in {"p", "table", "tr", "span"}:
            break
        if best.tag in {"ol", "ul", "dl"} and any(c.tag == "p" or c.tag in _HEADINGS for c in element):
            break  # a list among paragraphs: these are the document's title and lead
        element = best
    return _with_neighbours(element, weights), repeated


def _best(children: list[_Element], weights: dict[_Element, Weight]) -> tuple[_Element, list[_Element]]:
    """The child with the most prose (of two copies the one with more elements, the structured one), and the others."""
    best = max(children, key=lambda c: weights[c].prose)
    rivals = [c for c in children if c is not best and weights[c].prose >= 0.7 * weights[best].prose]
    for rival in rivals:
        if _size(rival) > 3 * _size(best) and _same_text(best, rival):
            best = rival
    return best, [c for c in children if c is not best]


def _size(element: _Element) -> int:
    return sum(1 for _ in zip(range(2000), element.iter("p", "div", "tr", "li", "br"), strict=False))


def _is_copy(candidate: _Element, best: _Element, weights: dict[_Element, Weight]) -> bool:
    if weights[candidate].prose < max(100, _COPY * weights[best].prose):
        return False
    return _same_text(candidate, best)


def _same_text(first: _Element, second: _Element) -> bool:
    """Whether nearly all of the shorter text stands in the other, in stretches of 16 characters."""
    short, long = sorted((plain(text_of(e)) for e in (first, second)), key=len)
    step = max(8, len(short) // 400)
    grams = [short[i : i + 16] for i in range(0, max(1, len(short) - 16), step)]
    return sum(gram in long for gram in grams) >= 0.85 * len(grams)


def _with_neighbours(content: _Element, weights: dict[_Element, Weight]) -> list[_Element]:
    """The content, with its siblings and those of its two nearest ancestors where they read like a document's parts."""
    before: list[_Element] = []
    after: list[_Element] = []
    element = content
    for _ in range(2):
        parent = element.getparent()
        if parent is None or parent.tag in {"html"}:
            break
        children = list(parent)
        place = children.index(element)
        before = [c for c in children[:place] if _belongs(c, weights)] + before
        after += [c for c in children[place + 1 :] if _belongs(c, weights)]
        element = parent
    return [*before, content, *after]


def _belongs(element: _Element, weights: dict[_Element, Weight]) -> bool:
    """Whether a neighbour of the content is part of the document: prose, a date, an attachment list, a table."""
    weight = weights.get(element)
    if weight is None or not weight.chars or _named_furniture(element):
        return False
    text = clean(text_of(element, " "))
    if is_furniture(text) or metadata_line(text) is not None or element.tag in {"h1", "ul", "header", "aside", "form"}:
        return False
    if weight.links * 2 > weight.chars:
        return _attachments(element)
    return weight.prose >= 20 or bool(re.search(r"^附\s*件|\d{4}年\d{1,2}月\d{1,2}日\s*$", text))


def _named_furniture(element: _Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(furniture().names.search(names))


def _attachments(element: _Element) -> bool:
    links = [a for a in element.iter("a") if clean(text_of(a))]
    files = [a for a in links if furniture().attachment_link.search(f"{text_of(a)} {a.get('href', '')}")]
    return bool(links) and len(files) * 10 >= len(links) * 8
