"""Demands that a clause makes in passing of those whom it serves: their standing (离校2年内未就业, 16—24岁失业青年) or
their rank (综合排名前三的地区)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ConditionFinding, MetricFinding
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.numerals import parse_number

_STANDING = re.compile(
    r"离校[^，。；、]{1,4}年(?:以?内)未就业"
    r"|[\d一二三四五六七八九十]{1,3}(?:岁|周岁)?[—\-－~～至到][\d一二三四五六七八九十]{1,3}周?岁的?[^，。；、（）\d]{0,4}(?:青年|人员|劳动者|毕业生)"
    r"|(?<!应届)毕业[^，。；、]{1,4}年(?:以内|内)(?=的?[^，。；、]{0,6}(?:毕业生|人员|学生))"
    r"|距(?:离)?法定退休年龄(?:不足|不满|不到)[^，。；、]{1,3}年(?!内|以)|距(?:离)?法定退休年龄[^，。；、]{1,3}年(?:以内|内)"
)
_CLAUSE_HEAD = re.compile(r".*(?:[，；：。]|(?<![面针相])对(?![应口比外内照]))")
_RANK = re.compile(
    r"(?:^|[，；：]|对|将)(?P<what>[^，。；：对将]{3,60}?前(?P<n>\d{1,3}|[二三四五六七八九十]{1,3})(?:名|位|强)?)(?:的|(?=地区|企业|单位))"
)
_RANKED = re.compile(r"(?P<name>[^，。；：对将的前\d]{2,16}?(?:排名|排位|名次))|获得|取得")


_SERVES = re.compile(
    r"(?P<rest>[^，。；：的（）]{0,16}(?:（[^（）]{1,16}）)?[^，。；：的]{0,6}(?:，(?:且|并)?[^，。；：的]{4,40})?)的(?:[^，。；的]{2,14}?)?，?(?:可(?!持续)|给予|予以|按规定|享受|优先|办理|纳入)"
)


def read_gates(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """The lower bounds that a benefit without a sum asks for (流转土地60亩以上的给予奖补, 工作满5年的人员可 …)."""
    if any(ctx.quantities[i].kind is Kind.MONEY for i in ctx.within(sentence.start, sentence.end)):
        return []
    found = []
    for index in ctx.live(sentence.start, sentence.end):
        quantity = ctx.quantities[index]
        served = _SERVES.match(ctx.text, quantity.end, sentence.end)
        if quantity.bound != "min" or quantity.working_days or served is None:
            continue
        head = _CLAUSE_HEAD.search(ctx.text, sentence.start, quantity.start)
        start = head.end() if head else sentence.start
        end = served.end("rest")
        if quantity.start - start >= 2:
            metric = metric_of(ctx, index, start, end)
            found.append(
                ConditionFinding(start, end, ctx.text[start:end], "require", metric, gates=True, figures=(index,))
            )
    return found


def read_standings(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """The demands of a sentence on the standing of those whom it serves, each as its own words."""
    found: list[ConditionFinding] = []
    for match in _STANDING.finditer(ctx.text, sentence.start, sentence.end):
        start, end = match.span()
        indices = ctx.live(start, end)
        if len(indices) == 1:
            metric = metric_of(ctx, indices[0], start, end)
            found.append(ConditionFinding(start, end, match.group(), "require", metric, figures=(indices[0],)))
    return found + _ranks(ctx, sentence)


def _ranks(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """Ranks that a benefit without a sum asks for; where sums are paid by rank they only name the tiers."""
    if any(ctx.quantities[i].kind is Kind.MONEY for i in ctx.within(sentence.start, sentence.end)):
        return []
    found = []
    for match in _RANK.finditer(ctx.text, sentence.start, sentence.end):
        limit = parse_number(match["n"])
        if limit is None:
            continue
        named = _RANKED.search(match["what"])
        name = named["name"] if named and named["name"] else "名次"
        metric = MetricFinding(name, Interval(None, limit), "名")
        found.append(ConditionFinding(*match.span("what"), match["what"], "require", metric, gates=True))
    return found
