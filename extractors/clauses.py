"""Sentences, segments and clauses: splitting at punctuation, never inside brackets, quotes or titles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_NESTED = r"（(?:[^（）\n]|（[^（）\n]*）)*）|\((?:[^()\n]|\([^()\n]*\))*\)|《[^《》\n]*(?:〈[^〈〉\n]*〉[^《》\n]*)*》|“[^“”\n]*”|〔[^〔〕\n]*〕|〈[^〈〉\n]*〉|【[^【】\n]*】"


@lru_cache(maxsize=32)
def _splitter(marks: str) -> re.Pattern[str]:
    plain = re.escape(marks.replace("：", "").replace(":", ""))
    colon = r"|(?<!\d)[:：]|[:：](?!\d)" if "：" in marks else ""
    return re.compile(rf"(?:{_NESTED})|(?P<cut>[{plain}]{colon})")


@lru_cache(maxsize=32)
def _plain(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


class Piece(NamedTuple):
    """A stretch between two cuts, white space trimmed; ``mark`` is the punctuation that closed it ('' at the end)."""

    start: int
    end: int
    mark: str

    def of(self, text: str) -> str:
        """The stretch's characters."""
        return text[self.start : self.end]


def split(text: str, start: int, end: int, marks: str) -> list[Piece]:
    """Cut ``text[start:end]`` at each of ``marks`` that stands outside of brackets, quotes and 书名号."""
    return list(_cut(text, start, end, marks))


@lru_cache(maxsize=4096)
def _cut(text: str, start: int, end: int, marks: str) -> tuple[Piece, ...]:
    """The same stretches are asked for by one extractor after the other."""
    pieces: list[Piece] = []
    if _plain(marks).search(text, start, end) is None:
        _add(pieces, text, start, end, "")
        return tuple(pieces)
    at = start
    for match in _splitter(marks).finditer(text, start, end):
        if match.lastgroup is None:
            continue
        _add(pieces, text, at, match.start(), match.group())
        at = match.end()
    _add(pieces, text, at, end, "")
    return tuple(pieces)


def forget_cuts() -> None:
    """Drop what is remembered of the text read last; called once a document."""
    _cut.cache_clear()


def _add(pieces: list[Piece], text: str, start: int, end: int, mark: str) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        pieces.append(Piece(start, end, mark))


def sentences(text: str, start: int, end: int) -> list[Piece]:
    """Sentences: cut at 。！？ and line feeds."""
    return split(text, start, end, "。！？!?\n")


def segments(text: str, start: int, end: int) -> list[Piece]:
    """Parts of a sentence that stand side by side: cut at ；."""
    return split(text, start, end, "；;")


def clauses(text: str, start: int, end: int) -> list[Piece]:
    """Clauses: cut at ，, ： and → (提交→审核→公示)."""
    return split(text, start, end, "，,：:→")


_BRACKETS = re.compile(_NESTED.split("|《", maxsplit=1)[0])


def strip_brackets(text: str) -> tuple[str, list[str]]:
    """``text`` without its bracketed parts, and the contents of those."""
    contents = [match.group()[1:-1] for match in _BRACKETS.finditer(text)]
    return _BRACKETS.sub("", text), contents
