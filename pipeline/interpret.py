"""The tree read section by section: what each is about, which extractor reads it, and what it finds."""

from __future__ import annotations

from tiaokuan.extractors.antecedents import Antecedent
from tiaokuan.extractors.applicants import read_applicants
from tiaokuan.extractors.beneficiaries import read_benefits
from tiaokuan.extractors.ceilings import with_limits
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.duties import asks_applicants
from tiaokuan.extractors.eligibility import read_eligibility
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import AmountFinding, ApplicantFinding
from tiaokuan.extractors.grant_tables import RowText, read_grant_table
from tiaokuan.extractors.grants import opening_of, read_grants
from tiaokuan.extractors.materials import find_materials
from tiaokuan.extractors.period_cues import is_office_label
from tiaokuan.extractors.period_stages import step_role
from tiaokuan.extractors.periods import read_periods
from tiaokuan.extractors.targets import read_aims, read_targets, without_aims
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.applicant_sections import ApplicantSections
from tiaokuan.pipeline.applying import read_applying, read_class_chapters
from tiaokuan.pipeline.condition_sections import ConditionSections
from tiaokuan.pipeline.found import Found, Sink
from tiaokuan.pipeline.limit_scopes import settle_limits
from tiaokuan.pipeline.list_ladders import settle_ladders
from tiaokuan.pipeline.material_sections import MaterialSections, group_of
from tiaokuan.pipeline.one_project import about_one
from tiaokuan.pipeline.receiving import read_receivers
from tiaokuan.pipeline.schedules import TIMED_END, campaign_step
from tiaokuan.pipeline.section_topics import SectionTopics, after_marker, heading_of
from tiaokuan.pipeline.stated_demands import StatedDemands
from tiaokuan.pipeline.tree import Node, Tree

LISTS = frozenset({"applicants", "conditions", "materials", "targets", "goals", "tasks"})
INHERITED = LISTS | {
    "implementation",
    "application",
    "stock",
    "contacts",
    "procedure",
    "safeguards",
    "duties",
    "funds_use",
    "amounts",
}
_ABOUT = deferred(
    r"(?:本(?:办法|细则|政策|项目|措施)的?)?(?:申报|申请|补助|补贴|奖励|资助|扶持|支持|救助|评选)(?:的)?(?:对象|主体|单位)(?:为|是|包括|：|:)"
)
_STAGE = deferred(r"阶段|环节")
#: 宣传发动阶段, 企业自评（6月30日前）: headings that tell of the time themselves.
_TIMED = deferred(r"阶段|环节|[（(][^（）()]{0,16}\d[年月日号][^（）()]{0,8}[）)]$")
#: 报名阶段（3月10日—4月20日）: a stage that is the time to apply.
_APPLYING = deferred(r"(?:报名|申报|申请|征集|自荐)(?!审|评|材料)[^（(]{0,6}(?:阶段|环节)")
_STAGE_ENTRY = deferred(r"[^，。；：（(\d]{2,12}(?:阶段|环节)(?=[（(：:])")


class Interpreter:
    """Walks a tree once; ``found`` holds the findings in reading order."""

    def __init__(
        self, ctx: Context, tree: Tree, tables: list[list[RowText]] | None = None, title: str = "",
        doc_type: str = "other",
    ) -> None:  # fmt: skip
        self.ctx = ctx
        self.tree = tree
        self.tables = tables or []
        self.title = title
        self.aims = doc_type in ("plan", "policies")
        self.pending: dict[int, Antecedent | None] = {}
        self.one_project = self.asks = False
        self.sink = Sink()
        self.topics = SectionTopics(ctx.text, tree, title)
        self.conditions = ConditionSections(ctx, self.sink, self.topics, self._plain)
        self.stated = StatedDemands(ctx, self.sink)
        self.materials = MaterialSections(ctx, self.sink, self.tables, tree)
        self.applicants = ApplicantSections(ctx, self.sink, self.conditions)
        self.inherited: dict[int, str | None] = {}
        self._targets_beside: set[int] = set()

    def run(self) -> list[Found]:
        """Read everything: sections in order, then paragraphs outside of them."""
        self._mark_descriptions(self.tree.roots)
        self.one_project, self.asks = about_one(self.tree, self.topics, self.title)
        self._tables()
        for root in self.tree.roots:
            self._visit(root, None, None)
        for start, end in self.tree.loose:
            self._plain(None, None, start, end)
        self.sink.found = settle_limits(self.ctx, settle_ladders(self.ctx.text, self.sink.found))
        named = (f.finding for f in self.sink.found if isinstance(f.finding, ApplicantFinding))
        if all(finding.role == "beneficiary" for finding in named):
            if self.one_project:
                read_applying(self.ctx, self.tree, self.sink)
            elif not self.aims:
                read_class_chapters(self.ctx, self.tree, self.topics, self.sink)
        read_receivers(self.ctx, self.tree, self.topics, self.sink, one_project=self.one_project, plan=self.aims)
        return self.materials.settled(self.one_project)

    def _mark_descriptions(self, nodes: list[Node]) -> None:
        """A 项目任务 beside an 绩效目标 only describes: its figures are no targets."""
        kinds = {self.topics.of(node) for node in nodes}
        for node in nodes:
            if "targets" in kinds and self.topics.of(node) == "tasks":
                self._targets_beside.add(id(node))
            if node.children:
                self._mark_descriptions(node.children)

    def _tables(self) -> None:
        """Tables of standards first: their figures have no sentence around them."""
        for rows in self.tables:
            node = _node_at(self.tree, rows[0].start)
            found = read_grant_table(self.ctx, rows, " ".join(filter(None, [node.title if node else None, self.title])))
            self.sink.add(node, "amounts", found)
            self.ctx.exclude([i for f in found for i in f.figures], "table")

    def _visit(self, node: Node, inherited: str | None, group: str | None) -> None:
        own = self.topics.of(node)
        facets = node.facets or (self.topics.parts(node) if own is None and inherited in (None, "amounts") else [])
        if facets:
            self._parts(node, facets)
            return
        if inherited == "safeguards" and own in ("conditions", "materials") and heading_topic(node.title or "") is None:
            own = own if own == "conditions" and asks_applicants(self.ctx.text[node.start : node.end]) else None
        if not node.children and (own, inherited) in (("materials", "materials"), ("procedure", "implementation")):
            own = None  # 其他申报材料, or 专家评审 of a schedule, is an entry of the list, no heading of one
        topic = own or (inherited if inherited in INHERITED and not self.topics.is_programme(node) else None)
        self.inherited[id(node)] = topic
        start, end = after_marker(node), node.end
        named = own is not None and own == heading_topic(node.title or "")
        body = max(node.body_start, start) if named else start
        before = len(self.sink.found)
        if topic == "applicants":
            self.applicants.entry(node, own is not None, body, end)
        elif topic == "conditions":
            if own is not None and self.topics.names_both(node):
                self.applicants.lead(node, body, end)
            self.conditions.entry(node, own is not None and bool(node.title), body, end)
        elif topic == "materials":
            group = self.materials.entry(node, own is not None, body, end, group)
            self.stated.of_works(node, body, end)
        elif topic in ("targets", "goals", "tasks"):
            self._target_entry(node, topic, body, end)
        elif topic in ("duties", "supplementary") and self.asks and not node.children:
            self.conditions.duty(node, topic, body if own else start, end)
        elif topic in ("implementation", "application", "validity"):
            self._times(node, topic, start if _TIMED.search(node.title or "") else body, end)
            if topic == "application" and self.asks:
                self.stated.in_passing(node, body, end)
        else:
            self._plain(node, topic, body if own and not _TIMED.search(node.title or "") else start, end)
        for child in node.children:
            self._visit(child, topic, group)
        if topic == "materials" and node.children:
            self.materials.handed_in(start, end, before)
            last = node.children[-1]
            if last.style != "article" and not last.children:
                self.materials.handed_in(*self.materials.note_of(last), before)
        for tail_start, tail_end in node.tails:
            self._tail(node, topic, tail_start, tail_end, before)

    def _parts(self, node: Node, facets: list[tuple[str, int, int]]) -> None:
        """A section whose parts labels or the heads of a table tell; entries of a list in one of them are its own."""
        for number, (topic, start, end) in enumerate(facets):
            until = facets[number + 1][1] if number + 1 < len(facets) else node.last
            below = [child for child in node.children if start <= child.start < until]
            self._part(node, topic, start, min([end, *(child.start for child in below)]))
            for child in below:
                self._visit(child, topic or None, None)

    def _part(self, node: Node, topic: str, start: int, end: int) -> None:
        if topic == "applicants":
            self.applicants.entry(node, True, start, end)
        elif topic == "conditions":
            self.sink.add(node, topic, read_benefits(self.ctx, start, end))
            self.conditions.read(node, start, end, lead_in=bool(node.children), listed=False)
        elif topic == "materials":
            self.materials.part(node, start, end)
        elif topic in ("implementation", "application"):
            self._times(node, topic, start, end)
        elif topic == "targets":
            self._target_entry(node, topic, start, end)
        else:
            self._plain(node, topic or None, start, end)

    def _target_entry(self, node: Node, topic: str, start: int, end: int) -> None:
        if start >= end:
            return
        granted = without_aims(self.ctx, read_grants(self.ctx, start, end, node.title or ""))
        used = {i for finding in granted for i in finding.figures}
        self.sink.add(node, topic, granted)
        periods = [p for p in read_periods(self.ctx, start, end) if p.role != "other" or not granted]
        if topic != "targets":
            self.sink.add(node, topic, list(periods))
            used |= {i for p in periods for i in p.figures}
        if topic == "tasks" and (
            id(node) in self._targets_beside or any(id(a) in self._targets_beside for a in node.ancestors())
        ):
            self.ctx.exclude([i for i in self.ctx.live(start, end) if i not in used], "background")
            return
        targets = read_targets(self.ctx, Entry(start, end))
        kept = [t for t in targets if not used.intersection(t.figures) and (t.metric is not None or topic == "targets")]
        self.sink.add(node, topic, kept)

    def _times(self, node: Node, topic: str, start: int, end: int) -> None:
        entry = _STAGE_ENTRY.match(self.ctx.text, start, end)
        if topic == "application" and is_office_label(node.title or ""):
            topic = "other"  # 评审时间
        elif topic in ("implementation", "application") and self.topics.of(node) in (None, "procedure") and node.title:
            step = step_role(TIMED_END.sub("", node.title))
            topic = step if step in ("other", "application") else topic  # 案例申报, 专家评审 under 时间安排
        staged = _STAGE.search(node.title or "") or (self.topics.of(node) is None and campaign_step(node))
        stage = node.title if staged else entry.group() if entry else None
        stage = None if stage and _APPLYING.search(stage) else stage
        behind = node.body_start if stage and TIMED_END.search(node.title or "") else end
        findings = read_periods(
            self.ctx, start, behind, "milestone" if stage else topic if not node.children or start < end else None
        )
        if stage:
            for finding in findings:
                finding.milestone = TIMED_END.sub("", stage)
                finding.until = finding.until or finding.begin
                finding.begin = finding.begin or (None if stage.endswith(("前）", "前)")) else finding.until)
            findings += read_periods(self.ctx, behind, end)
        self.sink.add(node, topic, list(findings))
        if topic in ("application", "other"):
            self.sink.add(node, topic, list(find_materials(self.ctx, after_marker(node), end)))

    def _plain(self, node: Node | None, topic: str | None, start: int, end: int) -> None:
        if start >= end:
            return
        heading = heading_of(node, topic) if node is not None else ""
        start += len(self.ctx.text[start:end]) - len(self.ctx.text[start:end].lstrip())
        opening = _ABOUT.match(self.ctx.text[start:end])
        if opening and (node is None or not node.children):
            self.sink.add(node, topic, read_applicants(self.ctx, start + opening.end(), end))
        granted = read_grants(
            self.ctx, start, end, f"{heading} {self.title}", self._pending(node), expected=topic in ("amounts", "part")
        )
        granted = with_limits(self.ctx, without_aims(self.ctx, granted) if self.aims else granted, start, end)
        self.sink.add(node, topic, granted)
        used = {i for finding in granted for i in finding.figures}
        stated = read_eligibility(self.ctx, start, end, one_project=self.asks)
        self.sink.add(node, topic, [c for c in stated if not used.intersection(c.figures)])
        paid = self.one_project or any(isinstance(f, AmountFinding) for f in granted)
        if not paid and topic in (None, "mixed", "tasks", "amounts") and node is not None and not node.children:
            self.sink.add(node, topic, read_benefits(self.ctx, start, end))
        used |= {i for condition in stated for i in condition.figures}
        if node is not None and topic is None and not granted and self.topics.in_class_chapter(node):
            self.stated.demands(node, start, end, {i for c in stated for i in c.figures})
        if self.asks and topic not in (
            "procedure",
            "stock",
            "contacts",
            "funds_use",
            "safeguards",
            "purpose",
            "validity",
        ):
            self.stated.thresholds(node, start, end, used)
        if topic in (None, "procedure", "amounts", "mixed", "supplementary"):
            handed = find_materials(self.ctx, start, end, group_of(self.ctx.text, node) if node is not None else None)
            self.sink.add(node, topic, list(handed))
        if self.aims and topic is None and node is not None:
            aimed = read_aims(self.ctx, start, end)
            self.sink.add(node, topic, [t for t in aimed if not used.intersection(t.figures)])
            used |= {i for target in aimed for i in target.figures}
        times = read_periods(self.ctx, start, end, deadlines=not self.one_project)
        self.sink.add(node, topic, [p for p in times if not used.intersection(p.figures)])

    def _pending(self, node: Node | None) -> Antecedent | None:
        """What the lead-in of the section above says of who earns the grants of its list."""
        parent = node.parent if node is not None else None
        if parent is None or parent.start == parent.end:
            return None
        if id(parent) not in self.pending:
            self.pending[id(parent)] = opening_of(self.ctx, after_marker(parent), parent.end)
        return self.pending[id(parent)]

    def _tail(self, node: Node, topic: str | None, start: int, end: int, before: int) -> None:
        if topic == "materials":
            self.materials.handed_in(start, end, before)
            return
        if topic in ("conditions", "applicants"):
            self.conditions.read(node, start, end, lead_in=False, listed=False)
            return
        self._plain(node, topic, start, end)


def _node_at(tree: Tree, position: int) -> Node | None:
    found = None
    for node in tree.walk():
        if node.start > position:
            break
        if position < node.end or any(a <= position < b for a, b in node.tails):
            found = node
    return found
