"""Sentences that only say how those named before may apply: 鼓励与服务机构联合申报, 经营地块相邻的主体可以联合申报."""

from __future__ import annotations

from collections.abc import Sequence

from tiaokuan.extractors.findings import ApplicantFinding, Finding
from tiaokuan.gazetteer.deferred import deferred

_MAY = deferred(
    r"(?:鼓励|支持|允许|提倡|可以?|可|欢迎)[^。；，]{0,30}(?:联合|合作|共同|组成联合体|组建联合体|以联合体(?:形式|方式)?)(?:进行)?(?:申报|申请|实施|报名|$|[。；])"
)
_MUST_NOT = deferred(r"(?:不得|不接受|不允许|不支持|禁止|不可以?|不能)[^。；，]{0,8}(?:联合|联合体)")
#: Words for those named before, and verbs that name nobody yet.
_ANY = deferred(
    r"\s*(?:[^，。；]{0,16}的)?(?:上述|以上|各|同一[^，。；]{0,6})?(?:主体|单位|企业|机构|申报主体|申报单位|申请单位|申请人|项目|项目单位|两[个家]以上[^，。；]{1,6})?(?:之间)?(?=鼓励|支持|允许|提倡|可|欢迎|不)"
)


def says_how(text: str) -> str | None:
    """What the sentence says of applying together, where it names no class of its own: allowed or forbidden."""
    if ("联合" not in text and "共同" not in text) or _ANY.match(text) is None:
        return None
    if _MUST_NOT.search(text):
        return "forbidden"
    return "allowed" if _MAY.search(text) else None


def set_joint(found: Sequence[Finding], joint: str) -> None:
    """Those named before may (or may not) apply together."""
    for finding in found:
        if isinstance(finding, ApplicantFinding) and finding.role == "applicant" and finding.joint is None:
            finding.joint = joint
