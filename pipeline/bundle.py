"""A notice and its attachments, which came as several files, as one document.

The main document is chosen by what it is, not by where it stands; each file that its text lists as an attachment is
matched by title, by number only where titles do not say otherwise. The one document's text is the main document, then
the attachments in the order of its list, then what it does not name; each attachment begins with a line 附件N (with its
title where its own text does not begin with that), as it would in one file (GB/T 9704-2012, 7.3.8), so that everything
after reading sees an ordinary document. Pages are counted in each file by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from tiaokuan.extractors.attachments import find_attachments
from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument

Part = tuple[str, SourceDocument]

_MARK = deferred(r"附\s?[件表录]\s?(\d{1,2}|[一二三四五六七八九十]{1,2})?\s?[：:.．、]?")
_NAMED = deferred(
    r"^\s*附\s?[件表录]?\s?[（(]?(\d{1,2}|[一二三四五六七八九十]{1,2})?[）)]?[-_：:.．、\s]*|^\s*(\d{1,2})(?:[-_.．、\s]+|(?=[一-鿿]))"
)
_NUMERALS = {char: str(i) for i, char in enumerate("一二三四五六七八九十", 1)}
_LIST_LINE = deferred(
    r"附\s?件\s?(?:(?:[\d一二三四五六七八九十]{1,2}\s?)?[：:.．、]\s?\S|[：:]?$|\d{1,2}\s\S)"
)
_LIST_NEXT = deferred(r"(?:附\s?件\s?)?\d{1,2}\s?[.．、：:]\s?\S")
_DOC_NUMBER = deferred(r"[〔\[（(](?:19|20)\d\d[〕\]）)]\s?\d+\s?号")
_NOTICE = deferred(r"通知|公告|通告|办法|细则|规定|方案|意见|措施|指南|政策|规划|计划|函$|决定")
_FORM = deferred(r".表$|承诺[书函]|声明|模板|样[式表]|名单|目录|清单|明细|回执|[证授]书|委托书")
_IS_ATTACHMENT = deferred(r"附\s?[件表录]")
_TITLE_LINES = 3
_ALIKE, _POSSIBLY = 0.72, 0.35
_TABLES = ("spreadsheet", "excel")


@dataclass(slots=True)
class _Listed:
    """An attachment that the main document lists."""

    label: str
    title: str | None

    @property
    def number(self) -> str:
        return self.label.removeprefix("附件")


def combine(parts: Sequence[Part], media_type: str) -> SourceDocument:
    """The documents ``(name, document)`` as one of the given media type, ``parts`` among it.

    Postconditions: ``blocks`` holds every block of every part once; warnings keep their blocks. A listed attachment
    that is neither a part nor in the main document is a warning ``attachment_missing``. Where no part is a main
    document (attachments alone), they follow in the order of their numbers and names.
    """
    if len(parts) == 1:
        only = parts[0][1]
        return replace(only, media_type=media_type, parts=list(parts), warnings=[*only.warnings, *missing(only)])
    main = _main(parts)
    whole = SourceDocument([], media_type, parts=list(parts))
    others = [part for part in parts if part is not main]
    order: list[tuple[str, str | None, Part]] = []
    if main is not None:
        _append(whole, main, main[1].blocks)
        whole.metadata, whole.encoding = dict(main[1].metadata), main[1].encoding
        listed = _listed(main[1])
        matched = _match(listed, others)
        order = [(entry.label, entry.title, matched[i]) for i, entry in enumerate(listed) if i in matched]
        whole.warnings += [_missing(entry) for i, entry in enumerate(listed)
                           if i not in matched and not _holds(main[1], entry)]
    taken = {id(part) for _, _, part in order}
    rest = sorted((part for part in others if id(part) not in taken), key=_order)
    order += [(f"附件{_number(part)}", None, part) for part in rest]
    for label, title, part in order:
        _append(whole, part, _as_attachment(label, title, part))
    return whole


def missing(document: SourceDocument) -> list[ReaderWarning]:
    """A warning ``attachment_missing`` for each attachment that a document lists and does not hold."""
    return [_missing(entry) for entry in _listed(document) if not _holds(document, entry)]


def _missing(entry: _Listed) -> ReaderWarning:
    title = f"《{entry.title}》" if entry.title else ""
    return ReaderWarning("attachment_missing", f"正文列有{entry.label}{title}，但没有随文件提供")


def _append(whole: SourceDocument, part: Part, blocks: list[Block]) -> None:
    """Add a part's blocks, its warnings counted on (blocks that were put before its own are counted too)."""
    name, document = part
    shift = len(whole.blocks) + len(blocks) - len(document.blocks)
    for warning in document.warnings:
        block = None if warning.block is None else warning.block + shift
        whole.warnings.append(ReaderWarning(warning.code, f"“{name}”：{warning.message}", block))
    whole.blocks += blocks


def _as_attachment(label: str, title: str | None, part: Part) -> list[Block]:
    """A part's blocks with the line 附件N before them where it has none, and a title where it has none."""
    blocks = list(part[1].blocks)
    first = next((block.text for block in blocks if block.text), "")
    if _MARK.match(first) and len(first) <= 60:
        blocks[0] = replace(blocks[0], page_break=True)
        return blocks
    own = _key(title or _stem(part[0]))
    opening = {_key(text) for text in _opening(part[1])}
    mark = [Block(label, page_break=True)]
    if own and not any(_likeness(own, text) >= _ALIKE for text in opening):
        mark.append(Block(title or _stem(part[0]), align="center"))
    return mark + blocks


def _main(parts: Sequence[Part]) -> Part | None:
    """The part that the others are attached to: a notice or policy, not a form, with a number or a list of
    attachments; None where none is."""
    best = max(parts, key=lambda part: (_weight(part), -len(part[0])))
    return best if _weight(best) > 0 else None


def _weight(part: Part) -> int:
    name, document = part
    stem, opening = _stem(name), _opening(document)
    head = "".join(opening)
    weight = 3 * bool(_NOTICE.search(stem)) + 2 * bool(_NOTICE.search(head)) - 3 * bool(_FORM.search(stem or head))
    attached = _IS_ATTACHMENT.match(PurePosixPath(name).name) or any(_MARK.fullmatch(text) for text in opening[:1])
    weight -= 6 * bool(attached)
    weight -= 3 * any(word in document.media_type for word in _TABLES)
    weight += 2 * any(_DOC_NUMBER.search(text) for text in opening)
    return weight + 4 * bool(_listed(document))


def _opening(document: SourceDocument) -> list[str]:
    """The first lines of a document; a line 附件N is one of them."""
    lines = [block.text for block in document.blocks if block.text and len(block.text) <= 80]
    return lines[: _TITLE_LINES + 1]


def _listed(document: SourceDocument) -> list[_Listed]:
    """The list of attachments (附件说明) in a document."""
    lines: list[str] = []
    inside = False
    for block in document.blocks:
        text = block.text.strip()
        if not text or block.kind != "paragraph":
            inside = False
        elif len(text) <= 160 and _LIST_LINE.match(text) and "。" not in text.rstrip("。"):
            lines.append(text)
            inside = True
        elif inside and len(text) <= 100 and _LIST_NEXT.match(text) and "。" not in text.rstrip("。"):
            lines.append(text)
        else:
            inside = False
    return _parsed(lines)


def _parsed(lines: list[str]) -> list[_Listed]:
    text, spans, at = "\n".join(lines), [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    found = [_Listed(entry.label, entry.title) for entry in find_attachments(text, spans)]
    unique = {(entry.label, entry.title): entry for entry in found if entry.title or entry.number}
    return list(unique.values())


def _holds(document: SourceDocument, entry: _Listed) -> bool:
    """Whether the attachment's own text is in the document: its mark, or its title once more, stands after the list."""
    lines = [block.text for block in document.blocks]
    for text in lines:
        mark = _MARK.fullmatch(text.strip())
        if mark and _NUMERALS.get(mark[1] or "", mark[1] or "") == entry.number:
            return True
    title = _key(entry.title or "")
    return bool(title) and any(_key(text) == title for text in lines)


def _match(listed: list[_Listed], parts: list[Part]) -> dict[int, Part]:
    """Which part each listed attachment is: the likest titles first, then equal numbers whose titles may agree."""
    scores = sorted(((_fit(entry, part), i, j) for i, entry in enumerate(listed) for j, part in enumerate(parts)),
                    key=lambda score: (-score[0], score[1], score[2]))
    found: dict[int, Part] = {}
    used: set[int] = set()
    for by_number in (False, True):
        for likeness, i, j in scores:
            fits = likeness >= _ALIKE or (by_number and listed[i].number == _number(parts[j]) != ""
                                          and (likeness >= _POSSIBLY or not _key(_stem(parts[j][0]))))
            if fits and i not in found and j not in used:
                found[i] = parts[j]
                used.add(j)
    return found


def _fit(entry: _Listed, part: Part) -> float:
    """How alike a listed title is to a file's name or the lines that it opens with, 0–1."""
    title = _key(entry.title or "")
    names = [_stem(part[0]), *_opening(part[1])]
    return max((_likeness(title, _key(_NAMED.sub("", name))) for name in names), default=0.0) if title else 0.0


def _likeness(a: str, b: str) -> float:
    from rapidfuzz import fuzz

    if not a or not b:
        return 0.0
    if min(len(a), len(b)) >= 5 and (a in b or b in a):
        return 0.95
    return float(fuzz.ratio(a, b)) / 100


def _stem(name: str) -> str:
    """A file's name without folder, extension and 附件N before it."""
    return _NAMED.sub("", PurePosixPath(name).stem).strip()


def _number(part: Part) -> str:
    """The attachment's number, by the file's name or its first line; empty where neither gives one."""
    marks = [text for text in _opening(part[1])[:1] if _MARK.fullmatch(text)]
    for text in (PurePosixPath(part[0]).stem, *marks):
        match = _NAMED.match(text)
        number = (match[1] or match[2]) if match else None
        if number:
            return _NUMERALS.get(number, number)
    return ""


def _order(part: Part) -> tuple[int, list[tuple[int, str]]]:
    """By number, then by name with its figures as numbers."""
    number = _number(part)
    pieces = re.split(r"(\d+)", part[0])
    natural = [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces]
    return (int(number) if number.isdigit() else 1000, natural)


def _key(title: str) -> str:
    return re.sub(r"\W+|附件\d*", "", title)
