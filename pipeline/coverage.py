"""Coverage: the recall audit. Every figure of the text is attributed, excluded with a reason, or listed."""

from __future__ import annotations

import re
from bisect import bisect_right

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, ConditionFinding, MaterialFinding, TargetFinding
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.assemble import Placer
from tiaokuan.pipeline.interpret import Interpreter
from tiaokuan.pipeline.tree import NormalText, Tree

_QUOTED = deferred(
    r"《[^《》\n]{1,120}》|〔\d{4}〕\s*\d+\s*号|\[\d{4}\]\s*\d+\s*号|（\d{4}）\s*\d+\s*号|“[^“”\n]{1,40}”"
)
_RECURRENCE = deferred(
    r"每(?:隔)?[一二两三四五\d](?:年|个月|届)(?=[^，。；]{0,10}(?:评|开展|组织|举办|认定|一次|进行|修订|评选|调整))"
)
_DUTY = deferred(
    r"工作日|审核|审批|审查|受理|公示|办结|拨付|反馈|核实|批复|出具|告知|送达|公布|评审|复核|检查|备案|汇总|报送|报告"
)
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
QUALIFIED = (ConditionFinding, TargetFinding, AmountFinding, MaterialFinding)
_PATTERN_REASONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contact", re.compile(r"(?:上午|下午|夏令时|冬令时|办公时间|工作时间|周[一二三四五六日])[^。；\n]{0,16}$")),
    ("example", re.compile(r"(?:为例|例如|计算公式|举例|示例)[^。\n]{0,160}$|[×÷=＝+][^。\n]{0,14}$")),
    ("recurrence", re.compile(r"每(?:年|半年|季度|月|两年|三年|届|\d年)[^。；\n]{0,24}$")),
    (
        "authority_duty",
        re.compile(
            r"(?:指派|评审(?:组|委员|专家)|专家组|工作人员|调查人员|核查人员|执法人员|审查人员|委员会由|评委|成员)[^。；\n]{0,24}$"
        ),
    ),
    ("name", re.compile(r"(?:简称|又称|即)[^。；\n，]{0,10}$|[“《（(]$")),
)
_ENUMERATION = deferred(
    r"[一二两三四五六七八九十]{1,2}(?:个|支|条|项|类|种|大|方面|批|轮|期|次|级|层次|环节|张|道|手)"
)
_ORDER = [Kind.MONEY, Kind.RATE, Kind.RATIO, Kind.DURATION, Kind.DATE, Kind.DATE_RANGE, Kind.COUNT, Kind.NUMBER]


def audit(
    ctx: Context, used: set[int], interpreter: Interpreter, normal: NormalText, *, tree: Tree, placer: Placer,
    fields: list[tuple[int, int]], contacts: list[tuple[int, int]],
) -> schema.Coverage:  # fmt: skip
    """Sort every figure of money, percentage, ratio, date, duration and counted quantity into one of the three lists (a
    bare number without a unit is none of these unless a fact rests on it). ``used`` are the figures of facts,
    ``fields`` the places of document fields, ``contacts`` those of contacts."""
    counted = attributed = 0
    unattributed: list[schema.Unattributed] = []
    excluded: list[schema.Exclusion] = []
    line_starts = [line.start for line in normal.lines]
    quoted = [match.span() for match in _QUOTED.finditer(ctx.text)]
    owners = _owners(interpreter, tree)
    qualified = sorted(
        (f.finding.start, f.finding.end) for f in interpreter.sink.found if isinstance(f.finding, QUALIFIED)
    )
    for index, quantity in enumerate(ctx.quantities):
        if quantity.kind is Kind.NUMBER and index not in used:
            continue
        counted += 1
        if index in used or _inside(quantity, fields) or _qualifies(quantity, qualified):
            attributed += 1
            continue
        zone = normal.lines[bisect_right(line_starts, quantity.start) - 1].zone if line_starts else "body"
        reason = _reason(ctx, index, zone, quoted, contacts) or _by_topic(owners, quantity)
        place = placer.source(quantity.start, quantity.end)
        if reason is None:
            unattributed.append(schema.Unattributed(kind=quantity.kind.value, source=place))
        else:
            excluded.append(schema.Exclusion(reason=reason, source=place))
    unattributed.sort(key=lambda u: (_ORDER.index(Kind(u.kind)), u.source.start))
    return schema.Coverage(quantities=counted, attributed=attributed, unattributed=unattributed, excluded=excluded)


def _qualifies(quantity: Quantity, facts: list[tuple[int, int]]) -> bool:
    """True where a time stands inside the clause of a fact and so is its look-back or its date (近三年, 到2025年)."""
    if quantity.kind not in (Kind.DATE, Kind.DATE_RANGE, Kind.DURATION):
        return False
    return _inside(quantity, facts)


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
    before = ctx.text[max(0, quantity.start - 170) : quantity.start]
    after = ctx.text[quantity.end : quantity.end + 3]
    if quantity.kind is Kind.DATE and str(quantity.value.min or quantity.value.max).isdigit():
        return "background"
    if quantity.kind is Kind.DURATION and ctx.text.startswith(
        ("来", "以来", "规划", "行动", "计划", "禁渔"), quantity.end
    ):
        return "background"
    if (
        quantity.kind is Kind.COUNT
        and quantity.bound is None
        and _ENUMERATION.fullmatch(ctx.text, quantity.start, quantity.end)
    ):
        return "enumeration"
    for name, pattern in _PATTERN_REASONS:
        if name == "example" and quantity.kind is Kind.DATE:
            continue
        if name == "recurrence" and not (quantity.kind is Kind.COUNT and quantity.unit in ("次", "批", "轮", "期")):
            continue
        if name == "authority_duty" and quantity.kind is not Kind.COUNT:
            continue
        if name == "name" and (
            quantity.kind is not Kind.COUNT
            or quantity.bound is not None
            or (before.endswith(("“", "《", "（", "(")) and after[:1] not in "”》）)条意")
        ):
            continue
        if pattern.search(before):
            return name
    if re.match(r"\s?[×÷=＝]", after) or "×" in before[-3:]:
        return "example"
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
