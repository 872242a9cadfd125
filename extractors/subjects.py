"""Whom a sentence is about: an applicant, or somebody else whose duties are no conditions of applying."""

from __future__ import annotations

import re

from tiaokuan.gazetteer.user import active_hits

_OPENING = 4

_OFFICE = re.compile(
    r"^(?:对|由|经|根据需要[^，。；]{0,20}，)?(?:各|市|区|县|省|本)?[^，。；、的]{0,14}?"
    r"(?:部门|局|厅|委员会|评委会|秘书处|秘书组|监督组|评审组|专家组|工作组|领导小组|办公室|人民政府|管委会|工作人员|评审专家|评审人员|评委|有关人员|受理单位|推荐单位|第三方(?:机构)?|评审机构|任何单位)"
    r"(?:和个人|或个人|及其工作人员)?(?:[^，。；、的]{0,12}?)(?:应|须|要|将|可|负责|对|在|不得|必须|会同|组织|有权|与|自|收受|违反|依)"
)
_OPENS = re.compile(
    r"(?:各|由)?[^，。；]{0,24}?(?:部门|局|委员会|办公室|人民政府|机关|街道|管委会|财政|审计|法院|主管单位)[^，。；]{0,10}?(?:应|负责|会同|对|要|须|可|定期|组织|将|依法|建立)|(?:加强|建立|完善|健全|强化|实行|严格|定期)"
)
_HANDLED = re.compile(
    r"[，,]由[^，。；]{2,16}(?:部门|局|厅|委|委会|办公室)[^，。；]{0,4}(?:推荐|组织|审核|遴选|确定|结合|会同|根据)"
)
_ENCOURAGES = re.compile(r"^(?:鼓励|支持|引导)(?!.*(?:不得|必须|应当))")
_JUDGES = re.compile(
    r"(?:参与|从事)[^，。；]{0,16}(?:评选|评审|审核|监督)(?:工作)?[^，。；]{0,6}(?:人员|专家)|(?:评审|评选)工作中|得票|票数"
)
_WORK = re.compile(r"^(?:加强|建立|完善|健全|强化|加大|推进|优化|深化|严格执行|统筹)(?!.{0,20}(?:的[，,]|制度的))")
_DISPUTE = re.compile(r"异议|不服|复审|行政复议|投诉(?<!消费者投诉)|举报|申诉|复核申请|回避|保密(?!义务|协议)|泄露")
_PENALTY = re.compile(
    r"追究[^，。；]{0,10}责任|移送[^，。；]{0,6}(?:司法|公安)|给予[^，。；]{0,6}处分|构成犯罪|涉嫌犯罪"
)
_BARS = re.compile(
    r"(?:不得|不再|取消|不予)[^，。；]{0,16}(?:申报|申请|参评|参加|受理|资格)|不予(?:支持|受理|资助|奖励|补助|补贴|扶持)"
)


def _is_own_office(text: str) -> bool:
    """True where an office of the user's gazetteer (``AUTHORITY``) opens the sentence."""
    return any(hit.start <= _OPENING for hit in active_hits("AUTHORITY", text))


def opens_with_office(text: str) -> bool:
    """True where a sentence under a heading of duties opens with an office or its work (各部门应 …, 定期 …)."""
    return _OPENS.match(text) is not None or _is_own_office(text)


def handled_at(text: str) -> int | None:
    """Where a sentence on applicants turns to what an office does with them (…人员，由主管部门遴选确定 …)."""
    match = _HANDLED.search(text)
    return match.start() if match else None


def is_about_others(text: str, *, preferred: bool = False) -> bool:
    """True where a rule binds the authority, judges or objectors, or only says what a breach leads to; a bar on applying
    (取消3年内申报资格) is about applicants whoever enforces it. ``preferred``: the text prefers some of them (支持 …，
    优先支持 …), and so does not only encourage."""
    if _DISPUTE.search(text) or _JUDGES.search(text):
        return True
    if _BARS.search(text):
        return False
    return (
        _OFFICE.match(text) is not None
        or _is_own_office(text)
        or _HANDLED.search(text) is not None
        or _PENALTY.search(text) is not None
        or (not preferred and _ENCOURAGES.match(text) is not None)
        or _WORK.match(text) is not None
    )
