"""Sentences, segments and clauses: splitting at punctuation, never inside brackets, quotes or titles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tiaokuan.gazetteer.deferred import deferred

#: Stretches that are not cut: what follows each opening character. Brackets hold one inside another.
_NESTED = {
    "（": r"(?:[^（）\n]|（[^（）\n]*）)*）",
    "(": r"(?:[^()\n]|\([^()\n]*\))*\)",
    "《": r"[^《》\n]*(?:〈[^〈〉\n]*〉[^《》\n]*)*》",
    "“": r"[^“”\n]*”",
    "〔": r"[^〔〕\n]*〕",
    "〈": r"[^〈〉\n]*〉",
    "【": r"[^【】\n]*】",
}


@lru_cache(maxsize=32)
def _splitter(marks: str) -> re.Pattern[str]:
    """A bracketed part, or a cut: one set of first characters, so that the search skips all others."""
    plain = re.escape(marks.replace("：", "").replace(":", ""))
    colon = r"|(?<=[:：])(?:(?<!\d[:：])|(?!\d))" if "：" in marks else ""
    nested = "|".join(f"(?<=[{opening}]){rest}" for opening, rest in _NESTED.items())
    return re.compile(rf"[{''.join(_NESTED)}{re.escape(marks)}](?:(?P<cut>(?<=[{plain}]){colon})|{nested})")


class Piece(NamedTuple):
    """A stretch between two cuts, white space trimmed; ``mark`` is the punctuation that closed it ('' at the end)."""

    start: int
    end: int
    mark: str

    def of(self, text: str) -> str:
        """The stretch's characters."""
        return text[self.start : self.end]


#: A named tuple's own constructor, at a third of its time.
_new = tuple.__new__


@lru_cache(maxsize=4096)
def split(text: str, start: int, end: int, marks: str) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` at each of ``marks`` that stands outside of brackets, quotes and 书名号. Remembered: the
    same stretches are asked for by one extractor after the other."""
    pieces: list[Piece] = []
    at = start
    for match in _splitter(marks).finditer(text, start, end):
        if match.lastgroup is not None:
            cut = match.start()
            if at < cut:
                if text[at].isspace() or text[cut - 1].isspace():
                    _add(pieces, text, at, cut, text[cut])
                else:
                    pieces.append(_new(Piece, (at, cut, text[cut])))
            at = cut + 1
    if at < end:
        _add(pieces, text, at, end, "")
    return tuple(pieces)


def forget_cuts() -> None:
    """Drop what is remembered of the text read last; called once a document."""
    split.cache_clear()


def _add(pieces: list[Piece], text: str, start: int, end: int, mark: str) -> None:
    if text[start].isspace() or text[end - 1].isspace():
        inner = text[start:end]
        start, end = start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())
    if start < end:
        pieces.append(_new(Piece, (start, end, mark)))


def _whole(text: str, start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    if start < end:
        _add(pieces, text, start, end, "")
    return tuple(pieces)


def sentences(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """Sentences: cut at 。！？ and line feeds."""
    return split(text, start, end, "。！？!?\n")


def segments(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """Parts of a sentence that stand side by side: cut at ；."""
    if text.find("；", start, end) < 0 and text.find(";", start, end) < 0:
        return _whole(text, start, end)
    return split(text, start, end, "；;")


def clauses(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """Clauses: cut at ，, ： and → (提交→审核→公示)."""
    return split(text, start, end, "，,：:→")


_BRACKETS = deferred("|".join(re.escape(opening) + _NESTED[opening] for opening in "（("))


def strip_brackets(text: str) -> tuple[str, list[str]]:
    """``text`` without its bracketed parts, and the contents of those."""
    if "（" not in text and "(" not in text:
        return text, []
    contents = [match.group()[1:-1] for match in _BRACKETS.finditer(text)]
    return _BRACKETS.sub("", text), contents
