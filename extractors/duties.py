"""Duties and bars: what a sentence demands of those who apply or receive, told from what binds the authority by the
subject of its modal verb (入驻企业须承诺 …, 承租人不得 …; not 主管部门应当 …)."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred

_MODAL = r"(?:应当|应(?!届|急|用|对|税|纳|缴|付|邀|聘|收|征)|须|必须|需(?!求|要求|要[^，。；]{2,24}的[，,])|不得|不能|不可|不应|只能|仅能|禁止|严禁|承诺(?![书：:])|保证(?!金)|方可|方能|才能|有(?:义务|责任)|(?:(?<=企业|主体|商家|商户)|(?<=与单位|选单位|报单位|担单位|奖单位|习单位|训单位))要(?!求|素|件|点|是|么))"
CLASS = (
    r"(?:企业|[国民车药央外房农]企|公司|单位|机构|基地|园区|平台|团队|个人|人员|人才|学员|学生|毕业生|[请报利权租购房助业户证保取款疾持责选奖赛训]人|军人|老人|居民|村民|流动人口|[渔牧]民|者|对象|主体|家庭"
    r"|合作社|农场|幼儿园|普惠园|园所|农户|业主|组织|法人|工作室|孵化器|众创空间|实验室|研究院|(?:技术|创新|研究|运营)中心|民宿|景区|街区|站点|门店|商[户家]|厂家|[应销厂营展]商|用户|党员|[匠工教医厨技导律]师|师傅|选手|作者|本人)"
)
ADVERB = (
    r"(?:（[^（）]{1,30}）)?(?:及其[^，。；]{1,6}|的[^，。；的]{1,6}|的?(?:注册|登记|成立|设立|出生|毕业|入职|经营|税务|统计|总投资|营业|资产|学历|专业|户籍|年龄|研发|主营|流转)[^，。；须应不]{0,8})?"
    r"(?:均|也|还|都|要|自觉|(?:相互)?之间|双方|一律|原则上|在[^，。；]{1,24}|于[^，。；]{1,16}|与[^，。；]{1,16}|对[^，。；]{1,20}|按[^，。；]{1,20}"
    r"|自[^，。；]{1,20}|每[^，。；]{1,8}|所[^，。；]{1,16}|依法|严格|及时|同时|完成[^，。；]{1,10}后|享受[^，。；]{1,12}|获得[^，。；]{1,10}后?|使用[^，。；]{1,10}|为[^，。；]{1,12}"
    r"|(?:兴办|开办|开展|从事|办理|实施|举办|建设|购买|租赁|参加|参与|承担|投资)[^，。；须应（）]{1,16}(?:（[^（）]{1,30}）)?)?(?:(?:最多|只能|仅限|限)[^，。；]{2,12}，)?"
)
_SUBJECT = deferred(
    rf"(?:^|[，；：])(?P<who>[^，。；：]{{0,36}}?{CLASS}|(?:享受|获得|取得|领取|列入|入选|经认定)[^，。；：的]{{2,16}}的[^，。；：的]{{2,8}}?){ADVERB}(?:，(?=[^，。；]{{0,14}}{_MODAL}))?(?:[^，。；]{{0,14}}年内)?(?P<modal>{_MODAL})(?P<rest>[^。；]{{2,}})"
)
OTHERS = deferred(
    r"部门|机关|[局厅]|委员会|[省市区县镇国]委|政府|办公室|领导小组|专家|评委|评[审估]|第三方|银行|经办|管理机构|公共[^，。；]{0,10}(?:服务机构|中心)|监[管督]|审[核计]|受理"
    r"|承办|推荐单位|主管|居委|村委|街道|社区|工作人员|任何|各单位|各级|各地|各区|各有关|各相关|财政|残联|工会|学校(?!毕业|学生)|高校(?!毕业|学生|在校|应届)|院校(?!毕业|学生)|党组织|检查(?:组|人员)|执法"
    r"|^(?:各(?!类|种|参赛|申报|入选|试点|项目)|全)|[县区镇乡]）|物业|施工|监理|承建|承包|定点|调查(?:组|人员|机构)|代办|责任人|受托|管理人员|有关单位|相关单位|有关人员|相关人员|组织单位|责任单位"
)
_PROCEDURE = deferred(
    r"^(?:包括|包含|载明|注明(?!得到|受到|由))|提交|报送|填报|填写|登录|登陆|提出|申请(?![专人])|上报|携带|出示|报[^，。；]{2,12}备案|下载|打印|邮寄|快递|寄送|装订|扫描|刻录|加盖|准备(?!金)|提供[^，。；]{0,20}(?:材料|证|件|资料|表|书|说明|发票|合同)|审核|审查|公示|受理|签字|盖章|印章|公章|收到"
    r"|验收|签订[^，。；]{0,8}(?:任务书|责任书)|编制|自评|评审|说明|报告|告知|补正|通知|申诉|追究|处理|责令|绩效评价|检查(?:组|人员)|协助"
)
#: What is reported all the time, with a check that one submits to (按月报送数据，配合绩效评价).
_ALSO_CHECKED = deferred(r"(?:并|同时|自觉|主动|积极)*(?:配合|接受|服从)")
_ASKED_TO_BE = deferred(r"(?:当)?(?:同时)?(?:具备|符合|满足|具有)")
_FIRST = deferred(r"(?<=.{4})，")
_FORBIDS = deferred(r"不得(?!超过|少于|低于|高于|涂改|缺|有误|遗漏|为空)|严禁|禁止")
_QUITS = deferred(r"[^，。；]{0,24}(?:结清|腾退|退还|返还|退回|缴还|退出|补缴)")
_SETTLES = deferred(r"^[^，。；]{0,30}应当?[^，。；]{0,30}(?:结清|腾退|退还|返还|退回|缴还|补缴)")
_EXHORTS = deferred(
    r"不断|加快|推动|积极|进一步|加强|加大|主动|努力|高度重视|认真|切实|充分|牢固|共同(?!申请|承担|借款|生活|居住)"
)
#: What only leads to the verb (应根据需要，不断改善 …).
_ADVERBIAL = deferred(r"根据|按照?|结合|围绕|依据|依托|立足|坚持|以[^，。；]{2,20}为|本着|针对|充分")
_CUE = deferred(r"[业体家户位]要|应|须|需|不得|不能|不可|只能|仅能|禁止|严禁|承诺|保证|方可|方能|才能|有义务|有责任")
_LISTS = deferred(r"(?:下列|以下|如下)[^。；]{0,16}$|^(?:向|到|持|凭)[^，。；]{2,40}(?:提|办|申|登记)")
_ONE_OF = deferred(
    r"(?:只能|仅能|不得)[^，。；]{0,10}(?:选择|申报|享受|申请|推荐)[^，。；]{0,6}(?:[一1][项个次家套种类]|之一|多|同时)|只能由"
)
#: Who acts is told by what he does (申请贷款的，应当 …; 购买住房后，不得 …).
_CLAUSAL = deferred(
    rf"(?:^|；)(?P<who>(?:[^，。；：]{{0,20}}?{CLASS}|凡|拟)?(?:申请|申报|申领|领取|换领|补领|续领|享受|获得|取得|入选|列入|承担|租住|承租|租赁|购买|入住|入驻|参评|发表|出租|转让)(?!材料|表|书|人|单位|主体|对象|条件|过程|期间|工作|程序|阶段|时间|时，|中，)[^，。；：]{{2,30}}?)"
    r"(?<!过程中|工作中)(?<!期间)(?:的|时|后)?，(?:原则上)?(?:应当?|须|必须|不得|只能)(?P<rest>[^。；]{3,})"
)
#: Something of theirs that must reach a figure (参训学员出勤率不得低于80%), a ceiling on a grant left out.
_MEASURED = deferred(
    rf"{CLASS}(?:的|，)?(?P<what>[^，。；补奖资贷助费额项]{{2,14}}?)(?:应当?|须|必须|需)?(?:不得?(?:低于|少于|高于|超过)|达到|低于|高于|满)\D{{0,16}}\d"
)

#: What one may not do with what was granted, whoever is said to hold it.
_KEEPS = deferred(
    r"(?:不得|不准|不能|禁止|严禁)(?:擅自|随意|对外|将其|再|私自|将[^，。；]{1,8})*(?:上市(?:交易|转让|流通)?|转让|出售|出租|转租|转借|抵押|改变[^，。；]{0,8}(?:用途|性质|结构)|变更[^，。；]{0,6}(?:用途|地址|纳税)|迁出|闲置|空置)"
)
_MUST = deferred(r"应|须|必须|不得|需(?!求)")
_DENIED = (
    r"(?:资金|经费|财政|政策)?支持|受理|延续|换发|续[期租签]|审批发|资助|奖励|补助|补贴|扶持|批准|核准|减[缴免]|认定|推荐|兑[现付]|立项|享受|申领|申请|申报|发放|报名|参[加评赛选]|评选|通过"
    r"|补偿|代偿|贴息|报考|进入(?:面试|复试|体检|考察|下一|后续|决赛|复评)|入选|录取|录用|聘[用任]|办理|安排|给予|接受|报销|登记|核发|准入|入户|纳入|奖补|救助|保障|配租|列入|返还|评定|授予|命名|评为|表彰|授牌"
)
#: An applicant or an application is turned away (不予批准, 不再给予资助, 视为自动放弃).
BARS = deferred(
    rf"不(?:予|再|得|能|可|准)(?:以?(?:同时|再次?|重复|继续|另行|予以|给予|同一[^，。；]{{2,8}})){{0,2}}(?:{_DENIED})(?!的|通知|决定|范围|清单)"
    r"|不(?:得|再|可(?!能|抗))(?:以|在|作为|通过|就|因|凭|跨|多头|牵头|参与|单独|继续|同时|再次|重复|擅自)[^，。；不]{0,14}?(?:申报(?!材料)|申请(?![人表书材])|推荐|参[评选赛]|报名|受理|立项|评选)"
    r"|(?:请勿|切勿|谢绝|恕不)[^，。；]{0,12}(?:申报|申请|推荐|报名|报送|投稿|参[评选赛]|受理|接待)"
    r"|不(?:再)?(?:对|向|为|给)[^，。；不]{1,24}(?:给予|予以|进行|发放|提供|兑现)[^，。；]{0,6}(?:奖|补|支持|资助|扶持|救助|保障|津贴|待遇)"
    r"|不(?:再)?(?:接收|接受|受理)[^，。；不]{0,14}(?:申报|申请|报名|推荐|投稿|自荐|参[赛评]|(?:递交|报送|提交|寄送|递送|邮寄)的?[^，。；]{0,4}(?:材料|作品|资料))(?!表|书|人|系统)"
    r"|[，生者员人业位]不(?:再)?(?:评定|参评|参选|参赛)(?![审价])"
    r"|不被(?:接受|受理|接收|采纳|录用|认可|纳入|列入|允许)"
    r"|(?:停止|终止)(?:对其)?(?:继续)?(?:发放|享受|办理|拨付|支付|兑付|兑现)"
    r"|不在[^，。；]{0,14}(?:范围|之列)|不(?:参与|参加)[^，。；]{0,16}(?:申报|评选|参评|推荐)(?!的)"
    r"|年内不(?:受理|接受|办理|支持|安排)"
    r"|(?:视为|视同|视作|作)(?:自动|主动|自愿)?(?:放弃(?!使用)|退出|弃权)"
)
_ABOUT_SUMS = deferred(
    r"(?:部分|费用|金额|面积|支出|款项|差额|利息|罚息|租金|税费|手续|逾期(?=不))[^，。；的]{0,6}不(?:予|再|得|能)"
)


_OF = deferred(r"的(?:（[^（）]*）|[^，。；]{0,8})，|的[^，。；]{0,8}(?=不)|的(?=视)")
_SHUT_OUT = deferred(
    r"不(?:得|再|能|可)(?:参赛|参评|参选|申报|报名|报考|推荐|进入(?=面试|复试|体检|考察|下一|后续|决赛|复评))(?!虚|的)|请勿|切勿|谢绝|恕不|不(?:再)?(?:接收|接受|受理)(?=[^，。；不]{2,})|不被接[受收]"
    r"|(?:干部|人员|领导|职工|学生|教师|单位|企业|者)(?:一般|原则上|均)?不(?:参加|参与|参评)(?=[^，。；]{0,8}(?:评选|参评|申报|推荐|评比|评定|表彰))"
)
#: Who does not apply in time is not let in: a matter of the time.
_TOO_LATE = deferred(
    r"(?:申请|申报|报送|提交|报名|推荐)[^，。；]{0,10}，逾期(?:的|未[^，。；]{0,6}的)?[，,]?(?:一律|均)?视|逾期(?:未|不)[^，。；]{0,4}(?:申报|申请|报送|提交|推荐|上报|填报)"
)
_LATE = deferred("逾期|截止|过期|期满|超时|过时")
#: What comes of a review, and no bar of its own.
_FAILED = deferred(
    r"(?:审[核查]|[比核]对|评估|[复审]核)?(?:不|未)(?:予)?通过的，[^；。]{0,20}(?:停止|终止)|可以?(?:停止|终止)"
)
_ANSWERS = deferred(r"对[^，。；]{2,30}(?:真实|合法|完整|准确|有效)性?[^，。；]{0,16}(?:负责|承担)")
_VOUCHES = deferred(
    rf"(?P<who>[^，。；：]{{0,24}}?{CLASS})[^，。；：]{{0,6}}?对[^，。；]{{2,30}}(?:真实|合法|完整|准确|有效)性?[^，。；]{{0,16}}(?:负责|承担)"
)
_DECIDES = deferred(r"应当?(?:书面|及时)?(?:说明|告知|通知|出具)|异议")


def binds_applicants(text: str) -> bool:
    """True where a sentence binds those who apply or receive to more than a step of the procedure."""
    if not _CUE.search(text):
        return False
    match = _SUBJECT.search(text) or _CLAUSAL.search(text)
    if match is None and _KEEPS.search(text):
        return not OTHERS.search(text)
    if match is None:
        return _MUST.search(text) is not None and _MEASURED.search(text) is not None and not OTHERS.search(text)
    if OTHERS.search(match["who"]) or _ONE_OF.search(text) or _LISTS.search(match["rest"]):
        return False
    if _QUITS.match(match["rest"]):
        return False
    if _ANSWERS.match(match["rest"]):
        return True
    first, *later = _FIRST.split(match["rest"], maxsplit=1)
    step = _PROCEDURE.search(first) and not (later and (_FORBIDS.search(later[0]) or _ALSO_CHECKED.match(later[0])))
    if later and _ADVERBIAL.match(first):
        first = f"{first}，{later[0].split('，')[0]}"
    return not step and not _EXHORTS.search(first)


def asks_applicants(words: str) -> bool:
    """True where words before a list say what somebody other than an office or a judge must be (承训机构应当具备 …：)."""
    match = _SUBJECT.search(words)
    return match is not None and OTHERS.search(match["who"]) is None and _ASKED_TO_BE.match(match["rest"]) is not None


def settles(text: str) -> bool:
    """True where a sentence only says what is to be settled at the end (承租人应在一个月内结清费用)."""
    return _SETTLES.search(text) is not None


def answers_for(text: str) -> bool:
    """True where somebody answers for what he hands in (申报单位对材料的真实性负责), whatever else he must not do."""
    return "负责" in text and _ANSWERS.search(text) is not None


def vouches(text: str) -> bool:
    """True where those who apply answer for what they hand in, said without a modal (申请人对材料的真实性负责)."""
    match = _VOUCHES.match(text) if "负责" in text or "承担" in text else None
    return match is not None and not OTHERS.search(match["who"])


def is_about_sums(text: str) -> bool:
    """True where what is turned away is a part of a sum and nobody (超出标准的部分不予补贴)."""
    return _ABOUT_SUMS.search(text) is not None


def bars_applicants(text: str) -> bool:
    """True where a sentence turns somebody away (…的，不予批准; …的，视为放弃申请), whatever is done with sums."""
    matches = list(BARS.finditer(text))
    return (
        bool(matches)
        and not _DECIDES.search(text)
        and not _TOO_LATE.search(text)
        and not _FAILED.search(text)
        and _ABOUT_SUMS.search(text) is None
        and (_OF.search(text, 0, matches[-1].start() + 1) is not None or _shuts_out(text))
    )


def _shuts_out(text: str) -> bool:
    """True where nobody is taken, or not in a certain way, whoever he is; what comes too late is another matter."""
    match = _SHUT_OUT.search(text)
    if match is None:
        return False
    return text.endswith(("年内", "月内", "期内"), 0, match.start()) or _LATE.search(text, 0, match.start()) is None
