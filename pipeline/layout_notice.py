"""A transmittal notice told from the document that it carries (关于印发…的通知, then the 办法 itself)."""

from __future__ import annotations

import re

from tiaokuan.extractors import header
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_head import TITLE_LINES, title_length
from tiaokuan.pipeline.layout_lines import Page
from tiaokuan.pipeline.layout_lists import label_lists
from tiaokuan.pipeline.layout_signature import label_signatures

_REACH = 60
_CALL = deferred(
    r"(?:关于|^)(?:继续|全面|扎实|组织|启动|做好|认真)*(?:开展|组织|举办|申报|征集|启动|做好|推荐|评选|遴选|报送|征求|参加|选拔|举行)"
    r".*(?:通知|公告|通告|函)(?:[（(].*)?$"
)


def label_notice(page: Page, body: int) -> int:
    """Where the file begins with a transmittal notice: label its paragraphs and the carried document's head. Gives the
    line where the policy's body begins. Numbered paragraphs of a notice stay body: they are sections."""
    titles = [row for row in range(body) if page.lines[row].zone == "notice_title"]
    names = _carried_names(page, titles, body)
    found = _find_carried(page, body, names) if names else None
    if found is None:
        return body
    first, count = found
    if not titles and _is_attached(page, first) and _calls(page, body):
        return body
    numbered = False
    label_lists(page, body, first)
    label_signatures(page, body, first)
    for row in range(body, first):
        numbered = numbered or lines.MARKED.match(page.texts[row]) is not None
        zone = lines.simple_zone(page.texts[row]) or lines.sign_zone(page.texts[row])
        if page.is_free(row) and (zone or not numbered):
            page.lines[row].zone = zone or "notice_body"
    page.mark([row for row in range(first, first + count) if page.texts[row]], "title")
    if count:
        page.mark([row for row in range(body) if page.lines[row].zone == "title"], "notice_title")
    return _label_subhead(page, first + count)


def _is_attached(page: Page, row: int) -> bool:
    """True for a line under 附件, alone on its line."""
    above = next((r for r in range(row - 1, -1, -1) if page.texts[r]), None)
    return above is not None and lines.simple_zone(page.texts[above]) == "attachment_mark"


def _calls(page: Page, body: int) -> bool:
    """True where the notice's own title says what is to be done (关于开展…评选的通知): then it is the document, and
    what stands under 附件 an attachment of it."""
    title = page.joined(row for row in range(body) if page.lines[row].zone == "title")
    return _CALL.search(title) is not None


def _carried_names(page: Page, titles: list[int], body: int) -> list[str]:
    """Names that the carried document may bear, from the notice's title and its transmittal sentence; an empty name
    stands for a document whose name is not known."""
    names: list[str] = []
    title = page.joined(titles)
    if titles and (span := header.carried_name(title)):
        names += [span.of(title), *header.quoted_names(title)]
    for row in [row for row in range(body, min(body + 8, len(page.texts))) if page.texts[row]][:4]:
        if lines.MARKED.match(page.texts[row]):
            break
        if header.is_transmittal(page.texts[row]):
            names += [*header.quoted_names(page.texts[row]), ""]
    return names


def _find_carried(page: Page, body: int, names: list[str]) -> tuple[int, int] | None:
    """The first line of the carried document's title and its number of lines."""
    keys = [key for key in map(lines.key, names) if key]
    stop = min(len(page.texts), body + _REACH)
    for exact in (True, False):
        for row in range(body, stop):
            if page.is_free(row) and (count := _matches(page, row, keys, exact)):
                return row, count
    return _after_date(page, body, stop)


def _matches(page: Page, row: int, keys: list[str], exact: bool) -> int:
    """Number of lines from ``row`` that spell one of the names (not ``exact``: with an addition); 0: none."""
    if len(page.texts[row]) > 120 or "。" in page.texts[row] or page.texts[row].startswith("附件"):
        return 0
    joined = ""
    for count in range(1, min(TITLE_LINES, len(page.texts) - row + 1)):
        text = page.texts[row + count - 1]
        joined += lines.key(text)
        for key in keys:
            if joined == key or (not exact and _nearly(joined, key) and lines.ends_as_title(text)):
                return count
        if not any(key.startswith(joined) or joined in key for key in keys):
            return 0
    return 0


def _nearly(joined: str, key: str) -> bool:
    """One of the names with a short addition to it, or with a few words left out."""
    return (key in joined and len(joined) <= len(key) + 10) or (joined in key and len(joined) > 0.8 * len(key))


def _after_date(page: Page, body: int, stop: int) -> tuple[int, int] | None:
    """The title block under the notice's date; (line, 0) where the policy begins there without its title."""
    for row in range(body, min(stop, body + 20)):
        if not (lines.is_date_line(page.texts[row]) or lines.is_signed_date(page.texts[row])):
            continue
        after = row + 1
        while after < len(page.texts) and (not page.texts[after] or lines.simple_zone(page.texts[after])):
            after += 1
        group: list[int] = []
        while after < len(page.texts) and page.texts[after] and len(group) < TITLE_LINES:
            if lines.is_body(page, after):
                break
            group.append(after)
            after += 1
        length = title_length(page, group) if group else 0
        if group:
            return (group[0], length) if lines.ends_as_title(page.joined(group[:length])) else None
        first = re.match(r"第一[编章条]|一、", page.texts[after]) if after < len(page.texts) else None
        return (after, 0) if first else None
    return None


def _label_subhead(page: Page, row: int) -> int:
    """Lines between a carried document's title and its body: date in brackets, number, addressee."""
    while row < len(page.texts):
        text = page.texts[row]
        zone = lines.head_zone(text) if text else None
        if text and zone in (None, "attachment_mark", "page_metadata"):
            if lines.is_addressee(text):
                page.lines[row].zone = "addressee"
                row += 1
            break
        if zone:
            page.lines[row].zone = zone
        row += 1
    return row
