"""Markdown, as editors write it and as converters and crawlers leave it: markup out, text in.

Front matter and the quoted head that crawlers write (> 来源: … > 原文链接: …) become metadata; ``#`` headings become
heading levels, tables with pipes become tables, links keep their text, pictures go. Lists keep their printed numbers;
the dash or star of an unnumbered entry is markup and goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.base import Block, Cell, SourceDocument
from tiaokuan.pipeline.readers.furniture import clean
from tiaokuan.pipeline.readers.page import PageBlock, compose, front_matter
from tiaokuan.pipeline.readers.tables import make_table

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

_URL = r"(?:[^()\\]|\\.|\([^()]{0,300}\)){0,2000}"
_LINK = re.compile(rf"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]{{0,200}}\]){{0,1000}})\]\(({_URL})\)")
_TARGET = re.compile(
    r"\s*(?:$|<|https?:|//?|\.{0,2}/|#|javascript:|mailto:|tel:|data:|files?/|[\w%./-]+\.\w{2,5}(?:\s|$)|[^()]{1,200}\.\w{2,5}(?:\s+\"|$))",
    re.I,
)
_MASK = re.compile(r"(?<=[\dA-Za-z])\*{2,8}(?=[\dA-Za-z])")  # 138****1234
_SEAM = re.compile(r"(?<=\S)\*{4}(?=\S)")  # where two strong stretches meet
_STRONG = re.compile(r"(?<!\*)(\*{2,3}|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1(?!\*)")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500})(?<=[^\s*])\*(?![A-Za-z0-9*])"
    r"|(?<![A-Za-z0-9*])\*(?=[^\s*])([^*\n]{1,500})(?<=[^\s*])\*(?![\w*])"
)
_STRIKE = re.compile(r"~~(?=\S)([^~\n]{1,1000}?)(?<=\S)~~")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,1000})`(?!`)")
_PROTECTED = 0xF0000  # private characters that stand for escaped ones while a line is read
_PRIVATE = re.compile(r"[\U000f0021-\U000f007e]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,1000})>", re.I)
_INLINE_TAG = re.compile(r"</?(?:br|p|div|span|b|i|u|strong|em|font|center|sub|sup|a|hr)(?:\s[^<>]{0,500})?/?>", re.I)
_MARKUP = re.compile(r"[\\\[*_~`<]")  # what all of the above begin with
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.S)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t\u3000]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,}|={3,})$")
_BULLET = re.compile(r"\A[ \t]*[-*+][ \t]+(?=\S)")
_QUOTE = re.compile(r"\A[ \t]*>[ \t]?")
_SEPARATOR = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_SIGNS = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M),
    re.compile(r"\*\*\S[^\n*]{0,200}\S?\*\*"),
    re.compile(r"\]\((?:https?:|/|javascript|files/|images?/)"),
    re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+", re.M),
    re.compile(r"^\d{1,2}\\\.", re.M),
    re.compile(r"^> \S", re.M),
)


def is_markdown(text: str, name: str = "") -> bool:
    """Whether ``text`` carries markdown: any sign where the name says so, else two kinds of sign or several of one."""
    if not any(sign in text for sign in "#*]|>\\"):
        return name.lower().endswith((".md", ".markdown"))
    counts = [sum(1 for _ in zip(range(4), sign.finditer(text), strict=False)) for sign in _SIGNS]
    if name.lower().endswith((".md", ".markdown")):
        return True
    return sum(map(bool, counts)) >= 2 or max(counts) >= 3


def read_markdown(text: str, settings: Settings) -> SourceDocument:
    """The document that markdown ``text`` holds. Postconditions as of ``text.read_text``."""
    metadata, text = front_matter(text)
    reader = _Reader(settings)
    for line in _COMMENT.sub("", text).split("\n"):
        reader.feed(line.rstrip("\r"))
    reader.end_table()
    document = SourceDocument([], "text/markdown", metadata=metadata)
    compose(document, reader.blocks)
    return document


@dataclass(slots=True)
class _Reader:
    """Turns lines into blocks; holds the table that is being read."""

    settings: Settings
    blocks: list[PageBlock] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    fenced: bool = False

    def feed(self, line: str) -> None:
        if line.lstrip().startswith(("```", "~~~")):
            self.fenced = not self.fenced
            return
        if self.fenced:
            self._paragraph(line, None)
            return
        if self._table_row(line):
            return
        self.end_table()
        if _RULE.fullmatch(line):
            return
        line = _QUOTE.sub("", line, count=1)
        if heading := _HEADING.match(line):
            self._paragraph(heading[2], len(heading[1]))
        else:
            self._paragraph(_BULLET.sub("", line, count=1), None)

    def _table_row(self, line: str) -> bool:
        """Take a line with pipes up as a table row where it is one."""
        stripped = line.strip()
        if "|" not in stripped or not (stripped.startswith("|") or self.rows):
            return False
        if not self.rows and not (stripped.endswith("|") and stripped.count("|") >= 3):
            return False
        cells = _PIPE.split(stripped)
        cells = cells[1:] if stripped.startswith("|") else cells
        cells = cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells
        self.rows.append(cells)
        return True

    def end_table(self) -> None:
        """Write the table that was read; a lone line with pipes is a paragraph."""
        rows, self.rows = self.rows, []
        if not rows:
            return
        ruled = len(rows) > 1 and _SEPARATOR.fullmatch("|".join(rows[1])) is not None
        body = [row for i, row in enumerate(rows) if not (ruled and i == 1)]
        if len(body) < 2 and not ruled:
            for row in body:
                self._paragraph("|".join(row), None)
            return
        cols = max(map(len, body))
        cells = [
            Cell(
                self._cell(row[c]) if c < len(row) else "",
                r,
                c,
                header=ruled and r == 0 and any(x.strip() for x in row),
            )
            for r, row in enumerate(body)
            for c in range(cols)
        ]
        self.blocks.append(PageBlock(Block(kind="table", table=make_table(cells, len(body), cols))))

    def _cell(self, text: str) -> str:
        lines = (inline(piece)[0] for piece in _BREAK.split(text.replace("\\|", "|")))
        return "\n".join(filter(None, map(clean, lines)))

    def _paragraph(self, line: str, heading: int | None) -> None:
        for piece in _BREAK.split(line):
            text, linked, bold = inline(piece)
            if text := clean(text):
                self.blocks.append(PageBlock(Block(text, heading=heading, bold=bold), linked / len(text)))


def inline(text: str) -> tuple[str, int, bool]:
    """A line without inline markup; how many of its characters stood in links; whether it is bold as a whole."""
    if _MARKUP.search(text) is None:
        return text, 0, False
    linked = 0

    def link(match: re.Match[str]) -> str:
        nonlocal linked
        if not _TARGET.match(match[3]):
            return match[0]
        if match[1]:
            return ""
        label = match[2] if _LINK.search(match[2]) is None else _LINK.sub(link, match[2])
        linked += len(label.strip())
        return label

    text = _ESCAPE.sub(lambda m: chr(_PROTECTED + ord(m[1])), text)
    text = _AUTOLINK.sub(r"\1", _LINK.sub(link, text))
    if "**" not in _MASK.sub("", text):
        text = _MASK.sub(lambda m: chr(_PROTECTED + ord("*")) * len(m[0]), text)
    text = _SEAM.sub("", text)
    bare = clean(text)
    stripped = _STRONG.sub("", bare)
    bold = bool(bare) and stripped != bare and not clean(stripped)
    text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _CODE.sub(r"\1", _STRIKE.sub(r"\1", _EMPHASIS.sub(lambda m: m[1] or m[2], text)))
    text = _INLINE_TAG.sub("", text)
    return _PRIVATE.sub(lambda m: chr(ord(m[0]) - _PROTECTED), text), linked, bold
