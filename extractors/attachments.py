"""附件: the list in a document's tail, and the marks over the attachments' contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred

_NUMERAL = {c: str(i) for i, c in enumerate("一二三四五六七八九十", 1)}
_LABEL = deferred(
    r"附\s?件?\s?(?P<n>\d{1,2}|[一二三四五六七八九十])?\s?(?:[：:.．、]\s?|(?=\s|$)|(?<=\d)(?=[^\d号]))"
)
_ENTRY = deferred(r"(?:(?<=^)|(?<=[\s；;：:）)》”]))(?P<n>\d{1,2})\s?[.．、]\s?(?:(?!\d)|(?=(?:19|20)\d\d年?))")
_BARE_ENTRY = deferred(r"(?P<n>\d{1,2})(?=[一-鿿《])(?!年|月)")
_OWN_LABEL = deferred(r"附\s?件\s?[\d一二三四五六七八九十]{0,2}\s?[：:]\s?")
_CLOSING = deferred(r"[；;。，,\s]+$")
_FILE = deferred(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|pptx?|jpe?g|png)$", re.IGNORECASE)
_BREAK = deferred(r"\s*\n\s*")
_NO_WORD = deferred(r"\W+")
_LINK = deferred(r"\]\([^()]*\)|[\[\]]")


@dataclass(frozen=True, slots=True)
class AttachmentFinding:
    """An attachment: its label (附件2; 附件 where there is one only), its title, the place that names it, and the place
    of its own mark where its content is in the file."""

    label: str
    title: str | None
    start: int
    end: int
    content: Span | None = None


def find_attachments(
    text: str, lists: Iterable[Span], marks: Iterable[tuple[Span, Span | None]] = ()
) -> list[AttachmentFinding]:
    """``lists``: the lines of the list, in order; ``marks``: each 附件N line with the title under it, if any.

    A listed attachment whose content follows comes once, with ``content``.
    """
    found = [entry for span in lists for entry in _listed(text, span)]
    titles = {_key(entry.title): at for at, entry in reversed(list(enumerate(found))) if entry.title}
    labels = {entry.label: at for at, entry in reversed(list(enumerate(found)))}
    for mark, title in marks:
        entry = _marked(text, mark, title)
        at = titles.get(_key(entry.title)) if entry.title else None
        at = labels.get(entry.label) if at is None else at
        if at is None or found[at].content is not None:
            found.append(entry)
        else:
            found[at] = replace(found[at], content=mark)
    return found


def _listed(text: str, span: Span) -> list[AttachmentFinding]:
    line = span.of(text)
    lead = len(line) - len(line.lstrip())
    head = _LABEL.match(line, lead) if line.lstrip().startswith("附") else None
    start = head.end() if head else lead
    bare = _BARE_ENTRY.match(line, start)
    if bare and not (head and head["n"]):
        return [_entry(line, bare["n"], bare.end(), len(line), span.start)]
    numbers = list(_ENTRY.finditer(line, start))
    if not numbers or line[start : numbers[0].start()].strip():
        return [_entry(line, head["n"] if head else None, start, len(line), span.start)] if line[start:].strip() else []
    stops = [match.start() for match in numbers[1:]] + [len(line)]
    return [_entry(line, m["n"], m.end(), stop, span.start) for m, stop in zip(numbers, stops, strict=True)]


def _entry(line: str, number: str | None, start: int, stop: int, offset: int) -> AttachmentFinding:
    doubled = _OWN_LABEL.match(line, start)
    start = doubled.end() if doubled else start
    raw = line[start:stop]
    title = _title(raw)
    at = min(start + len(raw) - len(raw.lstrip()), len(line) - 1)  # 附件：1. without a title still has a place
    end = at + len(_CLOSING.sub("", raw.strip()))
    return AttachmentFinding(_label(number), title, offset + at, offset + max(end, at + 1))


def _marked(text: str, mark: Span, title: Span | None) -> AttachmentFinding:
    line = mark.of(text)
    head = _LABEL.match(line)
    rest = line[head.end() :] if head else ""
    name = _title(rest) or (_title(title.of(text)) if title else None)
    return AttachmentFinding(_label(head["n"] if head else None), name, mark.start, mark.end, mark)


def _label(number: str | None) -> str:
    return "附件" + _NUMERAL.get(number or "", number or "")


def _title(raw: str) -> str | None:
    """A name without link marks, file extension and closing punctuation."""
    name = _FILE.sub("", _CLOSING.sub("", _LINK.sub("", raw).strip()))
    name = _BREAK.sub("", name) if "\n" in name else name
    if name.startswith("《") and name.endswith("》") and name.count("《") == 1:
        name = name[1:-1]
    return name or None


def _key(title: str) -> str:
    return _NO_WORD.sub("", title)


_LIST_OF = deferred(
    r"^附[ 　]?件[ 　]?(?:[：:]|\d{1,2}[ 　]?[：:.．]).*(?:\n[ 　]*\d{1,2}[ 　]?[.．、].*)*", re.MULTILINE
)


def attachment_titles(text: str) -> dict[str, str]:
    """Title → label of the attachments that lists in the text name (附件：1.申请表 2.承诺书)."""
    titles: dict[str, str] = {}
    for block in _LIST_OF.finditer(text):
        lines = [Span(block.start() + m.start(), block.start() + m.end()) for m in re.finditer(r".+", block.group())]
        titles.update({found.title: found.label for found in find_attachments(text, lines) if found.title})
    return titles
