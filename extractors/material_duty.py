"""Brackets behind a material that say whether it must be handed in: （必须提供） goes, （结合实际提供） is its condition."""

from __future__ import annotations

from typing import NamedTuple

from tiaokuan.gazetteer.deferred import deferred

_BRACKET = deferred(r"（(?:[^（）]|（[^（）]*）)*）|\((?:[^()]|\([^()]*\))*\)")
#: One of these is in every such bracket.
_WORDS = deferred(r"[必选缺]|提供|提交|上传|实际|如[有需无涉适]|若[有需无涉]|模板|样表|下载|见附|[视有]")
_GIVE = r"(?:提供|提交|上传|递交|报送|附上?|填写|填报)"
#: Every applicant hands it in; where the form of it is found.
_MUST = deferred(
    rf"(?:此项|该项|本项)?(?:为|属)?(?:必须{_GIVE}?|必[交备填选传要](?:项|材料|要件|件)?|必需(?:项|材料)?)"
    rf"|[^，]{{0,16}}(?:均|都|一律|皆)(?:须|应当?|需要?|必须)?{_GIVE}|[^，]{{0,12}}缺一不可|不可(?:缺少|或缺)"
    r"|[^，]{0,16}(?:模板|样表|样式|格式|范本|说明|样本)[^，]{0,12}(?:见|详见|参见|参照|下载)[^，]{0,24}"
    r"|[^，]{0,14}见附[件表][^，]{0,12}"
    r"|(?:点击|请|可)?(?:下载(?:模板|样表|格式|表格)?|模板下载)(?:见|详见|于|自)?[^，]{0,16}"
)
#: Only those who have it, or have to, do.
_MAY = deferred(
    rf"(?:请|可)?(?:结合|根据|视|按照?|依据?)(?:自身|本人|单位|企业|项目|各自)?(?:的)?(?:实际|情况|具体|需要)(?:情况|需要)?(?:选择性?|酌情|自愿|自主)?{_GIVE}?"
    rf"|(?:如果?|若|倘)有(?:的话|则|请|的)?(?:需|须|应|可|请|一并)*{_GIVE}?|有(?:则|的)(?:请|须|需|应)?{_GIVE}"
    rf"|(?:可选(?:项|择)?(?:{_GIVE})?|选[交填报传](?:项|材料)?|非必[须需填交选备传](?:项)?|自愿{_GIVE}|酌情{_GIVE}|选择性{_GIVE})"
    rf"|(?:如果?|若)?(?:没有|无)(?:的|则|者)?(?:可以?)?(?:不|免|无需|不用|不必){_GIVE}|可以?不{_GIVE}"
    rf"|(?:如|若)(?:需要?|涉及|适用|涉|确有需要)(?:的|者)?(?:请|须|需|应)?{_GIVE}?|(?:仅|只)(?:需|须)?{_GIVE}[^，]{{2,20}}"
)
#: 国外学历必须提供: it is asked of those.
_WHO_MUST = deferred(rf"(?P<who>(?!此|该|本|由|经|在|从|按|可|如|若)[^，]{{2,20}}?)(?:的|时)?必须{_GIVE}")
_HOLDS = deferred(r"(?:主要|应|需|须)?(?:包括|包含|含|如)(?![有无需])")


class Duty(NamedTuple):
    """``body`` without the bracket that says whether the paper must be handed in, the condition that it states, the
    words in it that list what the paper holds, and the bracket itself."""

    body: str
    condition: str | None = None
    holds: str | None = None
    bracket: str = ""


def duty_of(body: str) -> Duty:
    """What a bracket in ``body`` says of whether the paper must be handed in.

    >>> duty_of("获奖证书（如有）")[:2]
    ('获奖证书', '如有')
    >>> duty_of("完税证明（必须提供）")[:2]
    ('完税证明', None)
    """
    if ("（" not in body and "(" not in body) or _WORDS.search(body) is None:
        return Duty(body)
    for bracket in _BRACKET.finditer(body):
        parts = _split(bracket.group()[1:-1])
        if len(parts) == 1 and (who := _WHO_MUST.fullmatch(parts[0])) and bracket.start() >= 2:
            return Duty(body[: bracket.start()] + body[bracket.end() :], who["who"], None, bracket.group())
        may = any(_MAY.fullmatch(part) for part in parts)
        if bracket.start() < 2 or not (may or any(_MUST.fullmatch(part) for part in parts)):
            continue
        holds = next((at for at, part in enumerate(parts) if at and _HOLDS.match(part)), len(parts))
        said = [part for part in parts[:holds] if not _MUST.fullmatch(part)]
        bare = body[: bracket.start()] + body[bracket.end() :]
        said_of = "，".join(said) if may and said else None
        return Duty(bare, said_of, "，".join(parts[holds:]) or None, bracket.group())
    return Duty(body)


def _split(inside: str) -> list[str]:
    """The parts of a bracket, cut at commas outside of brackets within it."""
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(inside):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif char in "，,；;。" and not depth:
            parts.append(inside[begin:at].strip())
            begin = at + 1
    return [part for part in [*parts, inside[begin:].strip()] if part]
