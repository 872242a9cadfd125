"""Who is given a grant by words that stand before its clause: the clause that gives, the list's head, the class named first."""

from __future__ import annotations

import re

from tiaokuan.extractors.antecedents import read_antecedent
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.payees import leading_classes
from tiaokuan.gazetteer.deferred import deferred

_WITHIN = deferred(r"给予(?P<who>[^，。；\d的]{4,20}?(?:补助|补贴|奖励|资助|津贴))(?:最高|不超过|总额)?$")
_GIVEN = deferred(
    r"(?:^|[，,])按[^，。；]{2,20}给予(?P<who>[^，。；\d]{2,16}?)(?:一次性|专项)?(?:奖励|补助|补贴|资助)，[^。；]{0,12}$"
    r"|(?:^|[，,])(?:分别)?给予(?P<who2>[^，。；：\d]{2,24}?)(?:一次性|专项)?(?:奖励|补助|补贴|资助)[：，](?:[^。；]{0,40}元，)?[^。；，元]{0,12}$"
)


#: A sentence is searched back this far at most.
_LOOK_BACK = 400


def _named_before(ctx: Context, grant: Grant, words: re.Pattern[str]) -> tuple[int, int] | None:
    """Where the ``who`` of a pattern stands between the sentence's start and the figure."""
    begin = grant.sentence.start if grant.sentence is not None else grant.part.series.start
    begin = max(begin, grant.part.series.start - _LOOK_BACK)
    if "给" not in ctx.text[begin : grant.part.series.start] and words is _GIVEN:
        return None
    match = words.search(ctx.text[begin : grant.part.series.start])
    if match is None:
        return None
    group = "who2" if match.groupdict().get("who2") else "who"
    return begin + match.start(group), begin + match.end(group)


def given_before(ctx: Context, grant: Grant) -> list[ClassMention]:
    """按场次给予主办单位补助，每场5万元: who stands behind the verb of the clause before the figure."""
    who = _named_before(ctx, grant, _GIVEN)
    return parse_class_list(ctx.text, *who, ctx.home) if who else []


_STANDARD = deferred(
    r"(?P<who>[^，。；：\d]{2,20}?)(?:的)?(?:基本|生活|养育|照料|护理|岗位|劳务|临时|住房|医疗|供养|养老|伙食|交通|管护)*(?:补贴|补助|津贴|资助|供养|保障|救助|奖励|报酬|慰问)?(?:金|费|标准|经费){1,2}"
    r"(?:标准)?(?:[^，。；：]{0,16}?，)?(?:统一|由[^，。；]{1,16})?(?:为|是|按|调整|提高|不低于|每[人户名])"
)


def standard_of(ctx: Context, grant: Grant) -> list[ClassMention]:
    """困难残疾人生活补贴标准为每人每月120元: whose standard the figure is."""
    for begin in dict.fromkeys((grant.part.clause.start, grant.part.segment.start)):
        match = _STANDARD.match(ctx.text, begin, grant.part.series.start)
        found = leading_classes(ctx, *match.span("who")) if match else []
        if match and found and found[-1].end >= match.end("who"):
            return [m for m in found if m.category in ("individual", "team")]
    return []


def given_within(ctx: Context, grant: Grant, earlier: list[ClassMention]) -> list[ClassMention]:
    """给予个人安家补助3万元: who stands before the name of the subsidy."""
    match = _WITHIN.search(ctx.text[grant.part.clause.start : grant.part.series.start])
    if match is None:
        return []
    start = grant.part.clause.start
    found = leading_classes(ctx, start + match.start("who"), start + match.end("who"))
    named = [m for m in found if m.category not in ("project", "government", "other")]
    return [m for m in named if not any(e.label.endswith(m.label) for e in earlier)]


_LISTED = deferred(
    r"(?:^|[，,])对(?P<who>[^；。：]{3,60}?)，?[^，；。：]{0,12}按(?:照)?(?:以下|下列|如下)标准[^，；。：]{0,12}[：:]"
)


def listed_under(ctx: Context, grant: Grant) -> list[ClassMention]:
    """Who a list of figures in one sentence is for: 对获奖的运动队，按以下标准给予奖励：第一名，每名队员500元."""
    begin = grant.sentence.start if grant.sentence is not None else grant.part.series.start
    listed = ctx.text.find("下标准", begin, grant.part.series.start) >= 0 or ctx.text.find("列标准", begin) >= 0
    who = _named_before(ctx, grant, _LISTED) if listed else None
    return read_antecedent(ctx, who[0] - 1, who[1]).mentions if who else []


def served_before(ctx: Context, grant: Grant) -> list[ClassMention]:
    """对困难人员再给予生活费补贴，补贴标准不超过50元: who the clause before the figure serves."""
    assert grant.sentence is not None
    text = ctx.text[grant.sentence.start : grant.part.clause.start]
    found = list(
        re.finditer(
            r"(?:^|[，；。])(?:[^，；。]{0,14}?)(?:对|向|为)(?P<who>[^，。；]{3,60}?)(?:，)?(?:按[^，。；]{2,20})?(?:再|另)?(?:给予|予以|发放)[^，。；\d]{2,20}(?=[，；]|$)",
            text,
        )
    )
    if not found:
        return []
    begin = grant.sentence.start + found[-1].start("who")
    return read_antecedent(ctx, begin - 1, grant.sentence.start + found[-1].end("who")).mentions


def named_first(ctx: Context, grant: Grant, recipients: list[ClassMention]) -> bool:
    """渔船企业在境内上市的，奖励企业100万元，在境外上市的奖励企业50万元: the sentence has named the class in full."""
    if grant.sentence is None or any(len(r.label) > 2 or r.qualifiers for r in recipients):
        return False
    first = clauses(ctx.text, grant.sentence.start, grant.part.series.start)[0]
    if first.end >= grant.part.clause.start or ctx.text.find("元", first.end, grant.part.clause.start) < 0:
        return False
    named = read_antecedent(ctx, first.start, first.end).mentions
    return all(any(m.label.endswith(r.label) and m.label != r.label for m in named) for r in recipients)
