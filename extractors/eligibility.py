"""Conditions outside of lists: definitions with a demand, scope clauses, bars and duties in running text."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.ceilings import ceilings_among, uncapped
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import Piece, segments, sentences, strip_brackets
from tiaokuan.extractors.conditions import demands_figure, read_conditions
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.demands import demands_of_things, supports, without_reports
from tiaokuan.extractors.duties import answers_for, bars_applicants, binds_applicants, is_about_sums, vouches
from tiaokuan.extractors.entries import Entry, full_width
from tiaokuan.extractors.findings import ConditionFinding
from tiaokuan.extractors.hand_ins import without_hand_ins
from tiaokuan.extractors.lead_ins import lists_no_demand, shuts_out
from tiaokuan.extractors.passing_demands import (
    PLACES,
    asks_in_passing,
    behind_who,
    defines_by_demands,
    preference,
    reduces,
    with_sequels,
)
from tiaokuan.extractors.polarity import loses_standing
from tiaokuan.extractors.standings import read_gates, read_standings, says_when
from tiaokuan.extractors.subjects import handled_at, is_about_others
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_DEFINES = deferred(
    r"(?:(?:本|文中|上述|前款|政策)[^，。；]{0,8}(?:所称|所指|所述|中的?)|[^，。；]{2,20}(?=是指))[^，。；]{0,30}?，?(?:是指|系指|特指|指(?!导|定|标|出|明|数|挥|南|引)|为)(?P<what>[^。；]+)"
)
_DEFINING = deferred(
    r"所[称指述]|是指|系指|特指|本(?:办法|细则|规定|措施|政策|通知|意见|方案)中[^，。；]{2,30}指(?!导|定|标|出|明|数|挥|南|引)"
)
_CONNECTING = deferred(
    r"^(?:(?:其中|此外|另外)[，,]|答[：:]|各[^，。；]{1,12}[要应须][^，。；]{2,20}，(?=(?:对|凡)[^。；]{2,}(?:不得|不予|取消)))"
)
_NOT_COUNTED = deferred(
    r"不适用著作权|不(?:纳入|列入|计入)(?![^，。；]{0,20}(?:支持|资助|扶持|补助|补贴|奖励|申报|受理)[^，。；]{0,4}(?:范围|对象))[^，。；]{0,16}(?:工资|总额|基数|收入|考核|计算|核定|面积|范围之内)"
)
_STANDING = deferred(r"注册|登记|纳税|法人|户籍|参保|国籍|就业|(?<!批准)设立")
_REGISTERED = deferred(r"注册|登记|纳税|法人|户籍|参保|国籍")
_QUALIFIES = deferred(
    r"经营|从事|符合|具有|具备|取得|拥有|认定|依法|缴纳|缴存|入驻|居住|工作(?!人员|者)|依托|属于|列入|纳入"
)
_MAY = deferred(
    r"^[^。；]{8,80}(?:的|人|者|人员|人才|企业|单位)，(?:其[^，。；]{2,12})?可(?:以)?(?:直接)?(?:申请|办理|申报)(?:办理)?[^，。；]{2,12}(?:$|；)"
)
_THESE = deferred(
    r"^所[购获领建][^，。；]{1,12}(?:应当?|须|必须|不得)|^(?:以上|上述|前款(?:规定)?的?|申请的)[^，。；]{0,14}?(?:对象|人员|企业|人才|机构|单位|成果|项目|产品)[^。；]{0,24}?"
    r"(?:应当?|须|必须|未曾|不得|以[^，。；]{4,24}为准)"
)
_SCOPE = deferred(r"适用(?:于|对象(?:为|是|包括))(?P<what>[^。；]+)")
_SCOPE_LAST = deferred(
    r"^(?P<what>[^。；]{6,200})，(?:均)?适用本(?:实施)?(?:办法|细则|规定|措施|政策|意见|方案|通知)$"
)
_STACKING = deferred(r"重复|就高|从高|择优不|叠加|最高额|差额|不同时|其他政策|其它政策|已享受(?<![还回缴]已享受)")
#: One may not apply twice, which is no rule on benefits (不得多头申报, 请勿重复报名).
_TWICE = deferred(
    r"(?:不得|不予|不能|不可|请勿|严禁|禁止)[^，。；]{0,14}(?:重复|多头)(?:[^，。；]{0,6}(?:和|、|或))?(?:申报|申请|推荐|参评|参选|报送|投稿|上报|报名|提交)(?!享受|补贴|奖励)"
)
_WHO = r"(?:[适扶支奖补受资救保配]\w对象|建设主体|实施主体|申报主体|申报单位|申请人|申报人|申请单位|项目单位|承担单位|(?:[^，。；]{2,12})?(?:所在|依托|牵头|聘用)单位|(?:列入|纳入|入选)[^，。；]{1,12}的(?:[^，。；的]{0,6})?(?:产品|企业|单位|项目|主体|机构)|入选(?:企业|主体|单位|机构)|获奖者|获[^，。；]{1,12}(?:企业|单位|机构|个人|主体|园区|地区|县|项目|团队|作品)(?:（[^（）]{1,12}）)?|享受[^，。；]{1,16}(?:对象|企业|单位|个人|人员|主体)|领取[^，。；]{1,12}(?:企业|单位|人员))"
_DUTY = deferred(
    rf"(?:各|所有)?(?:[^，。；]{{0,16}}?)?{_WHO}(?:[^，。；的]{{2,36}}的[，,]|[^，。；]{{0,6}}所[^，。；]{{2,10}}|[，,](?=应先|应事先))?(?:应当?|须|必须|需(?!求)|要(?!求|素|件|点)|不得|只能)(?!于|在?每年|按要求于)(?P<rest>[^。；]{{4,}})"
)
_OUGHT = deferred("应|须|需|要|不得|只能")
_AGE = deferred(
    r"年龄[^，。；\d]{0,4}(?:不超过|在|不得|不低于|须|应|原则上|为|满)[^，。；\d]{0,8}\d+周?岁(?![^，。；]{0,10}分)|(?:[学考业]生|人[员才]|本科|硕士|博士|研究生)[^，。；\d]{0,6}(?:不超过|不满|未满|不高于)\d{2}周?岁"
)
_LEFT_OUT = deferred(
    r"^(?:均|但)?不(?:含|包括|包含)(?=[^，。；]{2,60}(?:的|人员|学生|企业|单位|机构|个人|家庭|项目|对象)$)"
)
_LEFT_BY_CLASS = deferred(
    r"的(?:[^，。；的]{0,6}(?:家庭|人员|企业|单位|个人|项目|学生|户|对象|者|机构|车辆|住房))除外$"
)
_CONTINUES = deferred(r"一经|一旦|情节|否则|经(?:查实|核实)(?:后|属实)?[，,]|违反(?:上述|前款|以上)|对(?:此|上述)")
_BRACKETED = deferred(r"（(?P<said>[^（）]{6,60})）")
_KEPT_OUT = deferred(
    r"不(?:再)?(?:纳入|列入)[^，。；]{0,24}(?:范围|对象)$|的，?(?:均|原则上)?不(?:再)?享受[^，。；]{2,20}$"
)
_BARRED_CLASS = deferred(
    r"不适用本|企业|单位|个人|人员|主体|项目|行为|的|对象|机构|[学考]生|家庭|人才|教师|领导|干部|职工|员工|专家|农户|居民|产品|车辆|住房|房屋|成果|作品|专利|民宿|门店|园区|基地"
)
_LISTED = deferred(
    r"[^，。；：]{2,30}的(?:以下|下列)[几各]?类?(?:人员|企业|单位|机构|个人|家庭|对象|群体)(?:（[^（）]*(?:不含|不包括|除外)[^（）]*）)[^。；]{0,40}可[^。；]{2,30}：$"
    r"|(?![^。；]*(?:节假日|周[六日末]|休息日|双休日|不可抗力))[^，。；：、的]{2,20}(?:、[^，。；：、]{2,20}){0,6}除外$"
)
_LISTS = deferred(r"(?:有|存在|属于|符合|具备)?(?:下列|以下|如下)[^，。；]{0,8}(?:行为|情形|情况|之一|条件)")
_ENJOYED = deferred(
    r"已(?:经)?(?:(?:根据|按照?|依据|通过)[^。；]{2,60}?)?(?:享受|获得|获|领取|纳入|申领)[^，。；]{2,60}的[^，。；]{0,12}?，?[^，。；不]{0,6}?(?:均|一律|原则上)?不(?:再|得|能|予|可|纳入|列入|属于|在)(?!超|重复享受)"
)
_GRANTED = deferred(
    r"(?:对)?(?P<of>[^。；]{8,}?)的，(?=[^，。；]{0,12}(?:给予|予以|发放|补贴|补助|奖励|资助|享受)[^。；]{0,20}\d)"
)
_ACTS = deferred(
    r"(?<!如实)提供(?!虚假|不实)[^，。；的]{0,14}(?:身份证|户口[簿本]|证书|证件|原件|复印件|申请表|承诺书|承诺函|报告|证明|凭证|发票|扫描件|清单|台账|审批表|材料|资料|照片|批复)|提交|报送|提出申请|申请表|申报材料|填报|登录|自受理|及时(?:向)?[^，。；]{0,10}报告"
)
_MUST_MEET = deferred(
    r"^(?:译文|译稿|论文|作品|稿件|文稿|照片|视频|图片|专著|正文)[^，。；]{0,8}(?:须|应当?|必须)(?:为|不少于|不超过|控制在|在)|(?:申报|申请|报名|参加|参评|入户|入驻)[^，。；]{0,14}(?:的，)?(?:须|应当?|必须|需)(?:同时)?(?:符合|具备|满足)(?!以下|下列|如下)[^。；]{6,}|(?:申请|申报|参评|参选|参赛|推荐|应征)(?:[^，。；]{0,20}的)?(?:事由|成果|作品|项目|产品|专利|论文|案例|车辆|设备|机具|房屋|住房)(?:应当?|须|必须)(?!于|在|按|提)[^。；]{6,}|申[请报][^，。；]{2,30}的，(?:原则上|应当?|须|必须)?以(?:家庭|企业|单位|个人|团队|法人)为单位|^(?:申请|申报)时，[^。；]{2,20}(?:应当?|须|必须)(?!提)|是[^，。；]{2,24}的(?:必要|基本|前提|准入)条件"
)
#: One of which every such demand holds.
_BINDS = deferred("应|须|必|需|为单位|条件")
_ASKED = deferred(
    r"[^，。；]{2,24}(?:申请|申报|报名|申领|参评|入住|入驻)的，(?:还)?(?:应当?|须|必须|需)(?!提|向|到|填|按|持|携|出具|由|如实|同时提)"
)
_ASKED_OF = deferred(r"具有|具备|年满|满\d|未满|不低于|不少于|不超过|符合|未|取得|签订|户籍|以上|以下")
_OUT_OF = deferred(r"不(?:在|属于?|列入|纳入)[^，。；]{0,14}(?:范围|之列|对象)")
_SUMS = deferred(r"(?:费用?|金|税款?|支出|金额|价款|用地|面积|部分)[^，。；]{0,6}不(?:在|属|列|纳)")
#: Those who leave or close before their time give back what they got.
_LEAVES = deferred(
    r"年内[^，。；]{0,6}(?:迁出|迁离|搬离|搬迁|撤离|注销|减资|歇业|变更注册|离职|辞职|调离|拆除|更换|转让|转租|出租|出售|变卖|闲置|停用|改变)[^，。；]{0,16}的，[^。；]{0,16}(?:退[回还]|返还|追[回缴]|收回)"
    r"|(?:提前|擅自|中途)[^，。；]{0,6}(?:搬离|迁出|迁离|撤离|退出|注销|离职|转让|转租)[^，。；]{0,8}，[^。；]{0,16}(?:退[回还]|返还|追[回缴]|收回|赔偿)"
    r"|(?:服务期限?|合同期限?|承诺期限?|工作年限|服务年限)?(?:未满|不满|不足|未到)[^，。；]{0,8}(?:离开|调离|离职|辞职|迁出|解除|终止|解约|违约|擅自)[^，。；]{0,16}的，[^。；]{0,24}(?:退[回还]|返还|追[回缴]|收回|赔偿)"
)
_SCORES = deferred(r"[加计得赋扣积]\d{1,3}(?:\.\d)?分(?![之类别为期批年])")
_PREFER = deferred(
    r"同等条件下|优先(?:支持|推荐(?!为|申|至|到|给|评|在|参|导师)|安排|考虑|认定|立项|入选|评选|培育|录取|聘用|纳入|资助|救助|享受|入住|配租|受理|评定|遴选|扶持|补助|补贴|奖励|选择|选拔|予以支持|给予支持)(?!.{0,6}(?:资金|用地|指标))"
)


def read_eligibility(ctx: Context, start: int, end: int, *, one_project: bool) -> list[ConditionFinding]:
    """Conditions that sentences of running text state: who is meant (本办法所称企业，是指 …), whom it holds for, who is
    barred, what those who receive must do. Rules on stacking (不重复享受) are none of them."""
    found: list[ConditionFinding] = []
    for sentence in with_sequels(ctx.text, sentences(ctx.text, start, end)):
        if sentence.mark in ("？", "?"):
            continue
        joined = ctx.text.find("。", sentence.start, sentence.end) >= 0
        parts = (sentence,) if joined else segments(ctx.text, sentence.start, sentence.end)
        words = full_width(sentence.of(ctx.text))
        defined = _defines(words)
        split = defined or (len(parts) > 1 and (_STACKING.search(words) is not None or is_about_others(words)))
        split = split or any(asks_in_passing(part.of(ctx.text)) or reduces(part.of(ctx.text)) for part in parts[1:])
        before = len(found)
        asked = without_hand_ins(ctx.text, sentence.start, sentence.end) if len(parts) > 1 and not split else []
        for whole in [Piece(*part, "") for part in asked] or (parts if split else [sentence]):
            piece = _applicants_part(ctx, whole)
            if piece.start > whole.start or _states(ctx, piece, one_project):
                preferred = preference(ctx, piece)
                if preferred is not None:
                    found += read_conditions(ctx, Entry(preferred, piece.end, listed=False))
                    continue
                opening = _CONNECTING.match(piece.of(ctx.text))
                begin = piece.start + opening.end() if opening else piece.start
                capped = {i for cap in ceilings_among(ctx, begin, piece.end) for i in cap.figures}
                found += uncapped(read_conditions(ctx, Entry(begin, piece.end, listed=False)), capped)
        if len(found) == before and not defined and not _STACKING.search(sentence.of(ctx.text)):
            found += read_standings(ctx, sentence)
            told = {i for f in found[before:] for i in f.figures}
            found += [] if one_project else [g for g in read_gates(ctx, sentence) if not told.intersection(g.figures)]
        if len(found) == before and "（" in words and "不" in words:
            found += _bars_in_brackets(ctx, sentence, words)
    return found


def _bars_in_brackets(ctx: Context, sentence: Piece, words: str) -> list[ConditionFinding]:
    """Who gets nothing of what a sentence grants (每件资助800元（获费用减缓的，不再给予资助）)."""
    found: list[ConditionFinding] = []
    for match in _BRACKETED.finditer(words):
        said = match["said"]
        if (
            (bars_applicants(said) or _KEPT_OUT.search(said))
            and not _STACKING.search(said)
            and not is_about_others(said)
        ):
            start = sentence.start + match.start("said")
            found += read_conditions(ctx, Entry(start, start + len(said), listed=False))
    return found


def _defines(text: str) -> re.Match[str] | None:
    """Where a sentence says what a word means (本办法所称企业，是指 …)."""
    return _DEFINES.search(text) if _DEFINING.search(text) else None


def _applicants_part(ctx: Context, piece: Piece) -> Piece:
    """A sentence that demands an age without what an office then does with those who apply."""
    text = piece.of(ctx.text)
    behind = behind_who(text)
    if behind:
        return Piece(piece.start + behind, piece.end, "")
    granted = _GRANTED.match(text) if "岁" in text else None
    if granted and _AGE.search(text, 0, granted.end("of")):
        return Piece(piece.start, piece.start + granted.end("of"), "")
    at = handled_at(text)
    return Piece(piece.start, piece.start + at, "") if at and _AGE.search(text, 0, at) else piece


def states_eligibility(ctx: Context, start: int, end: int) -> bool:
    """True where a sentence of an applicants' section defines or bars, and so is a condition and no list of classes."""
    text = ctx.text[start:end]
    return (
        _defines(text) is not None
        or pattern(r"{exclude_word}").search(text) is not None
        or _OUT_OF.search(text) is not None
        or says_when(text)
        or ("不" in text and (_ENJOYED.search(text) is not None or asks_in_passing(text)))
    )


def _states(ctx: Context, sentence: Piece, one_project: bool) -> bool:
    text = _CONNECTING.sub("", full_width(sentence.of(ctx.text)), count=1)
    preferred = (one_project and _PREFER.search(text) is not None) or PLACES.search(text) is not None
    if (
        text.startswith("注：")
        or reduces(text)
        or ("分" in text and _SCORES.search(text) is not None)
        or len(text) > 240
        or (
            _STACKING.search(text)
            and not (
                _ENJOYED.search(text)
                or _LEFT_OUT.match(text)
                or answers_for(text)
                or _TWICE.search(text)
                or _LEFT_BY_CLASS.search(text)
            )
        )
    ):
        return False
    if is_about_others(without_reports(text, ctx.text), preferred=preferred):
        return False
    defined = _defines(text)
    if defined:
        return _demands(ctx, sentence, defined["what"])
    scope = _SCOPE.search(text) if "适用" in text else None
    if scope:
        what = strip_brackets(scope["what"])[0]
        if not _STANDING.search(what) and not _QUALIFIES.search(what) and not _demands(ctx, sentence, what):
            return False
        return "的" in what and (category_of(what.rsplit("的", 1)[1]) is not None or _demands(ctx, sentence, what))
    last = _SCOPE_LAST.match(text) if "适用本" in text else None
    if last:
        return _demands(ctx, sentence, last["what"]) or _QUALIFIES.search(last["what"]) is not None
    negative = "不" in text  # without which nobody is turned away
    if negative and _NOT_COUNTED.search(text):
        return False
    if text[-1:] == "：" and _LISTS.search(text) and not _LISTED.match(text):
        return "内" in text and shuts_out(text) and not lists_no_demand(text)
    outside = strip_brackets(text)[0] if negative and _OUT_OF.search(text) else ""
    if _OUT_OF.search(outside) and _BARRED_CLASS.search(outside) and not _SUMS.search(outside):
        return True
    if (negative and (_LEFT_OUT.match(text) or _ENJOYED.search(text))) or _LISTED.match(text):
        return True
    bare = strip_brackets(text)[0]
    if pattern(r"{exclude_word}").search(bare) and not _ACTS.search(text):
        return _BARRED_CLASS.search(text) is not None and not is_about_sums(text)
    asked = _ASKED.match(text) if "的，" in text else None
    if asked and _ASKED_OF.search(text, asked.end()):
        return True
    aged = "岁" in text and _AGE.search(text) is not None
    if (
        aged
        or (_BINDS.search(text) and _MUST_MEET.search(text))
        or _THESE.match(text)
        or (one_project and _MAY.search(text))
    ):
        return True
    if _LEFT_BY_CLASS.search(text) or _TWICE.search(text) or asks_in_passing(text):
        return True
    if ("的，" in text or "擅自" in text or "提前" in text or "中途" in text) and _LEAVES.search(text):
        return True
    if _OUGHT.search(text) and _DUTY.match(text) and not _ACTS.search(text):
        return True
    if preferred or bars_applicants(bare) or (loses_standing(text) and not _CONTINUES.match(text)):
        return True
    return (binds_applicants(text) or vouches(text) or demands_of_things(text, one_project=one_project)) and supports(
        ctx.text
    )


def _bounds(ctx: Context, index: int) -> bool:
    """False for a bare count in a definition (两类通关, 三个中心): it says what there is, and demands nothing."""
    quantity = ctx.quantities[index]
    bounded = quantity.bound is not None or quantity.unit == "倍" or not quantity.value.is_exact
    return quantity.kind is not Kind.COUNT or bounded


def _demands(ctx: Context, sentence: Piece, what: str) -> bool:
    if any(_bounds(ctx, index) and demands_figure(ctx, index) for index in ctx.live(sentence.start, sentence.end)):
        return True
    clauses = re.split(r"[，,]", strip_brackets(what)[0].strip("，、：: "))
    if _STANDING.search(clauses[0]) and category_of(clauses[0]) is not None:
        return True
    last = _REGISTERED.search(clauses[-1]) is not None and category_of(clauses[-1]) is not None
    return last or defines_by_demands(what)
