"""Conditions: what an applicant must be or do, must not, or is preferred for."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.clauses import clauses, segments, sentences, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, demands_itself, trim
from tiaokuan.extractors.findings import ConditionFinding
from tiaokuan.extractors.metrics import counts_from_status, dates_back, is_lookback, metric_of
from tiaokuan.gazetteer.lexicon import pattern

_PREFER = r"优先|重点安置|同等条件|从优|择优|加分|倾斜支持"
_ABSENCE = r"(?:^|^[^，]{2,16}期间|近[^，]{1,5}年?内?|[，、]|均|且|应|并|以及|及|或|人|位|业|者|构|女|员|称号)(?:{absence_word})(?<!无(?=人机|人驾|障碍|线|纸|害化|烟|废))(?<!未(?=成年|来))|^不为[^，]{2,20}增设|没有|^不具备|不得(?!高于|低于|少于|超过|超出|大于|小于)|不能|不存在|禁止|未(?=[曾被受发出列纳因履按经达通])|无(?=[^论需]{{2}})(?!人机|人驾|障碍|线|纸|害化|烟|废)"
_DEMAND = re.compile(
    r"依法|应当?|须|必须|具有|具备|拥有|符合|满足|不低于|不少于|达到|以上|已|能够|承诺|遵守|恪守|诚信|良好|健全|正常|注册|合法|取得|通过"
)
_BARRED_FOR = re.compile(r"(?:之)?内[，,]?(?:不得|不再|不能|不予|不准|禁止)")
_LOSES = re.compile(r"(?:之)?内?(?:的)?[^，。；]{0,16}(?:申报|申请|参评)[^，。；]{0,12}资格")
_LOSES_STANDING = re.compile(
    r"取消[^，。；]{0,12}(?:参与|参评|参加|入选|申报|申请|享受|租赁)[^，。；]{0,8}资格|不(?:能|得|可)再次?(?:申请|申报|享受|参加|参评|租赁)"
)
_DEMAND_THEN_BAR = re.compile(r"^[^。；]{0,60}(?:应当|必须|须)[^。；]{4,}[，,](?:若|如(?!实|期)|一旦|否则)")
_ANNEX_DATE = re.compile(r"^(?:[（(]含[）)])?(?:之?前|之?后|以前|以后|之日|起|止|（)")


def read_conditions(ctx: Context, entry: Entry) -> list[ConditionFinding]:
    """The conditions of a list entry or sentence: one, or one for each figure that it demands."""
    start, end = trim(ctx.text, entry.start, entry.end)
    if entry.lead_in:
        own = demands_itself(ctx.text, start, end)
        if own is None:
            return []
        start, end = own
    if end - start < 2:
        return []
    text = ctx.text[start:end]
    polarity = polarity_of(text)
    figures = [index for index in ctx.live(start, end) if demands_figure(ctx, index)]
    looks = tuple(index for index in ctx.live(start, end) if is_lookback(ctx, index))
    if not figures:
        return [ConditionFinding(start, end, text, polarity, figures=looks)]
    return [
        ConditionFinding(
            *_place(ctx, index, start, end), text, polarity, metric_of(ctx, index, start, end), figures=(index, *looks)
        )
        for index in figures
    ]


def _place(ctx: Context, index: int, start: int, end: int) -> tuple[int, int]:
    """The clause of the figure where the entry is too long to be a quote, else the entry."""
    if end - start <= 390:
        return start, end
    quantity = ctx.quantities[index]
    for sentence in sentences(ctx.text, start, end):
        if sentence.start <= quantity.start < sentence.end and sentence.end - sentence.start <= 390:
            return sentence.start, sentence.end
    for clause in clauses(ctx.text, start, end):
        if clause.start <= quantity.start < clause.end:
            return max(clause.start, quantity.start - 190), min(clause.end, quantity.end + 190)
    return quantity.start, quantity.end


def demands_figure(ctx: Context, index: int) -> bool:
    """True where the figure of a condition is demanded: not a look-back, a bare date or a bare number."""
    quantity = ctx.quantities[index]
    if is_lookback(ctx, index) or quantity.kind in (Kind.NUMBER, Kind.DATE_RANGE):
        return False
    if (
        quantity.kind is Kind.COUNT
        and quantity.value.is_exact
        and quantity.value.min == 1
        and "一" in ctx.text[quantity.start : quantity.end]
    ):
        return re.search(r"(?:至少|不少于|不低于)$", ctx.text[max(0, quantity.start - 4) : quantity.start]) is not None
    if quantity.kind is Kind.DATE:
        after = ctx.text[quantity.end : quantity.end + 6]
        if re.search(r"截[止至]$", ctx.text[max(0, quantity.start - 2) : quantity.start + 2]) or ctx.text.startswith(
            "截", quantity.start
        ):
            return False
        return len(str(quantity.value.min or quantity.value.max)) >= 7 and (
            quantity.bound is not None or _ANNEX_DATE.match(after) is not None
        )
    if quantity.kind is Kind.DURATION:
        after = ctx.text[quantity.end : quantity.end + 2]
        if _BARRED_FOR.match(ctx.text, quantity.core_end) or _LOSES.search(
            ctx.text, quantity.core_end, quantity.end + 24
        ):
            return True
        if dates_back(ctx, index) or counts_from_status(ctx, index, *_clause_of(ctx, quantity.start)):
            return True
        return not quantity.working_days and (
            quantity.bound != "max" or "内" not in ctx.text[quantity.core_end : quantity.end] + after[:1]
        )
    return True


_STOPS = "，。；\n"


def _clause_of(ctx: Context, at: int) -> tuple[int, int]:
    start, end = at, at
    while start > 0 and ctx.text[start - 1] not in _STOPS:
        start -= 1
    while end < len(ctx.text) and ctx.text[end] not in _STOPS:
        end += 1
    return start, end


def polarity_of(text: str) -> str:
    """require, exclude or prefer, by the grammar of the entry.

    exclude: every sentence of it bars an applicant or demands nothing but an absence; mixed entries are require.
    """
    parts = [piece.of(text) for s in sentences(text, 0, len(text)) for piece in segments(text, s.start, s.end)]
    if any(re.search(_PREFER, part) for part in parts):
        return "prefer"
    if parts and all(_excludes(part) for part in parts):
        return "exclude"
    return "require"


def loses_standing(text: str) -> bool:
    """True where a sentence takes away from somebody the right to apply or to take part (取消该企业参与资格)."""
    return _LOSES_STANDING.search(text) is not None


def _excludes(part: str) -> bool:
    if _DEMAND_THEN_BAR.search(part):
        return False
    if pattern(r"{exclude_word}").search(part) or part.endswith("除外") or loses_standing(part):
        return True
    part = strip_brackets(part)[0]
    pieces = [piece.of(part) for piece in clauses(part, 0, len(part))]
    negative = [pattern(_ABSENCE).search(piece) is not None for piece in pieces]
    if not any(negative):
        return False
    first = negative.index(True)
    return all(negative[first:]) and not any(_DEMAND.search(piece) for piece in pieces[:first])
