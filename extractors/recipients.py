"""Who is given a grant besides its antecedent: behind the verb, counted, or only told apart by the word before the figure."""

from __future__ import annotations

from tiaokuan.extractors.class_list import ClassMention, category_of, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.parties import receives
from tiaokuan.gazetteer.deferred import deferred

_ATTRIBUTIVE = deferred(r"奖励|补助|补贴|资助|资金|经费|奖金|扶持")
_GENERIC = frozenset(
    {
        "企业",
        "单位",
        "个人",
        "机构",
        "团队",
        "用人单位",
        "主办单位",
        "承办单位",
        "运营单位",
        "投资方",
        "主办方",
        "承办方",
        "申请人",
        "商协会",
        "业主",
        "运营主体",
        "项目单位",
        "投资者",
        "项目投资者",
        "村集体",
        "农户",
    }
)
_COUNTED = deferred(
    r"每(?<!由每)(?:家|户|个|名|位|所)(?P<np>[^每，。；、\d]{2,10}?)(?=每|给予|奖励|补助|补贴|资助|一次性|最高|分别|$)"
)
_GIVEN_AS = deferred(
    r"(?:(?:每(?:[家户个人名位生所校村例届场次件项台辆班亩]|学[年期])|一次性|最高|不超过|不低于|分别|各|人民币|奖励|补助|补贴|资助|扶持|资金|经费|标准|每年|每月|年化|奖金|的|(?:再|统一)?(?:提高|上调|调整|调高|增加|提标)(?:到|至|为))+)$"
)
_EACH_ONE = deferred(r"(?:一次性|每[家户个人名位])$")


def counted_class(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The class that a grant is counted by (每家企业每个项目给予…) where nobody else is named."""
    counted = _COUNTED.search(ctx.text[start:end])
    if counted is None or category_of(counted["np"]) in (None, "project", "other", "platform"):
        return []
    return parse_class_list(ctx.text, start + counted.start("np"), start + counted.end("np"), ctx.home)


def recipient_after(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """Classes between the granting verb and the figure: 给予商协会3万元, 奖励运营主体或项目单位10万元."""
    body = ctx.text[start:end]
    body = _GIVEN_AS.sub("", body)
    if _ATTRIBUTIVE.match(ctx.text[start + len(body) : end]) and body not in _GENERIC:
        return []
    body = _EACH_ONE.sub("", body)
    stop = start + len(body)
    start += 2 if body.startswith(("申报", "申请")) else 0
    if stop - start < 2:
        return []
    return [m for m in parse_class_list(ctx.text, start, stop, ctx.home) if receives(m)]


#: A sentence is searched back this far at most.
_LOOK_BACK = 300
PARTIES = frozenset(
    {
        "买方",
        "卖方",
        "双方",
        "受让方",
        "转让方",
        "供方",
        "需方",
        "委托方",
        "使用方",
        "投资主体",
        "购买方",
        "申请方",
        "甲方",
        "乙方",
    }
)
_APART = deferred(r"(?:^|[，；。])(?:对|凡)[^；。，]*[^；。，的](?:，[^；。]*)?(?:分别|按)[^；。]*元、$")


def gives(ctx: Context, grant: Grant, earlier: list[ClassMention]) -> bool:
    """Whether the class before the verb gives to the one behind it: 派出医院给予下派人员每月1500元."""
    if not earlier or not grant.recipients or grant.antecedent.opened or earlier[-1].qualifiers:
        return False
    return ctx.text.startswith("给予", earlier[-1].end)


def told_apart(ctx: Context, grant: Grant, earlier: list[ClassMention]) -> bool:
    """Whether the word before the figure only tells apart those named with 对: 对到基层工作的毕业生分别按本科5万元、硕士10万元."""
    if not earlier or grant.antecedent.opened or grant.sentence is None or any(m.qualifiers for m in earlier):
        return False
    if ctx.text[earlier[-1].end : grant.part.series.start].strip() or len(earlier) > 1:
        return False
    return (
        _APART.search(ctx.text[max(grant.sentence.start, earlier[0].start - _LOOK_BACK) : earlier[0].start]) is not None
    )


_PAYS = deferred(
    r"，?(?:的标准)?，?(?:用于)?(?:奖励|补助|资助|补贴|扶持)给?(?P<who>[^，。；\d]{3,60}?)(?=[。；，]|等单位|等机构|，用于|$)|对(?P<who2>[^，。；\d]{3,40}?)(?:进行|给予|予以)(?:奖|补|资)"
)


def paid_after(ctx: Context, grant: Grant) -> list[ClassMention]:
    """按贷款总额的1%，奖励经办银行、运营管理机构: who stands behind a verb that follows the figure."""
    match = _PAYS.match(ctx.text, grant.part.series.end, grant.part.segment.end)
    if match is None:
        return []
    return [
        m
        for m in parse_class_list(ctx.text, *match.span("who" if match["who"] else "who2"), ctx.home)
        if m.category != "project"
    ]
