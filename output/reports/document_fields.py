"""A changed field of the document's head (title, 文号, dates …) in words, with what differs in it marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from tiaokuan.output import values
from tiaokuan.output.facts import region_words
from tiaokuan.output.labels import DOC_TYPES, label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.words import one_line
from tiaokuan.pipeline.report_model import DocumentChange, Piece
from tiaokuan.pipeline.schema import Region


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``before``/``after`` in words, empty where not stated; ``old``/``new`` the same as redlines."""

    name: str
    text: str
    op: str
    before: str
    after: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def field_change(change: DocumentChange) -> FieldChange:
    """A change of the head in words."""
    name = label(words.DOCUMENT_FIELDS, change.field)
    before, after = field_words(change.field, change.before), field_words(change.field, change.after)
    op = "added" if not before else "removed" if not after else "changed"
    old, new = _marked(before, after)
    return FieldChange(name, one_line(change.note) or name + _in_words(before, after), op, before, after, old, new)


def _in_words(before: str, after: str) -> str:
    if before and after:
        return f"由“{before}”改为“{after}”"
    return f"：新增“{after}”" if after else f"：新文件未写明（原为“{before}”）"


def field_words(field: str, value: Any) -> str:
    """A field's value in words; empty where there is none."""
    if value is None or value in ([], "", {}):
        return ""
    if isinstance(value, dict):
        value = Region.model_validate(value)
    if isinstance(value, Region):
        return one_line(region_words(value))
    if isinstance(value, list | tuple):
        return one_line("、".join(map(str, value)))
    if isinstance(value, bool):
        return "是" if value else "否"
    if field == "doc_type":
        return label(DOC_TYPES, str(value))
    if field == "year":
        return f"{value}年"
    return one_line(values.date(value) if field.endswith(("_on", "_from", "_to")) else str(value))


def _marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What the two begin and end with alike is ``=``; a number is never cut in two."""
    start = _alike(before, after)
    while start and before[start - 1].isdigit():
        start -= 1
    rest = before[start:], after[start:]
    end = _alike(rest[0][::-1], rest[1][::-1])
    while end and rest[0][len(rest[0]) - end].isdigit():
        end -= 1
    return _pieces("-", before, start, end), _pieces("+", after, start, end)


def _alike(first: str, second: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _pieces(own: Any, text: str, start: int, end: int) -> tuple[Piece, ...]:
    stop = len(text) - end
    found: tuple[Piece, ...] = (("=", text[:start]), (own, text[start:stop]), ("=", text[stop:]))
    return tuple(piece for piece in found if piece[1])
