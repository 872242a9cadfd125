"""Coverage: the recall audit. Every figure of the text is attributed, excluded with a reason, or listed."""

from __future__ import annotations

import re
from bisect import bisect_right

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.context import Context
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.assemble import Placer
from tiaokuan.pipeline.interpret import Interpreter
from tiaokuan.pipeline.tree import NormalText, Tree

_QUOTED = re.compile(r"《[^《》\n]{1,120}》|〔\d{4}〕\s*\d+\s*号|\[\d{4}\]\s*\d+\s*号|（\d{4}）\s*\d+\s*号|“[^“”\n]{1,40}”")
_RECURRENCE = re.compile(r"每(?:隔)?[一二两三四五\d](?:年|个月|届)(?=[^，。；]{0,10}(?:评|开展|组织|举办|认定|一次|进行|修订|评选|调整))")
_DUTY = re.compile(r"工作日|审核|审批|审查|受理|公示|办结|拨付|反馈|核实|批复|出具|告知|送达|公布|评审|复核|检查|备案|汇总|报送|报告")
_ZONES = {
    "title": "title", "notice_title": "title", "issuer_mark": "title", "doc_number": "title", "addressee": "title",
    "attachment_list": "reference", "signature": "title", "date": "title", "cc": "title", "print_office": "title",
    "contact": "contact", "web_furniture": "page_furniture", "page_furniture": "page_furniture", "toc": "reference",
    "notice_body": "background", "preamble": "background", "note": "background",
}  # fmt: skip
_TOPICS = {
    "purpose": "background", "stock": "stock", "contacts": "contact", "safeguards": "authority_duty",
    "procedure": "authority_duty", "funds_use": "background", "duties": "authority_duty", "supplementary": "background",
}  # fmt: skip
_ORDER = [Kind.MONEY, Kind.RATE, Kind.RATIO, Kind.DURATION, Kind.DATE, Kind.DATE_RANGE, Kind.COUNT, Kind.NUMBER]


def audit(
    ctx: Context, used: set[int], interpreter: Interpreter, normal: NormalText, tree: Tree, placer: Placer,
    fields: list[tuple[int, int]], contacts: list[tuple[int, int]],
) -> schema.Coverage:  # fmt: skip
    """Sort every quantity of the text into one of the three lists. ``used`` are the figures of facts, ``fields`` the
    places of document fields, ``contacts`` those of contacts."""
    coverage = schema.Coverage(quantities=len(ctx.quantities))
    line_starts = [line.start for line in normal.lines]
    quoted = [match.span() for match in _QUOTED.finditer(ctx.text)]
    owners = _owners(interpreter, tree)
    for index, quantity in enumerate(ctx.quantities):
        if index in used or _inside(quantity, fields):
            coverage.attributed += 1
            continue
        zone = normal.lines[bisect_right(line_starts, quantity.start) - 1].zone if line_starts else "body"
        reason = _reason(ctx, index, zone, quoted, contacts) or _by_topic(owners, quantity)
        place = placer.source(quantity.start, quantity.end)
        if reason is None:
            coverage.unattributed.append(schema.Unattributed(kind=quantity.kind.value, source=place))
        else:
            coverage.excluded.append(schema.Exclusion(reason=reason, source=place))
    coverage.unattributed.sort(key=lambda u: (_ORDER.index(Kind(u.kind)), u.source.start))
    return coverage


def _inside(quantity: Quantity, places: list[tuple[int, int]]) -> bool:
    return any(start <= quantity.start and quantity.end <= end for start, end in places)


def _reason(
    ctx: Context, index: int, zone: str, quoted: list[tuple[int, int]], contacts: list[tuple[int, int]]
) -> str | None:
    quantity = ctx.quantities[index]
    if index in ctx.excluded:
        return ctx.excluded[index]
    if _inside(quantity, contacts):
        return "contact"
    if zone in _ZONES:
        return _ZONES[zone]
    if any(start <= quantity.start < end for start, end in quoted):
        return "reference"
    around = ctx.text[max(0, quantity.start - 3) : quantity.end + 14]
    if _RECURRENCE.search(around):
        return "recurrence"
    sentence = ctx.text[max(0, quantity.start - 40) : quantity.end + 30]
    if quantity.kind is Kind.DURATION and (quantity.working_days or _DUTY.search(sentence)):
        return "authority_duty"
    return None


def _owners(interpreter: Interpreter, tree: Tree) -> list[tuple[int, int, str | None]]:
    return [(node.start, node.last, interpreter.inherited.get(id(node))) for node in tree.walk()]


def _by_topic(owners: list[tuple[int, int, str | None]], quantity: Quantity) -> str | None:
    topic = None
    for start, end, own in owners:
        if start > quantity.start:
            break
        if quantity.start < end:
            topic = own
    if quantity.kind is Kind.MONEY and topic not in ("stock", "purpose"):
        return None
    return _TOPICS.get(topic or "")
