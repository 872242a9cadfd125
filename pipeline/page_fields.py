"""The fields that a web page prints over a policy, as a text dump of it keeps them: ``- [发文字号] 某发〔2022〕3号``,
a label with its value on the next line, several on one line.

Knows single lines; where in a document they may stand, ``layout_head`` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.readers.furniture import card_label, furniture, metadata_line

_BOXED = deferred(r"(?:[-—·•*]\s*)?[\[【［]\s*(?P<label>[一-鿿]{2}[一-鿿\s]{0,8})\s*[\]】］]\s*[:：]?\s*")
_OF_DOCUMENT = frozenset(
    {"title", "index_number", "doc_number", "issued_on", "effective_from", "effective_to", "validity", "topic"}
)
_FIELD_END = deferred(
    r"(?:日期|时间|机构|单位|机关|部门|分类|字号|文号|编号|索引号|来源|有效性|时效性|状态|级别|类别|主题词|名称|标题)$"
)
_TRAIL = deferred(r"[^。，；：]{2,20}(?:\s*[>＞»›]+\s*[^。，；：>＞»›]{1,20}){1,6}[>＞»›\s]*")
_SITE_TAIL = deferred(
    r"\s*[_|｜—–-]+\s*(?:[^_|｜。；《》]{1,30}\s*[_|｜—–-]+\s*){0,4}[^_|｜。；《》]{0,24}"
    r"(?:网|网站|门户|政府|平台|之窗|委员会|厅|局|大厅|专栏)\s*$"
)
_FILE_BUTTON = deferred(
    r"(?:[一-鿿]{0,4}(?:PDF|WORD|OFD|DOCX?|MP3)[一-鿿]{0,4}|取消收藏|我要收藏|一键下载|(?:文件|全文|原文)下载)",
    re.IGNORECASE,
)


def is_boxed_field(text: str) -> bool:
    """True for ``- [成文日期] 2020-12-14``, ``【时效性】现行有效``: a label in brackets and its value."""
    match = _BOXED.match(text) if len(text) <= 160 else None
    return match is not None and (_known(match["label"]) or _FIELD_END.search(_squeeze(match["label"])) is not None)


def field_zone(text: str) -> str | None:
    """page_metadata for a line of fields that say what the document is (文号：…), web_furniture for one that only
    speaks of the page (日期：… 阅读：215 次) or leads through it (您当前的位置：首页); None for others."""
    if is_boxed_field(text):
        return "page_metadata"
    if len(text) > 300:
        return None
    label = furniture().label.match(text)
    entry = furniture().labels.get(_squeeze(label[1])) if label else None
    if entry is not None and entry.key in _OF_DOCUMENT and len(text) <= 120 and "。" not in text:
        return "page_metadata"
    if metadata_line(text) is not None or is_page_trail(text) or furniture().lines.fullmatch(text):
        return "web_furniture"
    return None


def is_label_alone(text: str) -> bool:
    """True for a field's label on a line of its own (``成文日期：``, ``索 引 号：``)."""
    return len(text) <= 14 and text[-1:] in ("：", ":") and card_label(text) is not None


def is_page_trail(text: str) -> bool:
    """True for where a page stands (首页 > 政务公开 > 政策文件) and for its file buttons (PDF下载)."""
    if len(text) > 100:
        return False
    return _FILE_BUTTON.fullmatch(text) is not None or (
        any(sign in text for sign in ">＞»›") and _TRAIL.fullmatch(text) is not None
    )


def site_tail(text: str) -> int | None:
    """Where a page's title ends and its site's name begins (…的通知_政策文件_某市人民政府门户网站); None for others."""
    if not any(sign in text for sign in "_|｜—–-"):
        return None
    match = _SITE_TAIL.search(text, 6)
    return match.start() if match else None


def page_values(text: str, lines: Iterable[Span]) -> dict[str, Span]:
    """The values of the fields that stand in ``lines`` of ``text``, by the key of their label, the first of each; empty
    ones left out."""
    found: dict[str, Span] = {}
    waiting: str | None = None
    for line in lines:
        words = line.of(text)
        fields = _fields(words)
        if not fields and waiting is not None:
            _keep(found, text, waiting, line.start, line.end)
        for number, (key, at, _) in enumerate(fields):
            stop = fields[number + 1][2] if number + 1 < len(fields) else len(words)
            _keep(found, text, key, line.start + at, line.start + stop)
        waiting = fields[-1][0] if fields and fields[-1][1] >= len(words) else None
    return found


def _keep(found: dict[str, Span], text: str, key: str, start: int, end: int) -> None:
    raw = text[start:end]
    words = raw.strip(" \t\u3000；;|")
    if words:
        begin = start + raw.index(words)
        found.setdefault(key, Span(begin, begin + len(words)))


def _fields(line: str) -> list[tuple[str, int, int]]:
    """The fields of one line: key, where the value begins, where the label begins."""
    boxed = _BOXED.match(line)
    if boxed:
        return [(_key(boxed["label"]), boxed.end(), 0)]
    found = [(_key(match[1]), match.end(), match.start()) for match in furniture().label.finditer(line)]
    if not found and (match := _spaced().match(line)):
        found = [(_key(match[1]), match.end(), 0)]
    return found


@cache
def _spaced() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(sorted(map(re.escape, furniture().labels), key=len, reverse=True))})\s+")


def _squeeze(label: str) -> str:
    return re.sub(r"\s", "", label)


def _known(label: str) -> bool:
    return card_label(label) is not None


def _key(label: str) -> str:
    """The label's key, else the label itself."""
    entry = furniture().labels.get(_squeeze(label))
    return entry.key or _squeeze(label) if entry else _squeeze(label)
