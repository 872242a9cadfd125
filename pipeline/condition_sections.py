"""Sections of conditions and of duties, and demands in running text."""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaokuan.extractors.applicants import read_applicants, read_heading_class
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.caps import once_only
from tiaokuan.extractors.ceilings import ceilings_among, only_ceilings, uncapped
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.conditions import demands_figure, read_conditions
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.duties import settles
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.findings import AmountFinding, CapFinding, ConditionFinding
from tiaokuan.extractors.grants import read_caps, read_grants
from tiaokuan.extractors.lead_ins import LEAD_BARS, bars_list, lists_no_demand, lists_preferred, lists_stops, shuts_out
from tiaokuan.extractors.metrics import steps
from tiaokuan.extractors.periods import read_periods
from tiaokuan.extractors.standings import read_gates
from tiaokuan.extractors.subjects import is_about_others, opens_with_office
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import SectionTopics
from tiaokuan.pipeline.tree import Node

_TAKEN_BACK = re.compile(r"(?:下列|以下)[^。]{0,40}(?:撤销|收回|取消[^，。]{0,8}(?:称号|荣誉|奖))")
_DEMANDS = re.compile(r"应当?|须|必须|不得|具备|具有|符合下|符合以|满足以|以上|不低于|不少于|之一")
_SAYS = re.compile(
    r"应当?|须|需|必须|不得|不予|不再|不能|不在|不属|禁止|优先|除外|为准|以上|以下|以内|不低于|不少于|不超过|具有|具备|符合|满足|属于|拥有|未|无|已|是指|适用于|为|可|按|均|能够|遵守|承诺|取消|者$|的$|同意|自愿|健全|良好|注册|经营|从事|有|^[特一二三四]等奖[：:]"
)
_LEAD_DEMANDS = re.compile(
    r"应|须|需|具有|具备|符合(?!(?:以下|下列))|满足(?!(?:以下|下列))|属于|不得|以上|为(?!了)|之一|包括"
)
_DEMANDS_OF_THEM = re.compile(r"(?<![相供响适反效])应(?!届|急|用|对)|须|必须|不视为|视同|不得")
_MEANT = re.compile(
    r"(?:本(?:办法|细则|政策|项目|措施)的?)?(?:申报|申请|补助|补贴|奖励|资助|扶持|支持|救助|评选|认定)(?:的)?(?:对象|主体|单位|范围)(?:为|是|包括)：?"
)
_HEADING = re.compile(r"[^，。；：\d符须]{2,12}(?:单位|企业|机构|人员|主体|对象)(?:基本|具体|其他)?(?:要求|条件)")
_CLASS_LEAD = re.compile(
    r"(?:符合|具备|满足)(?:以下|下列|如下)[^。；，：]{0,8}(?:条件|要求|之一)[^。；，：]{0,6}[：:]$|(?:\d|户籍|居住|常住|注册|登记|参保|缴纳|纳税)[^，。；：]{0,30}的(?:以下|下列|如下)[^，。；：]{1,12}[：:]$"
)
_STEPS = re.compile(r"公示|公布|受理时间|告知|送达|短信|登录|工作日|现场审查")
#: A heading above a list that only names it (禁止性要求), told from a run-in sentence.
_HEADS = re.compile(r"[^，。；：\d]{0,12}(?:要求|条件|情形|情况|规定|事项|标准|范围|资格)")
_SLOGAN = re.compile(
    r"(?:加大|拓展|优化|加强|扩大|强化|提升|完善|畅通|支持|鼓励)[^，。；]{2,40}(?:力度|范围|保障|渠道|水平|能力|环境)"
)


_REPORTS = re.compile(
    r"^[^，。；]{0,20}应当?(?:于|在)每[年月季半][^，。；]{0,20}(?:提交|报送|上报)[^，。；]{0,20}[。；]?$"
)
_RANKING = re.compile(r"进行排[名序]|一事一议|^特此|并列排名|按[^，。；]{2,20}排[名序]|排名规则")

#: The paragraphs of a stretch, each a duty of its own.
_PARAGRAPH = re.compile(r"[^\n]{9,}")
_ON_ALL = re.compile(r"。\s*(?=前款(?:规定)?的|以上(?:所有|各项)|上述(?:各项|所有))")
#: An entry that only says when to apply.
_WHEN = re.compile(
    r"[^，。；：]{0,16}(?:申报|报名|申请|受理|提交|填报|报送|推荐)(?:材料|工作)?(?:的)?(?:起止|截止|开始)?(?:时间|日期|期限)(?:为|是|：|:)[^。；]{4,60}"
)
_WHERE = re.compile(r"可向[^，。；]{2,30}(?:提交|提出)[^，。；]{0,6}申请$")

Plain = Callable[["Node | None", "str | None", int, int], None]


class ConditionSections:
    """Reads sections of conditions and duties, and the demands of running text, into a sink.

    ``plain`` reads a stretch of a section as running text, where it turns out to be no condition.
    """

    def __init__(self, ctx: Context, sink: Sink, topics: SectionTopics, plain: Plain) -> None:
        self.ctx = ctx
        self.sink = sink
        self.topics = topics
        self.plain = plain

    def entry(self, node: Node, headed: bool, start: int, end: int) -> None:
        if not headed and node.title and node.children:
            named = read_heading_class(self.ctx, node.title_start, node.title_end)
            if named:
                self.sink.add(node, "conditions", named)
            if named or (_HEADS.fullmatch(node.title) and node.body_start < end):
                start = node.body_start
        if start >= end:
            return
        lead = bool(node.children)
        if lead and (not headed or heading_topic(node.title or "") != "conditions"):
            start = self._said_before(node, start, end)
        if headed:
            self.read(node, start, end, lead_in=lead, listed=False)
        elif node.style == "article" and not lead and not _DEMANDS.search(self.ctx.text[start:end]):
            self.plain(node, None, start, end)
        else:
            self.read(node, start, end, lead_in=lead, listed=True)
        used = {i for f in self.sink.found if f.node is node for i in f.finding.figures}
        times = [f for f in read_periods(self.ctx, start, end) if f.role in ("validity", "application")]
        self.sink.add(node, "conditions", [f for f in times if not used.intersection(f.figures)])

    def _said_before(self, node: Node, start: int, end: int) -> int:
        """Who is meant, or what else is said before the lead-in (补贴对象为 …。下列情形不予补贴：), is read; where the
        lead-in begins."""
        parts = sentences(self.ctx.text, start, end)
        last = parts[-1].of(self.ctx.text) if len(parts) > 1 else ""
        if last and (lists_stops(last.rstrip("：:")) or (node.title and LEAD_BARS.search(last))):
            self.plain(node, None, start, parts[-1].start)
            return parts[-1].start
        meant = _MEANT.match(self.ctx.text, parts[0].start, parts[0].end) if len(parts) > 1 else None
        if meant is None:
            return start
        self.sink.add(node, "applicants", read_applicants(self.ctx, meant.end(), parts[0].end))
        return parts[1].start

    def of_class(self, node: Node, headed: bool, start: int, end: int) -> None:
        """An entry of a list of classes that stands under a demand (符合以下条件之一：本市户籍的居民) is a demand as
        well, and so is what its lead-in asks for besides."""
        if not headed and node.parent is not None and not node.children:
            above = node.parent.parent
            if _CLASS_LEAD.search(_own_words(self.ctx.text, node.parent)) or (
                above is not None and self.topics.of(above) == "conditions"
            ):
                self.read(node, start, end, lead_in=False, listed=True)
        elif node.children and _CLASS_LEAD.search(_own_words(self.ctx.text, node)):
            self.sink.add(node, "conditions", list(read_conditions(self.ctx, Entry(start, end, lead_in=True))))

    def duty(self, node: Node, topic: str | None, start: int, end: int) -> None:
        """What those who take part must or must not do is a condition; what the authority does is not."""
        text = self.ctx.text[start:end].strip()
        lead = "" if node.parent is None else self.ctx.text[node.parent.start : node.parent.end]
        if lists_no_demand(lead):
            return
        barred = lead.rstrip()[-1:] in "：:" and shuts_out(lead)
        if barred and not opens_with_office(text):
            self.read(node, start, end, lead_in=False, listed=True)
        elif _TAKEN_BACK.search(lead) and not barred:
            self.plain(node, topic, start, end)
        elif (
            re.search(r"不得|应当?|须|必须|没收|退还|^(?:遵守|具备|接受|自愿)", text)
            and not opens_with_office(text)
            and not is_about_others(text)
            and not _REPORTS.search(text)
            and len(text) < 400
        ):
            lines = [m.span() for m in _PARAGRAPH.finditer(self.ctx.text, start, end)]
            for line in lines:
                self.read(node, *line, lead_in=False, listed=len(lines) == 1 and not node.title)
        else:
            self.plain(node, topic, start, end)

    def read(self, node: Node | None, start: int, end: int, *, lead_in: bool, listed: bool) -> None:
        """One entry where it is listed, else one for each sentence; of a lead-in, what it demands itself."""
        pieces = (
            _entries(self.ctx.text, start, end)
            if listed
            else [(s.start, s.end) for s in sentences(self.ctx.text, start, end)]
        )
        for number, piece in enumerate(pieces):
            a, b = trim(self.ctx.text, *piece)
            if b - a < 2 or self._only_caps(node, a, b):
                continue
            capped = self._capped(node, a, b)
            last = number == len(pieces) - 1
            if not listed and not _SAYS.search(self.ctx.text[a:b]):
                continue
            if (
                _SLOGAN.fullmatch(self.ctx.text[a:b])
                or _HEADING.fullmatch(self.ctx.text, a, b)
                or _WHERE.search(self.ctx.text, a, b)
                or _WHEN.fullmatch(self.ctx.text, a, b)
                or (not listed and (_ranks(self.ctx.text[a:b]) or settles(self.ctx.text[a:b])))
                or (
                    lead_in
                    and last
                    and lists_stops(self.ctx.text[a:b])
                    and not re.search(r"年内?不", self.ctx.text[a:b])
                )
            ):
                continue
            if lead_in and last and not _LEAD_DEMANDS.search(self.ctx.text[a:b]):
                continue
            if re.search(r"给予|奖励|奖金|补助\d|补贴\d|资助", self.ctx.text[a:b]):
                granted = read_grants(self.ctx, a, b, node.title or "" if node is not None else "")
                paid = any(isinstance(f, AmountFinding) for f in granted)
                tiers = set() if paid else steps(self.ctx, a, b)
                self.sink.add(node, "conditions", [f for f in granted if not tiers.intersection(f.figures)])
                if paid or tiers or any(isinstance(f, ConditionFinding) for f in granted):
                    continue
            read = read_conditions(self.ctx, Entry(a, b, lead_in=lead_in and last, listed=listed))
            read = uncapped([c for c in read if not _SLOGAN.fullmatch(c.text)], capped)
            leading = self._leading(node)
            for condition in read if leading else ():
                condition.polarity = leading
            once = [
                f
                for f in once_only(self.ctx, Piece(a, b, ""))
                if not capped.intersection(self.ctx.within(f.start, f.end))
            ]
            self.sink.add(node, "conditions", [*self._unsaid(node, read), *once])

    def _unsaid(self, node: Node | None, read: list[ConditionFinding]) -> list[ConditionFinding]:
        """Of the conditions of a stretch those that the section does not have yet."""
        said = {(f.finding.start, f.finding.end) for f in self.sink.found[-8:] if f.node is node}
        return [c for c in read if (c.start, c.end) not in said]

    def _leading(self, node: Node | None) -> str:
        """The polarity that the lead-ins above give to each entry of their lists; '' where they leave it open."""
        above = [_own_words(self.ctx.text, n) for n in node.ancestors()] if node is not None else []
        if any(bars_list(words) for words in above):
            return "exclude"
        return "prefer" if any(lists_preferred(words.rstrip("：:")) for words in above) else ""

    def _only_caps(self, node: Node | None, start: int, end: int) -> bool:
        """A ceiling on how much one may apply for (每家单位限报1项) is a cap and no condition."""
        if not only_ceilings(self.ctx.text[start:end]):
            return False
        caps = [f for f in read_caps(self.ctx, start, end) if isinstance(f, CapFinding)]
        self.sink.add(node, "conditions", list(caps))
        return bool(caps)

    def _capped(self, node: Node | None, start: int, end: int) -> set[int]:
        """The figures of the ceilings that stand in an entry among other demands; they are caps as well."""
        caps = ceilings_among(self.ctx, start, end)
        self.sink.add(node, "conditions", list(caps))
        return {i for f in caps for i in f.figures}

    def demands(self, node: Node, start: int, end: int, stated: set[int]) -> None:
        """In a chapter about a class, what a sentence demands of those who apply is a condition."""
        for sentence in sentences(self.ctx.text, start, end):
            text = sentence.of(self.ctx.text)
            if (
                sentence.mark in ("？", "?")
                or not _DEMANDS_OF_THEM.search(text)
                or _STEPS.search(text)
                or is_about_others(text)
            ):
                continue
            lead = bool(node.children) and text[-1:] in "：:"
            read = read_conditions(self.ctx, Entry(sentence.start, sentence.end, lead_in=lead, listed=False))
            known = [
                f.finding
                for f in self.sink.found
                if isinstance(f.finding, ConditionFinding)
                and f.finding.start < sentence.end
                and sentence.start < f.finding.end
            ]
            self.sink.add(node, None, [c for c in read if not known])

    def thresholds(self, node: Node | None, start: int, end: int, used: set[int]) -> None:
        """What is left of bounded figures in a document about one project is demanded: a condition each sentence."""
        for sentence in sentences(self.ctx.text, start, end):
            if sentence.mark in ("？", "?"):
                continue
            left = [i for i in self.ctx.live(sentence.start, sentence.end) if i not in used and self.is_threshold(i)]
            if (
                not left
                or opens_with_office(sentence.of(self.ctx.text))
                or not any(demands_figure(self.ctx, i) for i in left)
            ):
                continue
            read = [g for g in read_gates(self.ctx, sentence) if "岁" not in g.text]
            if not all(any(i in c.figures for c in read) for i in left if demands_figure(self.ctx, i)):
                read = [
                    c
                    for c in read_conditions(self.ctx, Entry(sentence.start, sentence.end, listed=False))
                    if c.metric is not None
                ]
            read = [c for c in read if not used.intersection(c.figures)]
            self.sink.add(node, "conditions", list(read))
            used |= {i for c in read for i in c.figures}

    def is_threshold(self, index: int) -> bool:
        quantity = self.ctx.quantities[index]
        if quantity.bound != "min" or quantity.kind in (Kind.DATE, Kind.DATE_RANGE) or quantity.working_days:
            return False
        return (
            re.search(
                r"公示|施行|有效期|力争|评审|专家|得票|票数|出席",
                self.ctx.text[max(0, quantity.start - 24) : quantity.end + 8],
            )
            is None
        )


def _entries(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A list entry, and apart from it the clause on all entries that is printed behind the last one (前款规定的 …)."""
    cut = _ON_ALL.search(text, start, end)
    return [(start, cut.end()), (cut.end(), end)] if cut else [(start, end)]


def _ranks(text: str) -> bool:
    """True where a sentence only says who is put in which order, or what the authority does with the applicants."""
    return _RANKING.search(text) is not None or is_about_others(text)


def _own_words(text: str, node: Node) -> str:
    return text[node.start : node.end].strip()[-80:].replace("；", "：")
