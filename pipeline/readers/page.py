"""From the blocks of a web page (html, or a crawler's markdown) to its document: furniture out, metadata read.

The page's own metadata lines are read and left out; so are furniture lines, links to related reading, and what stands
before the place where the page's title comes again as the document's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument
from tiaokuan.pipeline.readers.furniture import card_label, clean, furniture, is_furniture, metadata_line, tidy_value

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.{0,5000}?)\n---[ \t]*(?:\n|\Z)", re.S)
_CRAWLED = re.compile(
    r"\A\s*(?:#[ \t]+(?P<title>[^\n]{1,300})\n\s*)?(?P<head>(?:>[^\n]{0,2000}(?:\n|\Z)){2,20})"
    r"\s*(?:---[ \t]*(?:\n|\Z))?"
)
_FIELD = re.compile(r"[ \t]*(?:>[ \t]*)?[\"']?([\w\u4e00-\u9fff .-]{1,20})[\"']?[ \t]*[:：][ \t]*(.*?)[ \t]*$")
_ENGLISH = {
    "title": "title",
    "date": "published_on",
    "source": "source",
    "url": "url",
    "link": "url",
    "published": "published_on",
    "pubdate": "published_on",
    "doc_number": "doc_number",
}
_PLAIN = re.compile(r"[\s\u3000\u00a0《》“”\"'（）()\[\]【】:：,，。.、\-—_*#]")
_ORGANISATION = re.compile(
    r"(?:人民政府|政府|局|厅|委|委员会|办|办公室|部|院|会|中心|社|公司|大学|学校|管委会|协会|银行|法院|署|队|处|科|站|网)$"
)
_DOC_NUMBER = re.compile(r"^.{1,20}[〔﹝\[【（(]\s*(?:19|20)\d{2}\s*[〕﹞\]】）)]\s*(?:第\s*)?\d{1,5}\s*号$")
_SITE = re.compile(r"(?:本网|本站|网站|门户网?|官网|互联网|转载)$")
_SCANNED = 60  # blocks from the start in which a page's own metadata is looked for
_FOOT = 15


@dataclass(slots=True)
class PageBlock:
    """A block of a page and the share of its characters that stand in links (0–1)."""

    block: Block
    links: float = 0.0


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """YAML front matter, or the quoted head that crawlers write, as metadata; and the text after it."""
    crawled = False
    match = _FRONT.match(text)
    if not match or not all(_FIELD.match(line) for line in match[1].splitlines() if line.strip()):
        match, crawled = _CRAWLED.match(text), True
    if not match:
        return {}, text
    lines = (match["head"] if crawled else match[1]).splitlines()
    found: dict[str, str] = {}
    for line in lines:
        entry = _FIELD.match(line)
        key = _front_key(entry[1].strip()) if entry else None
        if entry and key and (value := tidy_value(key, entry[2].strip("\"'"))):
            found.setdefault(key, value)
    if crawled and not {"url", "source", "fetched_at", "published_on"} & found.keys():
        return {}, text
    if crawled and match["title"]:
        found.setdefault("title", clean(match["title"]))
    return found, text[match.end() :]


def _front_key(name: str) -> str | None:
    label = card_label(name)
    return label.key if label else _ENGLISH.get(name.lower())


def compose(document: SourceDocument, blocks: list[PageBlock]) -> None:
    """Fill ``document`` with the blocks that are its text, and its metadata with what the page says of itself.

    Postconditions: the order is kept; only whole blocks are left out; what the metadata held before stays.
    """
    kept = _drop_before_title(document, blocks)
    kept = [entry for i, entry in enumerate(kept) if not _is_page_line(document, entry, i, len(kept))]
    kept = _without_card(document, kept)
    document.blocks = without_running_heads([entry.block for entry in kept])
    once = without_repetition(document.blocks)
    if len(once) < len(document.blocks):
        document.blocks = once
        document.warnings.append(ReaderWarning("repeated_text", "页面把正文重复了一遍，只保留一份"))
    _add_title(document)
    mark_title(document.blocks)
    _settle_publisher(document.metadata)


def plain(text: str) -> str:
    """``text`` without white space and punctuation, for comparing."""
    return _PLAIN.sub("", text)


def _drop_before_title(document: SourceDocument, blocks: list[PageBlock]) -> list[PageBlock]:
    """Leave out what stands before the title's last mention in the first part of the page, where it is a page's head:
    links, furniture and metadata, no sentences. A document number in it stays."""
    title = plain(document.metadata.get("title", ""))
    if len(title) < 6:
        return blocks
    limit = min(len(blocks) * 2 // 3, 200)
    places = [i for i, entry in enumerate(blocks[: limit + 1]) if plain(entry.block.text) == title]
    for place in reversed(places):
        head = blocks[:place]
        useful = [e for e in head if not is_furniture(e.block.text) and e.links < 0.6 and plain(e.block.text) != title]
        if len(useful) < len(head) and not any("。" in entry.block.text for entry in useful):
            _read_head(document, head)
            return [e for e in useful if _DOC_NUMBER.search(e.block.text)] + blocks[place:]
    return blocks


def _read_head(document: SourceDocument, head: list[PageBlock]) -> None:
    """Metadata of a page's head: label lines, and labels and values on lines of their own."""
    for i, entry in enumerate(head):
        found = metadata_line(entry.block.text)
        label = card_label(entry.block.text) if clean(entry.block.text).endswith((":", "：")) else None
        if label and label.key and i + 1 < len(head):
            value = tidy_value(label.key, head[i + 1].block.text)
            if value and not card_label(value):
                document.metadata.setdefault(label.key, value)
        elif found:
            _take(document.metadata, found)


def _take(metadata: dict[str, str], found: dict[str, str]) -> None:
    """Add what a line says; a second 来源 that names an organisation is the publisher."""
    for key, value in found.items():
        if (
            key == "source"
            and metadata.get(key, value) != value
            and _ORGANISATION.search(value)
            and not _SITE.search(value)
        ):
            metadata.setdefault("publisher", value)
        metadata.setdefault(key, value)


def _is_page_line(document: SourceDocument, entry: PageBlock, place: int, total: int) -> bool:
    """Whether a block is the page's and not the document's; its metadata is taken up."""
    block = entry.block
    if block.kind != "paragraph":
        return False
    if is_furniture(block.text):
        return True
    if entry.links > 0.6 and furniture().related_link.search(block.text) and len(block.text) < 200:
        return True
    if place < _SCANNED or place >= total - _FOOT:
        found = metadata_line(block.text)
        if found is not None:
            _take(document.metadata, found)
            return True
    return False


def _without_card(document: SourceDocument, blocks: list[PageBlock]) -> list[PageBlock]:
    """Without the information card (索引号, 发布机构 …) that stands as a table before the document."""
    kept = []
    for i, entry in enumerate(blocks):
        if i < 8 and entry.block.table and _read_card(document, entry.block):
            continue
        kept.append(entry)
    return kept


def _read_card(document: SourceDocument, block: Block) -> bool:
    """Take a table's labels and values up where it is an information card."""
    from tiaokuan.pipeline.readers.page_card import card_fields

    fields = card_fields(block)
    for key, value in (fields or {}).items():
        document.metadata.setdefault(key, value)
    return fields is not None


def without_repetition(blocks: list[Block]) -> list[Block]:
    """The blocks once, where the document is printed twice from beginning to end."""
    texts = [plain(block.text) for block in blocks]
    total = sum(map(len, texts))
    if total < 200:
        return blocks
    seen = 0
    for i, text in enumerate(texts):
        if i and seen * 10 >= total * 4 and text and text in texts[: min(3, i)]:
            first, second = "".join(texts[:i]), "".join(texts[i:])
            if _alike(first, second):
                return blocks[:i] if len(first) * 10 >= len(second) * 9 else blocks[i:]
        seen += len(text)
        if seen * 10 > total * 6:
            break
    return blocks


def without_running_heads(blocks: list[Block]) -> list[Block]:
    """Without the document's opening lines where they come again, three times or more, at the head of each page."""
    texts = [block.text for block in blocks]
    for length in (3, 2, 1):
        opening = texts[:length]
        if len(opening) < length or any(not text or len(text) > 60 or "。" in text for text in opening):
            continue
        places = [i for i in range(length, len(texts) - length + 1) if texts[i : i + length] == opening]
        if len(places) >= 2:
            gone = {i + k for i in places for k in range(length)}
            for i in places:
                if i + length < len(blocks):
                    blocks[i + length].page_break = True
            return [block for i, block in enumerate(blocks) if i not in gone]
    return blocks


def _alike(first: str, second: str) -> bool:
    """Whether two texts are the same but for little: eight in ten of the shorter one's 12-grams stand in the other."""
    short, long = sorted((first, second), key=len)
    grams = [short[i : i + 12] for i in range(0, max(1, len(short) - 12), 6)]
    if len(short) * 2 < len(long):
        return False
    return sum(gram in long for gram in grams) >= 0.8 * len(grams)


def _add_title(document: SourceDocument) -> None:
    """Put the page's title before the blocks where the document does not print it itself."""
    title = document.metadata.get("title", "")
    name = plain(title)
    if len(name) < 6 or _site_name(title):
        return
    head = "".join(plain(block.text) for block in document.blocks[:25])
    if name in head or not document.blocks:
        return
    document.blocks.insert(0, Block(title, heading=0))


def mark_title(blocks: list[Block]) -> None:
    """Make the one heading of the highest level the document's title (level 0) where it opens the document."""
    levels = [block.heading for block in blocks if block.heading is not None]
    if levels and 0 not in levels and levels.count(min(levels)) == 1:
        first = next((block for block in blocks[:5] if block.heading == min(levels)), None)
        if first:
            first.heading = 0


def _site_name(title: str) -> bool:
    return bool(_ORGANISATION.search(title)) and not re.search(r"关于|办法|通知|公告|意见|方案|细则|指南|规定", title)


def _settle_publisher(metadata: dict[str, str]) -> None:
    """Fill ``publisher`` from 来源 where that names an organisation and not a web site or a place."""
    source = metadata.get("source", "")
    if source and "publisher" not in metadata and _ORGANISATION.search(source) and not _SITE.search(source):
        metadata["publisher"] = source
