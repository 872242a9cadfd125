"""Title, notice's title and document type."""

from __future__ import annotations

from tiaokuan.extractors import header
from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern
from tiaokuan.pipeline.metadata_fields import MetadataFinding, Zones
from tiaokuan.pipeline.metadata_files import file_notice
from tiaokuan.pipeline.page_fields import site_tail
from tiaokuan.pipeline.tree import Line

_HEAD = 1500
_SPACE = deferred(r"\s+")
_PREFIX = deferred(
    r"(?:\d{1,3}\s?[.．、]\s?)?(?:[（(【](?:转载|转发|本文[^（）()]*|此件[^（）()]*|全文|公开)[）)】])?\s*"
)
_SITE = deferred(r"\s*[-_|–—]+\s*[^-_|–—]{0,30}(?:网|网站|政府|门户|平台|局|委员会|厅)[^-_|–—]{0,10}$")
_NUMBER_BEHIND = deferred(rf"\s*[（(]\s*{header.DOC_NUMBER}\s*[）)]$")
_BRACKETS = deferred(r"(?:[（(〔][^（）()]*[）)〕])+$")
#: The contract's types by the words that end a title; the first that holds (a call for applications is a guideline).
_TYPES: tuple[tuple[str, str], ...] = (
    ("guideline", r"(?:指南|指引|申报须知|申请须知|简章|启事|申报说明"
        r"|(?:申报|申请|报名|参评|参赛|认定|办理)[一-鿿]{0,4}(?:要求|须知|条件))$"),
    ("measures", r"(?:办法|细则|规定|条例|规则|准则|规程|章程|制度)$"),
    ("plan", r"(?:方案|计划|行动|规划|纲要|要点)$"),
    ("policies", r"(?:措施|政策|意见|条款|政策(?:清单|汇编|包|礼包|一览表?)|[\d一二三四五六七八九十]+条|实招)$"),
    ("guideline", r"{call_word}.*(?:通知|公告|通告|公示)$"),
    ("guideline", r"(?:大赛|竞赛|比赛|评选|评选活动|征集活动|遴选)$"),
    ("notice", r"(?:通知|公告|通告|通报|公示|决定|批复|(?<!承诺)(?<!授权)函)$"),
)


def doc_type(title: str | None) -> str:
    """The contract's ``doc_type`` from a title's last words.

    >>> doc_type("某市知识产权项目申报指南"), doc_type("关于征集参与企业的公告"), doc_type(None)
    ('guideline', 'guideline', 'other')
    """
    plain = _BRACKETS.sub("", title or "")
    return next((kind for kind, pattern in _TYPES if header_pattern(pattern).search(plain)), "other")


def doc_type_within(text: str) -> str:
    """The ``doc_type`` of a text without a title, by what it calls itself (特制定本办法, 提出以下意见) or calls for
    (现就征集…公告如下), in its first paragraphs.

    >>> doc_type_within("为规范管理，特制定本办法。"), doc_type_within("现就征集参与企业公告如下：")
    ('measures', 'guideline')
    """
    head = text[:_HEAD]
    if match := header_pattern(r"(?:制[定订]|提出|出台)(?:本|如下|以下)[一-鿿]{0,6}?(?P<noun>{own_noun})").search(head):
        return doc_type(match["noun"])
    if match := header_pattern(r"现[就将][^。\n]{0,120}(?:公告|通告|通知)如下").search(head):
        return "guideline" if header_pattern("{call_word}").search(match[0]) else "notice"
    if match := header_pattern(r"(?:^|\n)本(?P<noun>{own_noun})(?:自|由)").search(text):
        return doc_type(match["noun"])
    return "other"


def read_titles(found: MetadataFinding, zones: Zones, metadata: dict[str, str]) -> None:
    """Set ``title`` and ``notice_title``: as printed, else from the notice's own title, else from the page's."""
    for key in ("notice_title", "title"):
        if lines := _distinct(zones, zones.of(key)):
            found.put(key, *_joined(zones, lines))
            _number_behind(found, zones, key)
    if found.title is None and found.notice_title is not None:
        _title_within(found, zones)
    if found.title is None and found.notice_title is None:
        _carried_title(found, zones)
    field = zones.fields().get("title")
    page = _SITE.sub("", metadata.get("title", "") or (field.of(zones.text) if field else "")).strip()
    page = page[_prefix(page) :]
    name = header.carried_name(page)
    if name and found.notice_title is None and zones.of("notice_body"):
        found.notice_title = page
    if found.title and found.notice_title is None and (span := file_notice(found.title, zones.text)):
        found.put("notice_title", _SPACE.sub("", span.of(zones.text)), span)
    if found.title is None and doc_type(page) != "other":
        found.title = name.of(page) if name else page
        found.notice_title = found.notice_title or (page if name else None)


def _prefix(title: str) -> int:
    """Length of what stands before a title without belonging to it: a running number, （转载）, （本文有删减）."""
    match = _PREFIX.match(title)
    return match.end() if match and match.end() < len(title) else 0


def _distinct(zones: Zones, lines: list[Line]) -> list[Line]:
    """The title's lines; a numbered line whose words the next repeats stands alone."""
    if len(lines) == 2 and zones.words(lines[0]).endswith(zones.words(lines[1])):
        return lines[:1]
    return lines


def _joined(zones: Zones, lines: list[Line]) -> tuple[str, Span]:
    """The lines as one title, without white space but that between joint organs, and their place."""
    first, last = zones.span(lines[0]), zones.span(lines[-1])
    lead = _prefix(zones.words(lines[0]))
    words = [zones.words(lines[0])[lead:], *(zones.words(line) for line in lines[1:])]
    if len(words) == 1 and (tail := site_tail(words[0])) and doc_type(words[0][:tail]) != "other":
        words, last = [words[0][:tail]], Span(last.start, first.start + lead + tail)
    title, before = "", ""
    for part in (piece for line in words for piece in line.split()):
        joint = header.is_organ(before) and header.leading_organs(part) is not None
        title += (" " if joint or (header.is_organ(before) and header.is_organ(part)) else "") + part
        before = part
    return title, Span(first.start + lead, last.end)


def _number_behind(found: MetadataFinding, zones: Zones, key: str) -> None:
    """Take the number in brackets behind a title from it (某某办法（某发〔2022〕3号）): it is the document's."""
    value, (start, end) = getattr(found, key), found.sources[key]
    match = _NUMBER_BEHIND.search(value)
    if match is None or match.start() < 4:
        return
    at = max(zones.text.rfind(sign, start, end) for sign in "（(")
    at = start + zones.text[start:end].index(match[0]) if match[0] in zones.text[start:end] else at
    found.put(key, value[: match.start()].rstrip(), Span(start, at) if at > start else Span(start, end))
    if number := header.find_doc_number(zones.text, max(at, start), end):
        found.put("doc_number", header.standard_number(number.of(zones.text)), number)


def _title_within(found: MetadataFinding, zones: Zones) -> None:
    """The carried document's name as the notice's title gives it."""
    start, end = found.sources["notice_title"]
    raw = zones.text[start:end]
    joined = raw.replace("\n", "")
    inner = header.carried_name(joined)
    if inner is None:
        return
    name = inner.of(joined)
    at = raw.find(name)
    found.put("title", _SPACE.sub("", name), Span(start + at, start + at + len(name)) if at >= 0 else Span(start, end))


def _carried_title(found: MetadataFinding, zones: Zones) -> None:
    """The name of the document that the first paragraphs carry (现将《某某政策》印发给你们)."""
    at = 0
    for paragraph in zones.text[:_HEAD].split("\n"):
        names = header.quoted_names(paragraph) if header.is_transmittal(paragraph) else []
        if names and doc_type(names[0]) != "other":
            start = zones.text.index(names[0], at)
            found.put("title", _SPACE.sub("", names[0]), Span(start, start + len(names[0])))
            return
        at += len(paragraph) + 1
