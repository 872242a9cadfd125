"""The list of attachments in a document's close (附件：1.某表 / 2.某表)."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_lines import Page

_LIST_OPEN = deferred(r"附\s?件\s?[：:]?")
#: 附：1.某表, 附表：某表, （附件：1.某表；2.某册）.
_SHORT_OPEN = deferred(
    r"[（(]?附\s?[件表]?\s?[：:]\s?(?:1\s?[.．、]|《)?[^。]{3,80}(?:[表书单册录例式样板案则南法]|说明|办法|格式|）|\))[；;）)]?"
)
_LIST_FIRST = deferred(r"(?:附件)?\s?1\s?[.．、]")
_ENTRY = deferred(r"(?<=[^\d.．第（(])(?=\d{1,2}\s?[.．、]\s?[一-鿿《“])")  # where 2.某表 begins in a line
_LONGEST_ENTRY = 100
_LIST_COLON = deferred(r"附\s?件\s?[：:]")


def label_lists(page: Page, body: int, end: int | None = None) -> None:
    """附件说明 (GB/T 9704-2012, 7.3.4) between two lines: 附件：1.… and the numbered lines under it."""
    row = body
    while row < (len(page.texts) if end is None else end):
        if page.texts[row].startswith(("附", "（附", "(附")) and page.is_free(row) and _is_list(page, row):
            page.lines[row].zone = "attachment_list"
            row = _list_end(page, row + 1)
        else:
            row += 1


def _is_list(page: Page, row: int) -> bool:
    """True for a list's first line: 附件：…, or 附件1：… with another such line, a signature or the end after it."""
    text = page.texts[row]
    if "。" in text.rstrip("。") or (len(text) > 160 and not _are_entries(text)):
        return False
    after = page.next_row(row)
    following = page.texts[after] if after is not None else ""
    if _LIST_OPEN.fullmatch(text):
        return bool(_LIST_FIRST.match(following)) and len(following) <= 80 and "。" not in following
    if not lines.LIST_HEAD.match(text):
        return _SHORT_OPEN.fullmatch(text) is not None
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
            if "。" in text.rstrip("。") or not lines.LIST_NEXT.match(text) or not page.is_free(row):
                break
            if len(text) > _LONGEST_ENTRY and not _are_entries(text):
                break
            page.lines[row].zone = "attachment_list"
            last = row + 1
        row += 1
    return last


def _are_entries(text: str) -> bool:
    """True for a long line of several names run together (2.某指南3.某表4.某名单)."""
    entries = _ENTRY.split(text)
    return len(entries) > 1 and all(len(entry) <= _LONGEST_ENTRY for entry in entries)
