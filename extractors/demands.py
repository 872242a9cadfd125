"""Demands of running text whose subject is no class of applicants: works and projects, contracts and land, what taking part
implies, what must be there first."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from tiaokuan.extractors.passing_demands import says_more_of_class
from tiaokuan.gazetteer.deferred import deferred

_WORKS = (
    r"(?:视频|短片|照片|图片|影像|录像|音频|演示文稿|PPT|论文|征文|文章|稿件|作品|海报|漫画|书法|绘画|摄影|译文|译稿|专著|案例|课件|教案|剧本|歌曲"
    r"|节目|图像|微电影|宣传片|文稿|正文|文字|标题|画面|设计稿|效果图)"
)
#: What a work handed in must be like (视频须为横屏, 照片采用JPG格式，不小于2MB), told from how and when it is handed in.
_CONTENT = deferred(
    rf"^(?:[^，。；：]{{0,8}}(?:、|和|及|或))?(?:参赛|申报|投稿|参评|征集|上传|提交|所有|每[件篇幅部个])?(?:的)?{_WORKS}"
    r"(?:（[^（）]{1,20}）)?(?:的)?(?:电子文件|文件|内容|格式|时长|篇幅|字数|大小|画面|分辨率|题目|选题|规格|尺寸|标题|正文|主题|质量|像素|语言|配音|片长)?"
    r"(?:原则上|均|一般|统一|一律)*(?:须|应(?![届急用])当?|必须|要求(?!详见|见)|需(?!求)|不得|不超过|不少于|不低于|控制在|采用|限[在为于]|以[^，。；]{2,8}为)(?P<rest>[^。]{2,})"
)
#: How long a work may be (字数在8万至15万字之间, 每集时长不超过5分钟).
_LENGTH = deferred(
    r"^(?!.*(?:申报书|申请书|申请表|申报表|推荐表|简介|摘要|简历))[^。]*(?:字数|篇幅|时长|页数|片长)(?:应当?|须|原则上|一般|均)*(?:在|为|不超过|不少于|不低于|控制在)[^，。；\d]{0,4}\d"
)
_HANDED_IN = deferred(
    r"提交|报送|寄[至到送]|发送|上传[至到]|递交|报至|发至|加盖|一式|送达|包[括含](?:以下|下列|[：:]?$)|如下[：:]?$|复审|评审|公示|于[^，。；]{2,12}前|由[^，。；]{2,16}(?:评|审|组织)"
)
#: To take part is to agree (报名参赛即视为同意 …).
_CONSENT = deferred(
    r"(?:参与|参加|报名|参赛|参评|提交|投稿|申报|申请|领取|递交|入驻|上传)[^。；]{0,30}?视[为同作][^，。；]{0,10}?(?:同意|接受|认可|授权|承诺|知晓|知悉|遵守|认同|自愿)"
)
#: Who is let in must come himself (入围团队须派代表参加路演).
_ATTENDS = deferred(
    r"^[^。；]{0,40}?(?:选手|作者|作品|团队|项目|单位|企业|人员|负责人|申报人|申请人|代表|参赛者|学员|候选人)(?:[^，。；]{0,10}?)"
    r"(?:须|需(?!求|要)|应(?![届急用])当?|必须)(?:由|派|安排|携|本人|亲自|按时|准时|现场|到场|参加)[^。；]{1,40}(?:参加|出席|到场|答辩|演示|展示|参赛|参会|路演|报到|陈述|面试|考试|培训|会议)"
)
_FIRST = deferred(r"(?:必要|基本|前提|准入|首要|先决|入库|入选)条件(?:为|是|：)(?!以下|下列|如下)[^。；]{4,}")
#: What a plot or a plant must reach (投资强度不低于300万元/亩, 容积率≥1.2).
_INTENSITY = deferred(
    r"(?:投资强度|投入强度|容积率|亩均[^，。；\d]{2,6}|建筑系数|建筑密度|税收强度|产出强度|绿地率|绿化率)[^，。；\d]{0,10}(?:不得?(?:低于|少于|小于|高于|超过|大于)|≥|≤|>|达到|应|须)[^，。；\d]{0,8}\d"
)
_AIMED = deferred(r"力争|争取|到\s?20\d\d年|提高到|提升到|增长|平均")
#: What a contract must say, with a figure (协议应明确服务期不少于3年).
_AGREED = deferred(
    r"(?:协议|合同|约定书|承诺书)(?:中|里)?(?:应(?![届急用])当?|须|必须|要)[^，。；]{0,6}(?:约定|明确|载明|规定|承诺)[^。；]*\d"
)
#: What a project, a work or a thing must be or must not (课题须整体申报, 推荐成果不得有权属争议).
_THING = deferred(
    r"^(?:其他|所有|各类|每个|各|同一|凡)?(?:申报|推荐|参赛|参评|参选|征集|入选|承担|资助|拟报|支持|购置|购买|改造|投保|所购|租赁)?(?:的)?(?:项目|课题|选题|题目|标题|书名|成果|产品|作品|案例|技术|专利|车辆|设备|机具|农机|船舶|家电|用房|房屋|场地|农产品|论文|基地)(?:（[^（）]{1,20}）)?"
    r"(?:的)?(?:组织实施|实施|建设|内容|选题|研究内容|选址|总投资|投资额|投资规模|建设规模|产能|权属|申报单位)?(?:原则上|一般|均|也|还)?(?:应(?![届急用])当?|须|必须|不得)(?P<rest>[^。；]{4,})"
)
_STEP = deferred(
    r"提交|报送|填[写报]|登录|公示|审[核查批]|验收|备案|评审|申请|[于在][^，。；]{2,14}前|由[^，。；]{2,14}(?:部门|局|委|办|组织|验|审)|包括|载明|按(?:照)?(?:规定|程序|要求)"
)
#: Who alone is taken (原则上推荐近3年获奖的项目, 仅限在职教师参加).
_ONLY = deferred(
    r"(?:原则上只?|仅|只)(?:推荐|支持|资助|受理|接受|面向|限于|限)[^。；]{5,}(?:项目|企业|单位|人选|候选人|人员|团队|成果|作品|产品|机构|学生|教师|个人|居民|职工)(?:申报|参加|参评|报名|申请)?$"
)
#: What must be reached first (自评80分以上的方可申报), told from the votes of judges.
_ONLY_THEN = deferred(
    r"^(?!.*(?:票|专家|评委|评审))[^。；]*(?:方可|方能|才可|才能)(?:申[报请领]|参[评加赛选]|报名|推荐|入选|享受|领取|入驻|晋级|结题|验收|颁发|获得)"
)
#: Who is left out of a rating, said without 不得 (新入职职工当年不参与评定).
_LEFT_OUT = deferred(
    r"^(?!.*(?:部门|委员会|本(?:办法|细则)))[^。；]{2,40}?(?:新生|学生|人员|企业|单位|教师|职工|员工|项目|家庭|者|人)[^。；]{0,30}?不(?:再)?(?:评定|参评|参选|参赛)[^，。；]{0,20}$"
)
_CUE = deferred(
    "数|时长|篇幅|片长|视|方[可能]|才[可能]|须|应|必|需|条件|强度|容积|亩均|建筑|绿|合同|协议|承诺书|不|原则上|仅|只|采用|控制|限"
)
_MUST_BE = deferred(
    r"(?:主体|单位|人|人员|对象|企业|者|机构|团队|选手|学校|学生|教师)(?:（[^（）]{1,40}）)?(?:原则上)?(?:应当|应(?![届急用])|须|必须)(?:当)?(?:为|是|系|具有|具备|属于|在|依法|符合(?!以下|下列))(?![^。；]{0,10}(?:以下|下列|如下))"
)
_WORKS_MUST = deferred(
    r"(?:申报|参赛|参评|参选|推荐|征集|投稿|应征)(?:的)?(?:项目|作品|成果|产品|案例|课题|论文|技术|方案)(?:（[^（）]{1,40}）)?(?:原则上|均)?(?:应当|应(?![届急用])|须|必须)"
)
_SUPPORTS = deferred(
    r"补[贴助]|奖[励补]|资助|扶持|减[免缴]|申[报领]|申请(?:人|认定|参|享|入|租|单位|企业)|入驻|承租|奖金|评[选审]|入选|参评|贷款|借款人|落户|入户|居住证|许可证"
)
#: What a rule about rewards for reports is about; in all other texts a report is an objection.
_REPORTS = deferred(r"举报奖励|奖励举报|有奖举报|举报有奖|线索奖励")


def demands_of_things(text: str, *, one_project: bool) -> bool:
    """True where a sentence demands something of works, projects, contracts or land, or of those who take part; most of
    it only in a document about one project."""
    if _CUE.search(text) is None:
        return False
    if _FIRST.search(text) or (_INTENSITY.search(text) and not _AIMED.search(text)) or _AGREED.search(text):
        return True
    if ("可" in text or "能" in text) and _ONLY_THEN.match(text):
        return True
    if "视" in text and _CONSENT.search(text):
        return True
    if not one_project:
        return False
    if rules_on_works(text) or _LENGTH.match(text):
        return True
    thing = _THING.match(text)
    if thing and not _STEP.search(re.split("，", thing["rest"])[0]):
        return True
    return bool(_ATTENDS.match(text) or _ONLY.search(text) or _LEFT_OUT.match(text))


def rules_on_works(text: str) -> bool:
    """True where a sentence says what a work that is handed in must be like."""
    content = _CONTENT.match(text)
    return content is not None and not _HANDED_IN.search(content["rest"])


def says_what_they_must_be(text: str, start: int, end: int) -> bool:
    """True where a sentence that names who may apply demands something of them (申报主体须为本地法人)."""
    return _MUST_BE.search(text, start, end) is not None or says_more_of_class(text[start:end])


def says_what_works_must_be(text: str, start: int, end: int) -> bool:
    """True where an entry is about what is handed in and no class of applicants (申报作品须为原创 …)."""
    return _WORKS_MUST.match(text, start, end) is not None


def without_reports(text: str, document: str) -> str:
    """``text`` for the test of whom it is about: in rules on rewards for reports the one who reports is the applicant."""
    return text.replace("举报", "提供") if "举报" in text and _REPORTS.search(document) else text


@lru_cache(maxsize=2)
def supports(text: str) -> bool:
    """True where a document is about something that one applies for or receives, all through: else its duties are a
    law's own."""
    wanted = 1 + min(3, len(text) // 1000)
    return sum(1 for _ in islice(_SUPPORTS.finditer(text), wanted)) == wanted
