"""Sections of conditions and of duties, and demands in running text."""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaokuan.extractors.applicants import read_applicants, read_heading_class
from tiaokuan.extractors.caps import once_only
from tiaokuan.extractors.ceilings import all_ceilings, ceilings_among, only_ceilings, uncapped
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.conditions import read_conditions
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.duties import settles
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.findings import AmountFinding, ConditionFinding
from tiaokuan.extractors.grants import read_grants
from tiaokuan.extractors.hand_ins import without_hand_ins
from tiaokuan.extractors.inert import demands_nothing, is_slogan, only_told
from tiaokuan.extractors.lead_ins import (
    LEAD_BARS,
    bars_list,
    heads_duties,
    heads_preferred,
    lists_no_demand,
    lists_preferred,
    lists_stops,
    shuts_out,
)
from tiaokuan.extractors.metrics import steps
from tiaokuan.extractors.passing_demands import with_sequels
from tiaokuan.extractors.periods import read_periods
from tiaokuan.extractors.standings import read_ranks
from tiaokuan.extractors.subjects import is_about_others, opens_with_office
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import SectionTopics
from tiaokuan.pipeline.tree import Node

_GRANTS = deferred(r"给予|奖励|奖金|补助\d|补贴\d|资助")
_BINDS = deferred(r"不得|应当?|须|必须|没收|退还|^(?:遵守|具备|接受|自愿)")
_TAKEN_BACK = deferred(r"(?:下列|以下)[^。]{0,40}(?:撤销|收回|取消[^，。]{0,8}(?:称号|荣誉|奖))")
_DEMANDS = deferred(r"应当?|须|必须|不得|具备|具有|符合下|符合以|满足以|以上|不低于|不少于|之一")
_SAYS = deferred(
    r"应当?|须|需|必须|不得|满[\d一二两三半]|周岁|请勿|谢绝|不接[受收]|不予|不再|不能|不在|不属|不适用|不享受|禁止|优先|除外|为准|以上|以下|以内|不低于|不少于|不超过|具有|具备|符合|满足|属于|拥有|未|无|已|是指|适用于|为|可|按|均|能够|遵守|承诺|取消|者$|的$|同意|自愿|健全|良好|注册|经营|从事|有|^[特一二三四]等奖[：:]"
)
_LEAD_DEMANDS = deferred(
    r"应|须|需|具有|具备|符合(?!(?:以下|下列))|满足(?!(?:以下|下列))|属于|不得|以上|为(?!了)|之一|包括"
)
_MEANT = deferred(
    r"(?:本(?:办法|细则|政策|项目|措施)的?)?(?:申报|申请|补助|补贴|奖励|资助|扶持|支持|救助|评选|认定)(?:的)?(?:对象|主体|单位|范围)(?:为|是|包括)：?"
)
_CLASS_LEAD = deferred(
    r"(?:符合|具备|满足)(?:以下|下列|如下)[^。；，：]{0,8}(?:条件|要求|之一)[^。；，：]{0,16}[：:]$|(?:\d|户籍|居住|常住|注册|登记|参保|缴纳|纳税)[^，。；：]{0,30}的(?:以下|下列|如下)[^，。；：]{1,12}(?:，[^，。；：]{0,6}可(?:以)?[^，。；：]{2,12})?[：:]$"
)
#: A heading above a list that only names it (禁止性要求), told from a run-in sentence.
_HEADS = deferred(r"[^，。；：\d]{0,12}(?:要求|条件|情形|情况|规定|事项|标准|范围|资格)")


_REPORTS = deferred(
    r"^[^，。；]{0,20}应当?(?:于|在|按)?每?(?:[年月季半]|半年|季度)[^，。；]{0,20}(?:提交|报送|上报|报告)[^，。；]{0,20}[。；]?$"
)

#: Classes with what a figure asks of them (在市内正常运营满2年的合作社、家庭农场).
_OF_CLASS = deferred(
    r"(?![^，。；]*(?:应当|必须|须|不得|不予|除外|为|是|优先))(?=[^，。；的]*[\d一二两三五])(?P<what>[^，。；的]*(?:以上|以下|以内|满[^，。；的]{2,6}))的(?:[^，。；的\d]{2,30}?)(?:企业|单位|机构|组织|合作社|农场|户|个人|人员|团队|主体|学校|院所|基地|园区|公司|工商户|家庭)(?:等)?"
)
#: The paragraphs of a stretch, each a duty of its own.
_PARAGRAPH = deferred(r"[^\n]{9,}")
_ON_ALL = deferred(r"。\s*(?=前款(?:规定)?的|以上(?:所有|各项)|上述(?:各项|所有))")

Plain = Callable[["Node | None", "str | None", int, int], None]

#: 最长补贴期限不超过12个月: among duties, how long the grant runs.
_OF_GRANT = deferred(r"(?:补贴|补助|资助|奖励|贴息|扶持|享受)[^，,。；;]{0,4}(?:期|年限|时间)|公示")
#: Periods that a list of conditions may state besides (公示5个工作日, 实施周期为…).
_TIMED_ROLES = frozenset(("validity", "application", "publicity", "implementation"))


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
        between = self.ctx.text[node.title_end : node.body_start] if node.title else ""
        if not headed and between.isspace() and "\n" in between and node.body_start < end:
            start = max(start, node.body_start)
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
        times = [f for f in read_periods(self.ctx, start, end) if f.role in _TIMED_ROLES]
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
        elif self._of_those(node) and len(text) < 400 and not is_about_others(text) and not _REPORTS.search(text):
            self.read(node, start, end, lead_in=False, listed=True)
        elif (
            _BINDS.search(text)
            and not opens_with_office(text)
            and not is_about_others(text)
            and not _REPORTS.search(text)
            and len(text) < 400
        ):
            lines = [m.span() for m in _PARAGRAPH.finditer(self.ctx.text, start, end)]
            for line in lines:
                self.read(node, *line, lead_in=False, listed=len(lines) == 1 and not node.title)
            used = {i for f in self.sink.found if f.node is node for i in f.finding.figures}
            told = [f for f in read_periods(self.ctx, start, end) if not used.intersection(f.figures)]
            self.sink.add(node, "conditions", [f for f in told if _OF_GRANT.search(self.ctx.text, f.start, f.end)])
        else:
            self.plain(node, topic, start, end)

    def _of_those(self, node: Node) -> bool:
        """True for an entry under a heading that says whose duties it lists (企业职责, 入驻团队的义务)."""
        above = node.parent.title if node.parent is not None else None
        return above is not None and not node.children and heads_duties(above)

    def read(self, node: Node | None, start: int, end: int, *, lead_in: bool, listed: bool) -> None:
        """One entry where it is listed, else one for each sentence; of a lead-in, what it demands itself."""
        pieces = (
            _entries(self.ctx.text, start, end)
            if listed
            else [(s.start, s.end) for s in with_sequels(self.ctx.text, sentences(self.ctx.text, start, end))]
        )
        for number, piece in enumerate(pieces):
            a, b = trim(self.ctx.text, *piece)
            if b - a < 2 or self._only_caps(node, a, b):
                continue
            capped = self._capped(node, a, b)
            last = number == len(pieces) - 1
            loose = not listed or number > 0
            ranked = read_ranks(self.ctx, Piece(a, b, "")) if loose else []
            if ranked:
                self.sink.add(node, "conditions", list(ranked))
                continue
            if loose and not (_SAYS.search(self.ctx.text[a:b]) or self._leading(node, a)):
                continue
            if (
                demands_nothing(self.ctx.text[a:b])
                or (loose and (only_told(self.ctx.text[a:b]) or settles(self.ctx.text[a:b])))
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
            if _GRANTS.search(self.ctx.text, a, b):
                granted = read_grants(self.ctx, a, b, node.title or "" if node is not None else "")
                paid = any(isinstance(f, AmountFinding) for f in granted)
                tiers = set() if paid else steps(self.ctx, a, b)
                self.sink.add(node, "conditions", [f for f in granted if not tiers.intersection(f.figures)])
                if paid or tiers or any(isinstance(f, ConditionFinding) for f in granted):
                    continue
            of_class = _OF_CLASS.fullmatch(self.ctx.text, a, b) if not listed and not lead_in else None
            b = of_class.end("what") if of_class else b
            read = read_conditions(self.ctx, Entry(a, b, lead_in=lead_in and last, listed=listed))
            read = uncapped([c for c in read if not is_slogan(c.text)], capped)
            leading = self._leading(node, a)
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

    def _leading(self, node: Node | None, start: int) -> str:
        """The polarity that the lead-ins above, or the heading over a text without a list, give to each entry; '' where
        they leave it open."""
        above = [_own_words(self.ctx.text, n) for n in node.ancestors()] if node is not None else []
        if node is not None and node.title and "\n" in self.ctx.text[node.title_end : start]:
            above.append(node.title)
        if any(bars_list(words) for words in above):
            return "exclude"
        preferred = any(lists_preferred(words.rstrip("：:")) or heads_preferred(words) for words in above)
        return "prefer" if preferred else ""

    def _only_caps(self, node: Node | None, start: int, end: int) -> bool:
        """A ceiling on how much one may apply for (每家单位限报1项) is a cap and no condition."""
        if not only_ceilings(self.ctx.text[start:end]):
            return False
        caps = all_ceilings(self.ctx, start, end)
        self.sink.add(node, "conditions", list(caps))
        return bool(caps)

    def _capped(self, node: Node | None, start: int, end: int) -> set[int]:
        """The figures of the ceilings that stand in an entry among other demands; they are caps as well."""
        caps = ceilings_among(self.ctx, start, end)
        self.sink.add(node, "conditions", list(caps))
        return {i for f in caps for i in f.figures}


def _entries(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of a list entry, and apart from them the clause on all entries that is printed behind the last one
    (前款规定的 …)."""
    found = []
    while (line := text.find("\n", start, end)) >= 0:
        if text[line - 1] in "。；;" and end - line > 9:
            found.append((start, line))
            start = line + 1
        else:
            break
    demanded = without_hand_ins(text, start, end)
    if demanded:
        return [*found, *demanded]
    cut = _ON_ALL.search(text, start, end)
    return [*found, *([(start, cut.end()), (cut.end(), end)] if cut else [(start, end)])]


def _own_words(text: str, node: Node) -> str:
    return text[node.start : node.end].strip()[-80:].replace("；", "：")
