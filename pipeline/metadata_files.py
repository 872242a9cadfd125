"""What the names of a page's files say of the document: its number, its notice's title, how open it is.

A page that prints a policy offers the same under 相关附件 as a file, named after the printed document
(某府办规〔2022〕8号关于印发某办法的通知（主动公开）.pdf).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaokuan.extractors import header
from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern

_FILE = deferred(r"\.(?:pdf|docx?|mp[34]|wps|ofd|jpe?g|png)\b(?:\([^()]{0,200}\))?", re.IGNORECASE)
_WORDS = deferred(r"\W+")
_LABEL = "相关附件："
_REACH = 3000
_NOTICE = deferred(
    r"\s*([一-鿿]{0,30}?(?:关于)?(?:重新)?(?:印发|发布|转发).{4,120}?的通知)(?:[（(][^（）()]{1,12}[）)])?"
)


@dataclass(frozen=True, slots=True)
class FileName:
    """The name of a file, its extension left out, and its place."""

    text: str
    start: int
    end: int


def page_files(text: str) -> Span | None:
    """The names of the files that a page offers under a text (相关附件：…pdf), to the end of the text."""
    at = text.rfind(_LABEL[:-1], max(0, len(text) - _REACH))
    return Span(at, len(text)) if at >= 0 and _FILE.search(text, at) else None


def own_files(title: str | None, text: str) -> list[FileName]:
    """The files that bear the document's own title."""
    files, wanted = page_files(text), _WORDS.sub("", title or "")
    if files is None or not wanted:
        return []
    names: list[FileName] = []
    at = files.start + len(_LABEL)
    for match in _FILE.finditer(text, at, files.end):
        names.append(FileName(text[at : match.start()], at, match.start()))
        at = match.end()
    return [name for name in names if wanted in _WORDS.sub("", name.text)]


def file_number(title: str | None, text: str) -> Span | None:
    """The document's number in the name of its own file."""
    for name in own_files(title, text):
        if span := header.find_doc_number(text, name.start, name.end):
            return span
    return None


def file_notice(title: str | None, text: str) -> Span | None:
    """The title of the notice that carries the document, as its file is named; the longest where several files are;
    a name with a running number or other additions is not taken."""
    found: list[Span] = []
    for name in own_files(title, text):
        number = header.find_doc_number(text, name.start, name.end)
        match = _NOTICE.match(text, number.end if number else name.start, name.end)
        if match and header.carried_name(match[1]) and match.end() == name.end:
            found.append(Span(*match.span(1)))
    return max(found, key=lambda span: span.end - span.start, default=None)


def file_disclosure(title: str | None, text: str) -> Span | None:
    """主动公开 and the like in brackets in the name of the document's own file."""
    pattern = header_pattern(r"[（(]({disclosure})[）)]")
    for name in own_files(title, text):
        if match := pattern.search(text, name.start, name.end):
            return Span(*match.span(1))
    return None
