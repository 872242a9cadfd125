"""The list of attachments in a document's close (附件：1.某表 / 2.某表)."""

from __future__ import annotations

import re

from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_lines import Page

_LIST_OPEN = re.compile(r"附\s?件\s?[：:]?")
_LIST_FIRST = re.compile(r"(?:附件)?\s?1\s?[.．、]")
_LIST_COLON = re.compile(r"附\s?件\s?[：:]")


def label_lists(page: Page, body: int, end: int | None = None) -> None:
    """附件说明 (GB/T 9704-2012, 7.3.4) between two lines: 附件：1.… and the numbered lines under it."""
    row = body
    while row < (len(page.texts) if end is None else end):
        if page.texts[row].startswith("附") and page.is_free(row) and _is_list(page, row):
            page.lines[row].zone = "attachment_list"
            row = _list_end(page, row + 1)
        else:
            row += 1


def _is_list(page: Page, row: int) -> bool:
    """True for a list's first line: 附件：…, or 附件1：… with another such line, a signature or the end after it."""
    text = page.texts[row]
    if len(text) > 160 or "。" in text.rstrip("。"):
        return False
    after = page.next_row(row)
    following = page.texts[after] if after is not None else ""
    if _LIST_OPEN.fullmatch(text):
        return bool(_LIST_FIRST.match(following)) and len(following) <= 80 and "。" not in following
    if not lines.LIST_HEAD.match(text):
        return False
    if _LIST_COLON.match(text) or not following:
        return True
    closes = lines.sign_zone(following) or lines.simple_zone(following)
    return closes is not None or lines.LIST_HEAD.match(following) is not None


def _list_end(page: Page, row: int) -> int:
    """Label the continuation lines of a list of attachments; the line after it."""
    last = row
    while row < len(page.texts):
        text = page.texts[row]
        if text:
            if len(text) > 100 or "。" in text.rstrip("。") or not lines.LIST_NEXT.match(text) or not page.is_free(row):
                break
            page.lines[row].zone = "attachment_list"
            last = row + 1
        row += 1
    return last
