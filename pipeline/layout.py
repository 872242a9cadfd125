"""Which element of an official document (GB/T 9704-2012) each line of the normalised text is.

``label_zones`` sets ``Line.zone``. Zones:

* head: issuer_mark 发文机关标志, doc_number 发文字号, urgency, secrecy, disclosure, signer, notice_title, title,
  addressee; date also for the history under a title （2010年3月1日…通过）
* the paragraphs of a notice that carries the policy: notice_body
* body; toc 目录
* close: attachment_list 附件说明, signature 署名, date 成文日期, note 附注, cc 抄送, print_office 印发机关和印发日期
* attachments: attachment_mark (附件1 over an attachment's content), attachment_title
* of the page, not of the document: page_metadata (发文机构, 索引号 … as label and value), web_furniture,
  page_furniture (the title printed again on later pages)
"""

from __future__ import annotations

from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_head import label_head
from tiaokuan.pipeline.layout_lines import Page
from tiaokuan.pipeline.layout_lists import label_lists
from tiaokuan.pipeline.layout_notice import label_notice
from tiaokuan.pipeline.layout_signature import label_signatures
from tiaokuan.pipeline.layout_tail import (
    label_attachments,
    label_contents,
    label_tail,
)
from tiaokuan.pipeline.tree import NormalText

_BEFORE_TITLE = 3


def label_zones(normal: NormalText, metadata: dict[str, str]) -> None:
    """Set the zone of every line of ``normal``; ``metadata`` is what the reader found (its title helps to tell the
    document's title from a page's headings).

    Postcondition: every line has a zone; the text and the lines' places are unchanged.
    """
    page = Page(normal, metadata)
    for row, text in enumerate(page.texts):
        if len(text) <= 100 and page.lines[row].table is None and lines.is_button(text):
            page.lines[row].zone = "web_furniture"
    body = label_notice(page, label_head(page))
    _label_running_heads(page, body)
    _label_lone_heading(page)
    label_contents(page, body)
    label_lists(page, body)
    label_signatures(page, body)
    label_attachments(page, body)
    label_tail(page, body)


def _label_running_heads(page: Page, body: int) -> None:
    """The title, or its last line, printed again over later pages."""
    titles = [row for row in range(body) if page.lines[row].zone == "title"]
    keys = {lines.key(page.texts[row]) for row in titles} | {lines.key(page.joined(titles))}
    keys = {key for key in keys if len(key) >= 6}
    firsts, shortest = {key[0] for key in keys}, min(map(len, keys), default=0)
    for row in range(body, len(page.texts)) if keys else ():
        text = page.texts[row]
        if not shortest <= len(text) <= 80 or (text[0].isalnum() and text[0] not in firsts):
            continue  # a key begins with the first letter or character of its line
        if page.is_free(row) and lines.key(text) in keys:
            page.lines[row].zone = "page_furniture"


def _label_lone_heading(page: Page) -> None:
    """A heading of the file over everything (no other of its outline level or above, no number before it) is the title,
    or where that is known, a repeat of it: no section holds the whole document."""
    heads = [row for row in range(len(page.texts)) if page.lines[row].heading and page.is_free(row)]
    if not heads or any(lines.MARKED.match(page.texts[row]) for row in range(heads[0] + 1) if page.is_free(row)):
        return
    first, *others = heads
    level = page.lines[first].heading or 0
    if len(heads) > 1 and min(page.lines[row].heading or 0 for row in others) <= level:
        return
    before = [line for line in page.lines[:first] if line.zone == "body" and line.end > line.start]
    if len(before) > _BEFORE_TITLE:
        return
    titled = any(line.zone in ("title", "notice_title") for line in page.lines)
    named = lines.ends_as_title(page.texts[first]) or not page.title_key
    page.lines[first].zone = "title" if named and not titled else "page_furniture"
