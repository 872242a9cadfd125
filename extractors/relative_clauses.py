"""The relative clause before a list of classes: where its 的 ends it, and whether it holds for the whole list."""

from __future__ import annotations

from tiaokuan.extractors.class_labels import bare, category_of
from tiaokuan.extractors.clauses import split
from tiaokuan.gazetteer.deferred import deferred

SELECTING = deferred(r"^(?:属于|已经|已|凡|所有|各类符合条件的)(?=[^、]*的)")
JOINED_QUALIFIER = deferred(r"(?<=.)(?:且|并且|，(?![^（）]*）)|并(?=具|在|能|已|取|拥|通|符|实))")
_RELATIVE = deferred(r"（(?:[^（）\n]|（[^（）\n]*）)*）|\([^()\n]*\)|《[^》\n]*》|“[^”\n]*”|(?P<de>的)")
_COORDINATED = deferred(r"、|[和及或]")
_FIRST_OF = deferred(r"、|以及|或者|[和及或]")
_COMMAS = deferred("[，,]")
_ACTED_ON = deferred(
    r"(?:(?:当年|首次|新|正式|全职|柔性|联合|共同|自主)*(?:被|所|引进|招收|招录|录取|录用|聘用|培养|推荐|选派|设立|创办|主办|举办|承办|建设|认定|举荐|组成|组建|构成|领办|承包|共建|开办|兴办|成立))[^、，]{0,10}$"
)
_LISTED_SUBJECT = deferred(
    r"[^、的，；在]{0,10}(?:人员|居民|企业|单位|职工|毕业生|人才|学生|家庭)(?:以及|或者|[和及或])(?:当年|当月|近[一二三两]|连续|累计|在[^校职岗]|已|曾|取得|持有|具有|符合|参加|拥有|实施|开展|承担|从事|提供|组织(?!的))"
)
_VERBAL = deferred(
    r"获|通过|取得|认定|评|列入|入选|授予|具有|具备|拥有|符合|注册|登记|设立|从事|开展|参加|完成|实现|达|新|在|购|入驻|成立|引进|缴|满|为"
)
_OPENS_RELATIVE = deferred(
    r"(?:首次|新|已|成功|当年|被|由|经)*(?:获|通过|取得|认定|评|列入|入选|授予|具有|具备|拥有|符合|从事|开展|参加|完成|实现|达|在(?![校职岗编读册站园籍院孕])|晋升|考[入取]|荣获|招引|主导|制定|修订|牵头|发行|新建|购|入驻|被|经|由|吸纳|招用|招收|录用|聘用|接收|接纳|安置|带动|帮扶|承接|提供|租赁|缴纳|签订|纳入|属于|满足|主办|承办|创建|成为)"
)
_ATTRIBUTE = deferred(r"(?:残疾|失能|困难|特困|孤残|独居|高龄|低收入)(?:[和及或以]|$)")
#: 低保户、残疾人家庭中有劳动能力的人员: all of them are the group.
_AMONG = deferred(r"(?<=..)中(?=有|具|符合|年满|未|无|从事|取得|持有|愿意|首次)[^中]*$")
_PLACED_AT = deferred(r"(?:就读|在读|学习|任教|执教|工作|实习|见习|住院|就医|务工|任职|执业|就业|参训)$")
_PERSONS = deferred(r"的[^，。；、]{0,10}(?:生|人员|人才|职工|教师|医师|护士|幼儿|儿童|者|员)(?=$|[、和及])")


def after_relative(text: str, start: int, end: int) -> tuple[int, list[str]]:
    """Where a relative clause (获得甲级、乙级资质的) stands before the whole list: the start of the list behind its 的, and
    its words; (start, []) where the first entry is a class by itself."""
    last = text.find("的", start, end)
    if last < 0:
        return start, []
    last = -1
    for match in _RELATIVE.finditer(text, start, end):
        if match.lastgroup:
            last = match.start()
    if last < 0:
        return start, []
    before = text[start:last]
    entries = [p.of(before) for p in split(before, 0, len(before), "、")]
    if "；" in before and category_of(bare(before.split("；")[0])) is not None:
        return start, []
    placed = _PLACED_AT.search(entries[-1]) if len(entries) > 1 else None
    if placed and category_of(bare(entries[-1][: placed.start()])) is not None and _PERSONS.search(text, last, end):
        return last + 1, [before]
    acting = _ACTED_ON.search(before)
    subjects = _COORDINATED.split(before[: acting.start()]) if acting else []
    if len(subjects) > 1 and all(category_of(bare(entry)) is not None for entry in subjects):
        return last + 1, [before]
    among = _AMONG.search(entries[-1]) if len(entries) > 1 else None
    if among and all(category_of(bare(e)) is not None for e in (*entries[:-1], entries[-1][: among.start()])):
        return last + 1, [before]
    if len(entries) > 1 and _ATTRIBUTE.match(entries[-1]):
        return last + 1, [before]
    own = [*entries[:-1], *_COMMAS.split(before)[:-1]]
    if any("的" in entry and category_of(bare(entry)) is not None for entry in own):
        return start, []
    if (
        len(entries) > 1
        and not _OPENS_RELATIVE.match(before)
        and not (category_of(bare(entries[0])) is None and _OPENS_RELATIVE.search(entries[0]))
        and any(category_of(bare(e)) is not None for e in entries[:-1])
    ):
        return start, []
    if _LISTED_SUBJECT.match(before) and len(entries) == 1:
        return start, []
    if len(entries) == 1 and not _VERBAL.search(before):
        return start, []
    tail = text[last + 1 : end]
    if category_of(bare(_FIRST_OF.split(tail, maxsplit=1)[0])) is None and category_of(bare(tail)) is None:
        return start, []
    before = SELECTING.sub("", before)
    return last + 1, [part.strip() for part in JOINED_QUALIFIER.split(before) if part.strip()]


#: 甲类企业、乙类企业在我县设立的研发机构: those that set up are in the attribute.
_SET_UP = deferred(
    r"[，,]?[在来到于][^，。；、的（）]{1,16}?(?:投资)?(?:新)?(?:设立|成立|开设|新设|建立|创办|兴办|组建|建设|布局|落户设立)的(?=[^，。；])"
)
_JOINS = ("、", "和", "及", "或", "与", "；", ";")


def set_up_by(text: str, start: int, end: int) -> tuple[int, list[str]] | None:
    """Where the class begins that bodies named before have set up somewhere, and their clause; None without one."""
    if text.find("的", start, end) < 0:
        return None
    match = _SET_UP.search(text, start + 2, end)
    if match is None:
        return None
    founders = text[start : match.start()]
    if (
        founders.endswith(_JOINS)
        or category_of(bare(founders)) is None
        or category_of(bare(text[match.end() : end])) is None
    ):
        return None
    last = max(text.rfind("的", match.end(), end) + 1, match.end())
    said = [text[start : match.end() - 1], *JOINED_QUALIFIER.split(text[match.end() : last].rstrip("的"))]
    return last, [part.strip() for part in said if part.strip()]
