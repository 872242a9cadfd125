"""Documents that a text cites: 《title》（文号）, and how it stands to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tiaokuan.extractors.base import Span
from tiaokuan.extractors.header import DOC_NUMBER, standard_number
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern

_INNER = r"(?:[^《》\n]|《[^《》\n]{1,120}》){2,200}"
_CITED = deferred(rf"《(?P<title>{_INNER})》(?:\s?[（(](?P<number>{DOC_NUMBER})(?:[，,；;][^（）()]{{0,20}})?[）)])?")
_NUMBER = deferred(rf"(?<![一-鿿])(?:{DOC_NUMBER})")
_SERIAL = deferred(r"\d\s?号")  # what every document number ends with
_SENTENCE = 500
_LONGEST = 40  # characters of a document number
_BASIS_LABEL = deferred(r"(?:文件依据|依据文件|政策依据|设定依据|法律依据|审批依据|实施依据)[：:\s]")
_STANDARD = deferred(r"[A-Z]{1,4}(?:/[TZ])?\s?\d{2,6}")


@dataclass(frozen=True, slots=True)
class ReferenceFinding:
    """A document cited at one place. ``relation``: basis (根据…制定), repeals (…同时废止), forwards (印发、转发),
    mentions. ``start``/``end``: the title in its marks with the number after it."""

    title: str | None
    doc_number: str | None
    relation: str
    start: int
    end: int


def find_references(text: str, notice: Iterable[Span] = (), own: Iterable[Span] = ()) -> list[ReferenceFinding]:
    """All citations in order of place, each place once.

    ``notice``: where the transmittal notice stands (a title there may be forwarded); ``own``: places of the document's
    own number and titles, which are no citations.
    """
    notices, owned = list(notice), list(own)
    found: list[ReferenceFinding] = []
    taken = sorted(owned)
    for match in _CITED.finditer(text):
        title = match["title"]
        if _is_form(title, match["number"]) or any(s.start <= match.start() and match.end() <= s.end for s in owned):
            continue
        relation = _relation(text, match, any(s.start <= match.start() < s.end for s in notices))
        number = standard_number(match["number"]) if match["number"] else None
        if relation == "forwards" and any((r.title, r.relation) == (_plain(title), relation) for r in found):
            continue  # once in the notice's title, once in its text
        found.append(ReferenceFinding(_plain(title), number, relation, *match.span()))
        taken.append(Span(*match.span()))
    taken.sort()
    for match in (match for start, end in _near_serials(text) for match in _NUMBER.finditer(text, start, end)):
        at = bisect_right(taken, Span(match.end(), 0))
        if not any(span.overlaps(Span(*match.span())) for span in taken[max(0, at - 4) : at]):
            relation = _relation(text, match, False)
            found.append(ReferenceFinding(None, standard_number(match[0]), relation, *match.span()))
    return sorted(found, key=lambda ref: ref.start)


def _near_serials(text: str) -> list[tuple[int, int]]:
    """The stretches that can hold a document number, apart from each other."""
    found: list[tuple[int, int]] = []
    for match in _SERIAL.finditer(text):
        start, end = max(0, match.start() - _LONGEST), match.end()
        if found and start < found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _is_form(title: str, number: str | None) -> bool:
    """Forms, certificates and short names (《办法》《目录》) are no documents cited; only names that end like a
    document's count without a number."""
    if number is not None or _STANDARD.match(title):
        return False
    brackets = r"(?:[（(〔][^（）()]{1,40}[）)〕])*$"
    form = header_pattern(r"{form_word}" + brackets)
    named = header_pattern(r"(?:{cited_word}|20\d\d年?)" + brackets)
    return len(title) < 4 or form.search(title) is not None or named.search(title) is None


def _plain(title: str) -> str:
    return title.replace("〈", "《").replace("〉", "》") if "〈" in title else title


def _relation(text: str, match: re.Match[str], in_notice: bool) -> str:
    """What the sentence says that the cited document is to this one."""
    low, high = max(0, match.start() - _SENTENCE), min(len(text), match.end() + _SENTENCE)
    start = max(low, max(text.rfind(mark, low, match.start()) for mark in "。；\n") + 1)
    stop = min((p for p in (text.find(mark, match.end(), high) for mark in "。\n") if p >= 0), default=high)
    left, right = text[start : match.start()], text[match.end() : stop]
    ended = header_pattern(r"{end_word}").search(right)
    if ended and "，" not in right[: ended.start()].replace("》，", "").replace("），", ""):
        return "repeals"
    if _BASIS_LABEL.search(left):
        return "basis"
    cause = header_pattern(r"{cause_word}").search(left)
    made = cause and header_pattern(r"{made_word}").search(left, cause.end())
    if cause and not made and header_pattern(r"{made_word}").search(right):
        return "basis"
    cause = None if made else cause
    carry = header_pattern(r"{forward_verb}|现将|现予")
    return "forwards" if in_notice and not cause and (carry.search(left) or carry.search(right)) else "mentions"
