"""The polarity of a condition: what is demanded, what bars, what is preferred, by the grammar of its words."""

from __future__ import annotations

from tiaokuan.extractors.clauses import clauses, segments, sentences, strip_brackets
from tiaokuan.extractors.duties import BARS, answers_for
from tiaokuan.extractors.entries import full_width
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_PREFER = deferred(r"优先(?!由|保证)|重点安置|同等条件|从优|择优|加分|倾斜支持")
_ABSENCE = r"(?:^|^[^，]{2,16}期间|近[^，]{1,5}年?内?|[，、]|均|且|应|并|以及|及|或|人|位|业|者|构|女|员|称号)(?:{absence_word})(?<!无(?=法(?!定|律|人)|人机|人驾|障碍|线|纸|害化|公害|烟|废|需|须|偿|论))(?<!未(?=成年|来))(?<!非(?=营利|公(?!职|务|开)|居民|粮|煤|化石|接触|学科|机动|中小|国家|全日制|遗|物质|公有|公经|农|金融|法人|国有|学历|标准|机动|税|师范|在编))|^不为[^，]{2,20}增设|没有|^不具备|不得(?!高于|低于|少于|超过|超出|大于|小于)|不能|不存在|禁止|未(?=[曾被受发出列纳因履按经达通获享])|无(?=[^论需偿须]{{2}})(?!法(?!定|律|人)|人机|人驾|障碍|线|纸|害化|烟|废)"
_DEMAND = deferred(
    r"依法|(?<![得能])用于|(?<=[位业家户体])要|应当?|须|必须|具有|具备|拥有|符合|满足|不低于|不少于|达到|以上|已|能够|承诺|遵守|恪守|热心|勤奋|刻苦|努力|积极|全面|优秀|优良|突出|扎实|坚定|模范|爱岗|团结|满[\d一二两三四五半]|从事(?!违)|连续(?=[^，。；]{0,4}\d)|持有|缴纳|户籍|登记|备案|面向|开放|清晰|明晰|齐全|诚信|良好|健全|正常|注册|合法|取得|通过|遵纪|守法|端正|拥护|热爱|健康|规范|自愿|敬业|完善|完备|稳定|较强|较好"
)
_LOSES_STANDING = deferred(
    r"(?:取消|停止|暂停|终止)[^，。；]{0,16}(?:参与|参评|参加|入选|申报|申请|申领|领取|享受|租赁|减[缴免]|补贴|资助|扶持|培训|参训|参赛|报名|立项|承办|入库|录取|租住|居住|配租|承接|考试|录用|招聘|应聘|聘用)(?![^，。；]{0,8}职称)[^，。；]{0,8}(?<!受理)资格"
    r"|不(?:能|得|可)再次?(?:申请|申报|享受|参加|参评|租赁)"
)
_OR_IS = deferred(r"或者?(?:\d{4}年|首次|已经?(?!被)|具有|取得|符合|属于|持有)")
#: What is demanded before an absence that is joined to it (从事养老服务2年以上且无不良记录).
_STANDS = deferred(
    r"[\d一二两三四五六七八九十半][^，。；]{0,6}以上|满\d|从事|连续|取得|持有|缴纳|经营(?=[满良正合])|良好|健全|完善|齐全|合格|合法(?!权)|注册|登记|稳定|达标|正常"
)
_JOINING = ("且", "并", "、")
#: What a crime leads to says nothing of who may apply.
_CRIME = deferred(r"(?:构成|涉嫌|触犯)[^，。；]{0,6}(?:犯罪|刑法|刑律)")
#: What a breach costs besides, no demand of its own.
_SANCTION = deferred(
    r"的，[^，。；]{0,16}(?:(?:给予|予以)[^，。；]{0,6}(?:警告|通报|批评|处分|罚款)|责令|(?:立即)?(?:暂停|停用|下架)|予以(?:注销|撤销|收回|没收|除名)|处以?[^，。；]{0,8}罚款|追[回缴][^；。]{0,16}$|撤销[^，。；]{0,8}(?:决定|批准))(?![^；。]*(?:不得|不予|不再|资格))"
)
_BARRED_LIST = deferred(
    r"[^，。；：]{0,12}(?:下列|以下)[^，。；：]{0,24}(?:不在|不属于|不予|不得|不纳入|不列入|不享受|取消)[^，。；：]{2,24}：(?=.)"
)
_LEFT_OUT = deferred(r"(?:均|但)?不(?:含|包括|包含)")
_DEMAND_THEN_BAR = deferred(
    r"^[^。；]{0,60}(?:应当|应(?![届急用对])|必须|须)[^。；]{4,}[，,](?:若|如(?!实|期)|一旦|否则|凡[^。；]{2,30}(?:取消|不予|视为)|[^，。；]{2,30}的[，,]?[^，。；]{0,6}(?:不(?:予|得|再)|视为|取消|撤销|收回|追[回缴])|[^，。；]{1,14}者[，,]?(?:一律)?(?:视为|不予|取消))"
)
#: What ends a benefit that somebody has (擅自离岗的，解除协议，停发补贴).
_ENDS = deferred(
    r"的，[^，。；]{0,10}(?:解除(?:协议|合同|租赁|劳务)|停发|停止(?:发放|享受|拨付)|终止(?:资助|协议|合同|扶持|补贴|享受))"
)
#: What is let off a limit (不在限项范围内, 不受年龄限制, 不占推荐名额) bars nobody.
_EXEMPT = deferred(
    r"不(?:在|纳入|列入|计入|占用?)[^，。；]{0,6}(?:限项|限额|名额|限制|指标|总数)|(?<!人)不受[^，。；]{0,14}(?:限制|约束)"
)
#: Whom want itself entitles (未就业毕业生, 无劳动能力的老人): a class, and nothing that must be absent.
_IN_WANT = deferred(
    r"(?:尚?未|无|没有)(?:就业|业|房|自有住房|稳定|固定|收入|生活来源|劳动能力|子女|赡养|参加|参保|工作|依靠|监护)[^，。；]*(?:人员?|毕业生|家庭|者|户|儿童|老人|学生|青年|妇女|劳动者|居民|职工)$"
)
#: What is demanded behind an absence (无污染事故且设施正常运行).
_AND_STANDS = deferred(
    r"(?:且|并且?)(?![^，。；]{0,6}(?:无|未|没有|不))[^，。；]*(?:正常|良好|健全|完善|达标|合格|稳定|具有|具备|符合|注册|缴纳)"
)
#: A ceiling on how many one may apply for bars nobody, and demands nothing (负责人限申报1个项目).
_CEILING = deferred(
    r"^[^，。；]{0,80}?(?:限报?|只能|仅能|只可|最多|不得?超过|不多于)[^，。；]{0,12}?[\d一两二三四五]+[项个次家件篇名份](?:[^，。；且并]{0,12})(?:，[^，。；]{0,20}可(?:再|另)[^，。；]{0,10}[\d一两二三][项个次家件篇])?$"
)
_HOLDS = deferred(r"适用于|(?<!不)具有|(?<!不)具备|拥有|(?<!不)符合|依法(?:注册|登记|纳税)")


def polarity_of(text: str) -> str:
    """require, exclude or prefer, by the grammar of the entry.

    exclude: every sentence of it bars an applicant or demands nothing but an absence; mixed entries are require.
    """
    text = full_width(text)
    parts = [piece.of(text) for s in sentences(text, 0, len(text)) for piece in segments(text, s.start, s.end)]
    parts = [part for part in parts if not _CRIME.match(part) and not _SANCTION.search(part)] or parts
    parts = [part for part in parts if not _CEILING.match(strip_brackets(part)[0])] or parts
    if _BARRED_LIST.match(text) and not _PREFER.search(text):
        return "exclude"
    if any(_PREFER.search(part) for part in parts):
        return "prefer"
    if parts and all(_excludes(part) for part in parts):
        return "exclude"
    return "require"


def loses_standing(text: str) -> bool:
    """True where a sentence takes away from somebody the right to apply or to take part (取消该企业参与资格)."""
    return _LOSES_STANDING.search(text) is not None


def _excludes(part: str) -> bool:
    if _DEMAND_THEN_BAR.search(part) or answers_for(part) or _EXEMPT.search(part):
        return False
    if pattern(r"{exclude_word}").search(part) or part.endswith("除外") or loses_standing(part):
        return True
    if BARS.search(part) or _LEFT_OUT.match(part) or _ENDS.search(part):
        return True
    part = strip_brackets(part)[0]
    if _IN_WANT.match(part) or _AND_STANDS.search(part):
        return False
    pieces = [piece.of(part) for piece in clauses(part, 0, len(part))]
    absent = [pattern(_ABSENCE).search(piece) for piece in pieces]
    first = next((at for at, found in enumerate(absent) if found), None)
    if first is None or not all(absent[first:]):
        return False
    if any(_OR_IS.search(piece) for piece in pieces[first:]):
        return False
    opening = absent[first]
    if opening is not None and _HOLDS.search(pieces[first], 0, opening.start()):
        return False
    joined = opening is not None and pieces[first].startswith(_JOINING, opening.start())
    if opening is not None and joined and _STANDS.search(pieces[first], 0, opening.start()):
        return False
    return not any(_DEMAND.search(piece) for piece in pieces[:first])
