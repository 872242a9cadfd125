"""What a web page says of itself: meta tags, the information card, the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.furniture import card_label, clean, tidy_value
from tiaokuan.pipeline.readers.html_blocks import text_of
from tiaokuan.pipeline.readers.page_card import fields_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# The meta names of government pages (国办函〔2017〕37号附件, 网页标签规范), and common ones of other sites.
_NAMES = {
    "articletitle": "title",
    "pubdate": "published_on",
    "contentsource": "source",
    "url": "url",
    "publishdate": "published_on",
    "publisheddate": "published_on",
    "article:published_time": "published_on",
    "og:title": "title",
    "og:url": "url",
    "source": "source",
    "firstpublishedtime": "published_on",
    "indexnumber": "index_number",
    "documentnumber": "doc_number",
    "filenum": "doc_number",
}
_PRIORITY = ("articletitle", "pubdate", "contentsource", "url")
_SITE_TAIL = re.compile(r"\s*(?:[-_|—–]{1,2}|\s–\s)\s*[^-_|—–]{2,40}$")


def metadata_of(root: _Element) -> dict[str, str]:
    """Metadata from meta tags and the page's ``title``; keys as ``SourceDocument.metadata`` has them."""
    tags: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        if name in _NAMES and (value := clean(meta.get("content") or "")):
            tags.setdefault(name, value)
    found: dict[str, str] = {}
    for name in (*_PRIORITY, *tags):
        if name in tags and (value := tidy_value(_NAMES[name], tags[name])):
            found.setdefault(_NAMES[name], value)
    if "title" not in found and (title := _page_title(root)):
        found["title"] = title
    return found


def _page_title(root: _Element) -> str:
    """The page's title without the site's name after it, as a heading of the page confirms it; empty without one."""
    title = next((clean(" ".join(text_of(t).split())) for t in root.iter("title")), "")
    heads = [clean(text_of(h)) for h in root.iter("h1", "h2", "h3")]
    heads = [head for head in heads if len(head) >= 6 and head in title]
    if heads:
        return max(heads, key=len)
    short = _SITE_TAIL.sub("", title)
    return short if len(short) >= 6 else title


def take_cards(root: _Element, metadata: dict[str, str]) -> None:
    """Read the page's information cards (索引号, 发文机构, 成文日期, 文号 …) into ``metadata`` and remove them.

    A card is a small element with at least three labels of page metadata, making up a good part of its texts.
    """
    places = (
        cell for cell in root.iter("td", "th", "li", "dt", "dd", "span", "p", "div", "b", "strong", "label", "em")
    )
    starts = [e for e in places if _label_text(e)]
    taken: list[_Element] = []
    for start in starts[:200]:
        card = _card_above(start)
        if card is None or any(card is t or t in card.iterancestors() for t in taken):
            continue
        texts = _texts(card)
        fields, labels = fields_of(texts)
        if labels >= 3 and labels * 3 >= len(texts) and card.getparent() is not None:
            for key, value in fields.items():
                metadata.setdefault(key, value)
            taken.append(card)
    for card in taken:
        _empty(card)


def _label_text(element: _Element) -> bool:
    text = clean(element.text or "")
    return 2 <= len(text) <= 60 and card_label(text.split("：")[0].split(":")[0]) is not None


def _card_above(element: _Element) -> _Element | None:
    """The smallest ancestor that holds at least three labelled texts and little else."""
    for depth, ancestor in enumerate(element.iterancestors()):
        if depth > 5 or ancestor.tag in {"body", "html"}:
            return None
        texts = _texts(ancestor)
        if len(texts) > 60 or sum(map(len, texts)) > 1500:
            return None
        if ancestor.tag in {"tr", "tbody", "td", "thead"}:
            continue
        if fields_of(texts)[1] >= 3:
            return ancestor
    return None


def _texts(element: _Element) -> list[str]:
    texts = []
    for piece in element.itertext():
        if text := clean(str(piece)):
            texts.append(text)
        if len(texts) > 100:
            break
    return texts


def _empty(element: _Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail
