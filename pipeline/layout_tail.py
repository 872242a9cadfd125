"""A document's close: list of attachments, 版记, and the marks over the attachments."""

from __future__ import annotations

import re

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_head import TITLE_LINES, title_length
from tiaokuan.pipeline.layout_lines import Page

TAIL_ZONES = frozenset(
    ("attachment_list", "signature", "date", "note", "cc", "print_office", "disclosure", "web_furniture",
     "page_metadata")
)
_TAIL_LINES = 40
_FILE_END = deferred(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|mp[34])(?:\([^()]{0,200}\))?$", re.IGNORECASE)
#: What a page prints under a text in one run: its files, its codes to scan.
_PAGE_TAIL = deferred(r"相关附件\s?[：:]|二维码开始|扫一扫在?手机打开")


def label_contents(page: Page, body: int) -> None:
    """目录: from its heading to the line before its first entry stands again as a heading."""
    for row in range(max(0, body - 3), min(len(page.texts), body + 12)):
        if re.fullmatch(r"目\s*[录次]", page.texts[row]):
            entries = [r for r in range(row + 1, len(page.texts)) if page.texts[r]]
            first = lines.key(re.sub(r"[.…·\s\d]+$", "", page.texts[entries[0]])) if entries else ""
            again = next((r for r in entries[1:400] if first and lines.key(page.texts[r]) == first), None)
            if again is not None:
                page.mark(range(row, again), "toc")
            return


def label_attachments(page: Page, body: int) -> None:
    """附件1 alone on a line, or 附件1：标题 over the attachment's content, and the title under it."""
    for row in range(body, len(page.texts)):
        text = page.texts[row]
        if not text.startswith("附") or not page.is_free(row):
            continue
        mark = lines.simple_zone(text) == "attachment_mark"
        titled = lines.LIST_HEAD.match(text) and len(text) <= 60 and "。" not in text and text[-1] not in "；，："
        if mark or titled:
            page.lines[row].zone = "attachment_mark"
        if mark:
            _label_attachment_title(page, row + 1)


def _label_attachment_title(page: Page, row: int) -> None:
    group: list[int] = []
    while row < len(page.texts) and len(group) < TITLE_LINES:
        if page.texts[row]:
            if not page.is_free(row) or lines.is_body(page, row) or lines.simple_zone(page.texts[row]) is not None:
                break
            group.append(row)
        row += 1
    if group:
        page.mark(group[: title_length(page, group)], "attachment_title")


def label_tail(page: Page, body: int) -> None:
    """The closing elements of the main document (before its attachments) and of the file."""
    marks = [row for row in range(body, len(page.texts)) if page.lines[row].zone == "attachment_mark"]
    for end in {len(page.texts), *marks[:1]}:
        _label_before(page, body, end)


def _label_before(page: Page, body: int, end: int) -> None:
    """From ``end`` upwards, to the first line that is no closing element."""
    for row in range(end - 1, max(body, end - _TAIL_LINES) - 1, -1):
        text, line = page.texts[row], page.lines[row]
        if not text or line.zone in TAIL_ZONES:
            continue
        if not page.is_free(row):
            break
        zone = lines.simple_zone(text)
        if _FILE_END.search(text) and "。" not in text:
            zone = "web_furniture" if _is_under_button(page, row) else "attachment_list"
        if zone in (None, "attachment_mark"):
            zone = "web_furniture" if lines.is_page_line(text) or _PAGE_TAIL.match(text) else lines.sign_zone(text)
        if zone is None:
            break
        line.zone = "print_office" if zone == "signature" and _is_over_print(page, row) else zone


def _is_under_button(page: Page, row: int) -> bool:
    """True for names of files under 附件下载: the page's links, not the document's list."""
    above = next((r for r in range(row - 1, -1, -1) if page.texts[r]), None)
    return above is not None and page.lines[above].zone == "web_furniture"


def _is_over_print(page: Page, row: int) -> bool:
    """True for the printing office on a line of its own, over the date of printing."""
    after = page.next_row(row)
    return after is not None and page.lines[after].zone == "print_office"
