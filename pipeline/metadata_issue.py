"""Who issued a document, under which number, when, and from when to when it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tiaokuan.extractors import header
from tiaokuan.extractors.base import Span
from tiaokuan.extractors.validity import end_of_term, find_validity
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.metadata_fields import MetadataFinding, Zones
from tiaokuan.pipeline.metadata_files import file_number
from tiaokuan.pipeline.tree import Line

_HISTORY = deferred(r"通过|公布|发布|施行|修订|修正|批准")
_PROMULGATED = (r"公布|发布|修订|修正|印发|批准", r"通过", r"")
_PUBLISHED = deferred(r"(?:发[布表]时间|发[布表]日期|时间|更新日期)\s?[：:]\s?(\d{4}-\d\d-\d\d)|^(\d{4}-\d\d-\d\d)\b")
_LEGISLATOR = deferred(
    r"(?:(?<=[\d一二三四五六七八九十])日)?(国务院|[一-鿿]{2,20}?(?:人民政府|人民代表大会常务委员会|部|委员会|局))(?:令|公布|发布|印发|制定)"
)
#: 2022年5月10日某市残疾人联合会、某市财政局公布: several at once.
_PROMULGATORS = deferred(r"(?<=日)\s?(?P<who>[一-鿿]{4,24}(?:[、 ][一-鿿]{4,24}){1,4})(?:公布|发布|印发|制定)")
_MAKES = deferred(
    r"(?:^|[，。\n])(?P<who>[一-鿿]{5,30})(?:（以下简称[^（）]{2,20}）)?(?:特|现)?制[定订](?:如下|以下|本)"
)
#: The number of an order whose red head is lost.
_ORDINAL = deferred(r"第\s?[\d〇零一二三四五六七八九十百]{1,6}\s?号")
#: The body that a call names as its own at its end: 征集单位：某市商务局.
_CALLER = deferred(
    r"(?:^|\n)\s*(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,2}[）)])?\s*(?:征集|发布|公告|组织|招募|征选|发文|印发|制定)(?:单位|机关|机构|部门|方)[：:]\s*"
    r"(?P<who>[一-鿿]{4,40})(?=\s*(?:$|[\n。；;，,]))"
)
_CALLS = deferred("[位关构门方][：:]")
_OPENING = 1500
_YEAR = deferred(r"(?<!\d)((?:19|20)\d\d)\s?(?:年|[-—–~至]\s?(?:19|20)\d\d\s?年)(?!远景)")
_OF_PAGE = deferred(r"[\]】］]\s*[:：]?\s*$")
_WEBSITE = deferred(r"官网|网$|网站|本网")


def read_number(found: MetadataFinding, zones: Zones, metadata: dict[str, str]) -> None:
    """Set ``doc_number``: the document's own, from its place in the head, a card, a statute's history, the name of the
    document's own file, else the page."""
    card = [zones.fields()["doc_number"]] if "doc_number" in zones.fields() else []
    history = [Span(line.start, line.end) for line in zones.of("date") if "令" in zones.words(line)]
    places = [*_numbered(zones), *card, *reversed(history)]
    for line in places if found.doc_number is None or zones.of("doc_number") else ():
        if span := header.find_doc_number(zones.text, line.start, line.end):
            found.put("doc_number", header.standard_number(span.of(zones.text)), span)
            return
    for row in zones.of("doc_number")[:1] if found.doc_number is None else ():
        if _ORDINAL.fullmatch(zones.words(row)):
            found.put("doc_number", header.standard_number(zones.words(row)), zones.span(row))
    if found.doc_number is not None:
        return
    if span := file_number(found.title, zones.text):
        found.put("doc_number", header.standard_number(span.of(zones.text)), span)
        return
    value = metadata.get("doc_number", "")
    if other := header.find_doc_number(value):
        found.doc_number = header.standard_number(other.of(value))


def _numbered(zones: Zones) -> Iterator[Span]:
    """The lines of numbers; an order's over two lines (某某市人民政府令／第12号) as one."""
    rows = zones.of("doc_number")
    for number, row in enumerate(rows):
        broken = number + 1 < len(rows) and zones.words(row).endswith("令")
        yield Span(row.start, rows[number + 1].end if broken else row.end)


def read_dates(found: MetadataFinding, zones: Zones, metadata: dict[str, str]) -> None:
    """Set ``issued_on`` (署名's date, a statute's promulgation, a card's date, the page's 成文日期) and
    ``published_on`` (the page's, where it differs); failing them the date of printing (版记, GB/T 9704-2012, 7.4.3)."""
    printed = (zones.span(row) for row in zones.of("print_office"))
    for place in (*(zones.span(row) for row in _dated(zones)), *_dated_fields(zones), *printed):
        dates = list(header.find_dates(zones.text, place.start, place.end))
        dates = [day for day in dates if not _in_force(zones.text, day)] or dates
        if dates:
            found.put("issued_on", dates[-1].iso, Span(dates[-1].start, dates[-1].end))
            break
    if found.issued_on is None and (value := metadata.get("issued_on")):
        found.issued_on = value
    value, span = metadata.get("published_on", ""), None
    if not value and (day := _of_field(zones, "published_on")):
        value, span = day.iso, Span(day.start, day.end)
    for line in zones.of("web_furniture") if not value else ():
        if match := _PUBLISHED.search(zones.words(line)):
            value = match[1] or match[2]
            at = zones.text.index(value, line.start)
            span = Span(at, at + len(value))
            break
    if value and value[:10] != found.issued_on:
        found.put("published_on", value[:10], span)


def _in_force(text: str, day: header.DateFinding) -> bool:
    """True for the day of a statute's history from which it holds (…公布 自2022年6月10日起施行)."""
    return text[max(0, day.start - 1) : day.start] in ("自", "从") and text.startswith("起", day.end)


def _dated_fields(zones: Zones) -> list[Span]:
    """The fields that date the document; 发布日期 only on a policy card, where no label stands in brackets."""
    fields = zones.fields()
    if "issued_on" in fields:
        return [fields["issued_on"]]
    span = fields.get("published_on")
    return [span] if span is not None and not _OF_PAGE.search(zones.text, span.start - 3, span.start) else []


def _dated(zones: Zones) -> Iterator[Line]:
    """Lines that date the document, the best first: under a signature; else a statute's latest promulgation."""
    dated = sorted([*zones.of("date"), *zones.of("signature")], key=lambda line: line.start)
    history = [line for line in dated if _HISTORY.search(zones.words(line)) or zones.words(line)[0] in "（("]
    yield from (line for line in dated if line not in history)
    for words in _PROMULGATED:
        yield from reversed([line for line in history if re.search(words, zones.words(line))])


def read_issuers(found: MetadataFinding, zones: Zones, metadata: dict[str, str]) -> None:
    """Set ``issuers``: 署名, else 红头, else the organ that a title begins with, a card names or a statute's history
    names; else the authority that the page names as publisher or source (no website)."""
    for organs in (
        _signed(zones),
        _marked(zones),
        _of_titles(found),
        _of_card(zones),
        _of_history(zones),
        _of_words(zones),
        _of_caller(zones),
        _printed(zones),
    ):
        if organs:
            values = list(dict.fromkeys(name for name, _ in organs))
            spans = [span for _, span in organs if span is not None]
            found.put("issuers", values, Span(spans[0].start, spans[-1].end) if spans else None)
            return
    for key in ("publisher", "source"):
        value = metadata.get(key, "").strip()
        if header.is_organ(value) and not _WEBSITE.search(value):
            found.issuers = [name for name, _ in header.split_organs(value)]
            return


_Organs = list[tuple[str, "Span | None"]]


def _signed(zones: Zones) -> _Organs:
    """The first run of signature lines that stand together; a name over two lines is one."""
    run: list[Line] = []
    for line in zones.of("signature"):
        if run and zones.text[run[-1].end : line.start].strip():
            break
        run.append(line)
    found: _Organs = []
    at = 0
    while at < len(run):
        text, span = zones.words(run[at]), zones.span(run[at])
        following = zones.words(run[at + 1]) if at + 1 < len(run) else ""
        date = next(header.find_dates(text), None)
        organs = header.split_organs(text[: date.start] if date else text, span.start)
        if date is None and following and not header.is_organ(text) and header.is_signing_organ(text + following):
            organs = [(text + following, Span(span.start, zones.span(run[at + 1]).end))]
            at += 1
        found += organs if organs and header.is_signing_organ(organs[0][0]) else []
        at += 1
    return found


def _marked(zones: Zones) -> _Organs:
    found: _Organs = []
    for line in zones.of("issuer_mark"):
        found += header.split_organs(re.sub(r"文\s?件$", "", zones.words(line)), zones.span(line).start)
    for line in zones.of("doc_number"):
        if zones.words(line).endswith("令"):
            found += header.split_organs(zones.words(line)[:-1], zones.span(line).start)
    return found


def _of_titles(found: MetadataFinding) -> _Organs:
    for key in ("notice_title", "title"):
        value, place = getattr(found, key), found.sources.get(key)
        if value and (span := header.leading_organs(value)):
            organs = header.split_organs(span.of(value), place[0] if place else 0)
            return [(name, at if place else None) for name, at in organs]
    return []


def _of_card(zones: Zones) -> _Organs:
    span = zones.fields().get("publisher")
    return list(header.split_organs(span.of(zones.text), span.start)) if span is not None else []


def _of_history(zones: Zones) -> _Organs:
    for line in zones.of("date"):
        if (several := _PROMULGATORS.search(zones.words(line))) is not None:
            at = zones.text.index(several["who"], line.start)
            organs = header.split_organs(several["who"], at)
            if len(organs) > 1:
                return list(organs)
        if match := _LEGISLATOR.search(zones.words(line)):
            name = match[1].removeprefix("中华人民共和国")
            at = zones.text.index(name, line.start)
            return [(name, Span(at, at + len(name)))]
    return []


def _of_words(zones: Zones) -> _Organs:
    """The organ that says of itself that it makes the document (某某管委会（以下简称…）制定如下政策)."""
    match = _MAKES.search(zones.text[:_OPENING])
    if match and header.is_organ(match["who"]):
        return [(match["who"], Span(match.start("who"), match.end("who")))]
    return []


def _of_caller(zones: Zones) -> _Organs:
    named = ("单位" in zones.text or "部门" in zones.text) and _CALLS.search(zones.text)
    match = _CALLER.search(zones.text) if named else None
    if match and header.is_organ(match["who"]):
        return [(match["who"], Span(*match.span("who")))]
    return []


def _printed(zones: Zones) -> _Organs:
    """The organ that printed the document (版记): where nothing else says who issued it, it is the issuer's office."""
    for line in zones.of("print_office"):
        words = zones.words(line)
        day = next(header.find_dates(words), None)
        organs = header.split_organs(words[: day.start] if day else words, zones.span(line).start)
        if organs and header.is_organ(organs[0][0]):
            return list(organs)
    return []


def read_year(found: MetadataFinding) -> None:
    """Set ``year``: the programme year in the title, else the year of issue."""
    match = _YEAR.search(found.title or "")
    key = "title" if match else "issued_on"
    if match or found.issued_on:
        place = found.sources.get(key)
        year = int(match[1]) if match else int((found.issued_on or "")[:4])
        found.put("year", year, Span(*place) if place else None)


def read_validity(found: MetadataFinding, zones: Zones, metadata: dict[str, str]) -> None:
    """Set ``effective_from`` and ``effective_to``; 自发布之日起施行 takes ``issued_on``."""
    validity = found.validity = find_validity(zones.text)
    start = validity.start
    if validity.since_issue and found.issued_on:
        start = header.days_later(found.issued_on, validity.delay_days)
    if start:
        found.put("effective_from", start, validity.start_span)
    elif day := _of_field(zones, "effective_from"):
        found.put("effective_from", day.iso, Span(day.start, day.end))
        if not validity.since_issue:
            found.validity = validity = replace(validity, start_span=Span(day.start, day.end))
    elif not validity.since_issue and (value := metadata.get("effective_from")):
        found.effective_from = value
    end, end_span = validity.end, validity.end_span
    if end is None and not (validity.years or validity.months) and (day := _of_field(zones, "effective_to")):
        end, end_span = day.iso, Span(day.start, day.end)
    if end is None and found.effective_from and (validity.years or validity.months):
        end = end_of_term(found.effective_from, validity.years, validity.months)
    if end:
        found.put("effective_to", end, end_span)


def _of_field(zones: Zones, key: str) -> header.DateFinding | None:
    """The date that a page's field gives."""
    span = zones.fields().get(key)
    return next(header.find_dates(zones.text, span.start, span.end), None) if span is not None else None
