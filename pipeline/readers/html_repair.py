"""Making markup fit for the parser: scripts out, monstrous tags cut, deep nesting flattened; all in linear time."""

from __future__ import annotations

import re

_RAW = re.compile(r"<(script|style|noscript|template|svg|iframe)\b[^>]*>", re.I)
_STRAY = re.compile(r"<(?![A-Za-z/!?])")
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]{0,40})\s[^<>]{20000,}>")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})\b[^<>]*>")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "wbr"}
)
_CLOSES_ITSELF = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
_INLINE = frozenset(
    {"a", "b", "i", "u", "s", "em", "strong", "span", "font", "sub", "sup", "small", "big", "label", "ins", "code"}
)
DEEPEST = 500  # of the markup that flattening leaves; libxml2 gives a document up beyond 2,048


def tidy(markup: str) -> str:
    """``markup`` without scripts, styles and their kin, ``<`` that open no tag escaped, tags of over 20,000 characters
    bare of attributes (a parser's time grows with the square of their number)."""
    return _LONG_TAG.sub(r"<\1>", _STRAY.sub("&lt;", _without_raw(markup)))


def _without_raw(markup: str) -> str:
    """Without raw-text elements; an opening tag that is never closed goes alone, what follows it stays."""
    lower = markup.lower() if markup.isascii() else _ascii_lower(markup)
    pieces: list[str] = []
    unclosed: set[str] = set()
    place = 0
    while match := _RAW.search(markup, place):
        pieces.append(markup[place : match.start()])
        name = match[1].lower()
        end = -1 if name in unclosed else lower.find(f"</{name}", match.end())
        if end < 0:
            unclosed.add(name)
            place = match.end()
            continue
        close = lower.find(">", end)
        place = len(markup) if close < 0 else close + 1
        pieces.append(" ")
    pieces.append(markup[place:])
    return "".join(pieces)


def _ascii_lower(text: str) -> str:
    """Lower case of ASCII letters only: the length never changes."""
    return text.translate({upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)})


def flatten(markup: str, deepest: int = DEEPEST) -> str:
    """``markup`` with tags beyond the depth ``deepest`` left out; a block's tag becomes a line break, so that
    paragraphs stay apart."""
    open_tags: list[str] = []
    skipped: dict[str, int] = {}

    def one(match: re.Match[str]) -> str:
        name = match[2].lower()
        if name in _VOID:
            return match[0]
        if match[1]:
            return _close(name, match[0], open_tags, skipped)
        if name in _CLOSES_ITSELF and open_tags and open_tags[-1] == name:
            return match[0]
        if len(open_tags) >= deepest:
            skipped[name] = skipped.get(name, 0) + 1
            return "" if name in _INLINE else "<br>"
        open_tags.append(name)
        return match[0]

    return _TAG.sub(one, markup)


def _close(name: str, tag: str, open_tags: list[str], skipped: dict[str, int]) -> str:
    if skipped.get(name):
        skipped[name] -= 1
        return "" if name in _INLINE else "<br>"
    for place in range(len(open_tags) - 1, max(-1, len(open_tags) - 20), -1):
        if open_tags[place] == name:
            del open_tags[place:]
            break
    return tag
