"""Web pages and html fragments: the document's blocks and the page's metadata, navigation left out.

Parsing is libxml2's (html5 rules for tags and entities since 2.14); every walk over the tree is a loop, so that
depth of nesting cannot exhaust the stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import ReaderWarning, SourceDocument, block_length
from tiaokuan.pipeline.readers.encoding import decode
from tiaokuan.pipeline.readers.page import compose
from tiaokuan.pipeline.readers.text import decoding_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tiaokuan.pipeline.settings import Settings

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_XML_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
_WHOLE = re.compile(r"<(?:html|body|head)\b", re.I)


def read_html(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a web page or a fragment of html.

    Postconditions: those of ``pipeline.readers.base``; no text of the main content is lost, none of its furniture kept;
    ``metadata`` holds what meta tags, the information card and the page's own lines say. Raises ReadError:
    ``undecodable_text``, ``too_large``, ``damaged_file``.
    """
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    decoded = decode(data, declared_encoding(data))
    document = document_of(decoded.text, name, settings)
    settings.check_text_length(sum(map(block_length, document.blocks)), name)
    document.encoding = decoded.encoding
    document.warnings[:0] = decoding_warnings(decoded)
    return document


def document_of(markup: str, name: str, settings: Settings) -> SourceDocument:
    """The document in html ``markup``; see ``read_html``."""
    from tiaokuan.pipeline.readers import html_blocks, html_boilerplate, html_meta

    root = parse(markup, name, settings)
    document = SourceDocument([], "text/html")
    document.metadata.update(html_meta.metadata_of(root))
    if html_boilerplate.prune(root, markup):
        document.warnings.append(ReaderWarning("hidden_text", "页面中有不显示的文字，未计入正文"))
    html_meta.take_cards(root, document.metadata)
    if _WHOLE.search(markup[:100_000]):
        parts, repeated = html_boilerplate.main_content(root)
    else:
        parts, repeated = [root], False
    blocks = html_blocks.blocks_of(parts, settings)
    if repeated:
        document.warnings.append(ReaderWarning("repeated_text", "页面把正文重复了一遍，只保留一份"))
    compose(document, blocks)
    return document


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares in its first 4,096 bytes; a hint only, often wrong."""
    found = _DECLARED.search(data[:4096]) or _XML_DECLARED.match(data[:4096])
    return found[1].decode("ascii").lower() if found else None


def parse(markup: str, name: str, settings: Settings) -> _Element:
    """The tree of ``markup``, comments and scripts left out. Raises ReadError: ``too_large``, ``damaged_file``."""
    from tiaokuan.pipeline.readers import html_repair

    if len(markup) > settings.max_markup_bytes:
        raise ReadError(f"网页“{name}”过大", "请只保存网页的正文部分再试", code="too_large")
    if markup.count("<") > 2 * settings.max_markup_elements:
        raise ReadError(f"网页“{name}”的标签过多", "请只保存网页的正文部分再试", code="too_large")
    markup = html_repair.tidy(markup)
    root, complete = _parse(markup, name)
    if not complete:
        root, _ = _parse(html_repair.flatten(markup), name)
    if root is None:
        raise ReadError(f"网页“{name}”里没有可读的文字", "请用浏览器重新保存网页再试", code="empty_document")
    return root


def _parse(markup: str, name: str) -> tuple[_Element | None, bool]:
    """libxml2's tree, and whether the parser took the markup as a whole (it gives up on excessive nesting)."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        if "Excessive depth" in str(error) or any("Excessive depth" in e.message for e in parser.error_log):
            return None, False
        raise ReadError(f"网页“{name}”无法解析", "请用浏览器重新保存网页再试", code="damaged_file") from error
    return root, not any("Excessive depth" in entry.message for entry in parser.error_log)
