"""The tree read section by section: what each is about, which extractor reads it, and what it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaokuan.extractors.antecedents import Antecedent
from tiaokuan.extractors.applicants import find_applying, read_applicants, read_heading_class, read_noun_entry, read_title_class
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.caps import once_only
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.conditions import demands_figure, polarity_of, read_conditions
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.eligibility import read_eligibility, states_eligibility
from tiaokuan.extractors.findings import AmountFinding, ApplicantFinding, CapFinding, ConditionFinding, Finding, MaterialFinding, PeriodFinding, TargetFinding
from tiaokuan.extractors.grant_tables import RowText, read_grant_table
from tiaokuan.extractors.grants import opening_of, read_benefits, read_caps, read_grants
from tiaokuan.extractors.materials import copies_note, find_materials, read_materials, seal_note
from tiaokuan.extractors.periods import read_periods
from tiaokuan.extractors.subjects import is_about_others
from tiaokuan.extractors.targets import read_aims, read_targets
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.tree import Node, Tree

LISTS = frozenset({"applicants", "conditions", "materials", "targets", "goals", "tasks"})
CORE = frozenset({"part", "applicants", "conditions", "materials", "targets", "amounts", "implementation"})
GENERIC = frozenset({"申请人", "人才", "企业", "单位", "个人"})
INHERITED = LISTS | {"implementation", "application", "stock", "contacts", "procedure", "safeguards", "duties", "funds_use", "amounts"}
_LEAD_MATERIALS = re.compile(r"(?:提供|提交|报送|递交|携带|准备|出具|附上)[^。；，]{0,16}(?:材料|资料|证件|文件)(?:[^。；，]{0,8})?[：:]?$")
_LEAD_CONDITIONS = re.compile(r"(?:符合|具备|满足|达到|遵循)[^。；，]{0,16}(?:条件|要求|标准|之一)[^。；，]{0,8}[：:]?$|(?:符合|具备|满足)(?:以下|下列)[^。；]{0,40}[：:]?$|(?:以下|下列)[^。；，]{0,6}(?:条件|要求)[^。；]{0,24}[：:]?$|(?:以下|下列)[^。；，]{0,8}(?:之一)[^。；]{0,24}[：:]?$")
_LEAD_BARS = re.compile(r"(?:不得|不予|不能|取消|不再|不享受|不纳入|不列入|不属于|不在|不参加|不参评|不准)[^。；]{0,24}[：:]$|(?:有|存在)(?:以下|下列)[^。；，]{0,8}(?:情形|情况|行为)[^。；]{0,24}[：:]$")
_REVOKES = re.compile(r"(?:撤销|收回|终止|解除|报告|退出|收缴)[^。；]{0,24}[：:]$")
_TAKEN_BACK = re.compile(r"(?:下列|以下)[^。]{0,40}(?:撤销|收回|取消[^，。]{0,8}(?:称号|荣誉|奖))")
_ABOUT = re.compile(r"(?:本(?:办法|细则|政策|项目|措施)的?)?(?:申报|申请|补助|补贴|奖励|资助|扶持|支持|救助|评选)(?:的)?(?:对象|主体|单位)(?:为|是|包括|：|:)")
_DEMANDS = re.compile(r"应当?|须|必须|不得|具备|具有|符合下|符合以|满足以|以上|不低于|不少于|之一")
_AUTHORITY = re.compile(r"(?:各|由)?[^，。；]{0,24}?(?:部门|局|委员会|办公室|人民政府|机关|街道|管委会|财政|审计|法院|主管单位)[^，。；]{0,10}?(?:应|负责|会同|对|要|须|可|定期|组织|将|依法|建立)|(?:加强|建立|完善|健全|强化|实行|严格|定期)")
_SAYS = re.compile(r"应当?|须|需|必须|不得|不予|不再|不能|禁止|优先|除外|为准|以上|以下|以内|不低于|不少于|不超过|具有|具备|符合|满足|属于|拥有|未|无|已|是指|为|可|按|均|能够|遵守|承诺|取消|者$|的$|同意|自愿|健全|良好|注册|经营|从事|有")
_STANDING = re.compile(r"(?:拥有|具有|具备|应当?|须|遵守|无|未|近[一二三两\d]|有(?!限)|能够?)[^。；]*?(?<!的)(?:[^的]{6,})$")
_LEAD_DEMANDS = re.compile(r"应|须|需|具有|具备|符合(?!(?:以下|下列))|满足(?!(?:以下|下列))|属于|不得|以上|为(?!了)|之一|包括")
_CEILING = re.compile(r"(?:限|最多|不超过|不得超过|只能|仅能|仅可|只可)[^，。；]{0,6}(?:报|申请|推荐|享受)?[^，。；]{0,4}[\d一二两三四五]+[项个次家名]")
_DEMANDS_OF_THEM = re.compile(r"(?<!相)应(?!届|急|用|对)|须|必须|不视为|视同|不得")
_STEPS = re.compile(r"公示|公布|受理时间|告知|送达|短信|登录|工作日|现场审查")
_SLOGAN = re.compile(r"(?:加大|拓展|优化|加强|扩大|强化|提升|完善|畅通|支持|鼓励)[^，。；]{2,40}(?:力度|范围|保障|渠道|水平|能力|环境)")
_STAGE = re.compile(r"阶段|环节")
_STAGE_ENTRY = re.compile(r"[^，。；：（(\d]{2,12}(?:阶段|环节)(?=[（(：:])")


@dataclass(slots=True)
class Found:
    """A finding with the section that it was found in (None outside of all) and the topic it was read under."""

    finding: Finding
    node: Node | None
    topic: str | None


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
        self._untitled: set[str] | None = None
        self.recurring = _recurring_titles(tree)
        self.pending: dict[int, Antecedent | None] = {}
        self.one_project = False
        self.found: list[Found] = []
        self.topics: dict[int, str | None] = {}
        self.inherited: dict[int, str | None] = {}
        self._targets_beside: set[int] = set()

    def run(self) -> list[Found]:
        """Read everything: sections in order, then paragraphs outside of them."""
        self._mark_descriptions(self.tree.roots)
        kinds = {self.topic_of(node) for node in self.tree.roots}
        self.one_project = len(kinds & {"applicants", "conditions", "materials", "application", "procedure"}) >= 2
        self._tables()
        for root in self.tree.roots:
            self._visit(root, None, None)
        for start, end in self.tree.loose:
            self._plain(None, None, start, end)
        if not any(isinstance(f.finding, ApplicantFinding) and f.finding.role != "beneficiary" for f in self.found):
            if self.one_project:
                self._applying()
            else:
                self._applying_by_chapter()
        return self.found

    def topic_of(self, node: Node) -> str | None:
        """What the section is about by its heading or lead-in; remembered."""
        key = id(node)
        if key not in self.topics:
            topic = _own_topic(self.ctx.text, node)
            self.topics[key] = "part" if topic is None and node.title in self.recurring else topic
        return self.topics[key]

    def titled(self, node: Node) -> bool:
        """True where the section's heading is one: a run-in first sentence is none where the other entries of its style
        begin in the same way without one."""
        if not node.title:
            return False
        if self._untitled is None:
            counts: dict[str, list[int]] = {}
            for other in self.tree.walk():
                counts.setdefault(other.style, []).append(1 if other.title else 0)
            self._untitled = {style for style, marks in counts.items() if len(marks) >= 6 and sum(marks) < 0.12 * len(marks)}
        return node.style not in self._untitled or node.body_start >= node.end

    def is_programme(self, node: Node) -> bool:
        """True where the titled section's children are the parts of a support programme (政策内容, 申请条件, 申请渠道 …)."""
        if not node.title or self.topic_of(node) is not None:
            return False
        kinds = [self.topic_of(child) for child in node.children]
        return sum(1 for kind in kinds if kind) >= 2 and bool(CORE.intersection(filter(None, kinds)))

    def _mark_descriptions(self, nodes: list[Node]) -> None:
        """A 项目任务 beside an 绩效目标 only describes: its figures are no targets."""
        kinds = {self.topic_of(node) for node in nodes}
        for node in nodes:
            if "targets" in kinds and self.topic_of(node) == "tasks":
                self._targets_beside.add(id(node))
            self._mark_descriptions(node.children)

    def _tables(self) -> None:
        """Tables of standards first: their figures have no sentence around them."""
        for rows in self.tables:
            node = _node_at(self.tree, rows[0].start)
            found = read_grant_table(self.ctx, rows, " ".join(filter(None, [node.title if node else None, self.title])))
            self._add(node, "amounts", found)
            self.ctx.exclude([i for f in found for i in f.figures], "table")

    def _add(self, node: Node | None, topic: str | None, findings: list[Finding]) -> None:
        self.found += [Found(finding, node, topic) for finding in findings]

    def _visit(self, node: Node, inherited: str | None, group: str | None) -> None:
        own = self.topic_of(node)
        if inherited == "safeguards" and own in ("conditions", "materials") and heading_topic(node.title or "") is None:
            own = None
        if own == inherited == "materials" and not node.children:
            own = None  # 法律规定的其他申报材料 is an entry of the list, no heading of one
        topic = own or (inherited if inherited in INHERITED and not self.is_programme(node) else None)
        self.inherited[id(node)] = topic
        start, end = _after_marker(node), node.end
        if own is None or own != heading_topic(node.title or ""):
            body = start
        else:
            body = max(node.body_start, start)
        before = len(self.found)
        if topic == "applicants":
            self._applicant_entry(node, own is not None, body, end)
        elif topic == "conditions":
            self._condition_entry(node, own is not None and bool(node.title), body, end)
        elif topic == "materials":
            group = self._material_entry(node, own is not None, body, end, group)
        elif topic in ("targets", "goals", "tasks"):
            self._target_entry(node, topic, body, end)
        elif topic in ("duties", "supplementary") and self.one_project and not node.children:
            self._duty_entry(node, body if own else start, end)
        elif topic in ("implementation", "application", "validity"):
            self._times(node, topic, start if _STAGE.search(node.title or "") else body, end)
        else:
            self._plain(node, topic, body if own else start, end)
        for child in node.children:
            self._visit(child, topic, group)
        if topic == "materials" and node.children:
            self._handed_in(start, end, before)
            last = node.children[-1]
            if last.style != "article" and not last.children:
                self._handed_in(*self._note_of(last), before)
        for tail_start, tail_end in node.tails:
            self._tail(node, topic, tail_start, tail_end, before)

    def _applicant_entry(self, node: Node, headed: bool, start: int, end: int) -> None:
        direct = node.parent is None or heading_topic(node.parent.title or "") == "applicants"
        if not headed and not direct:
            self._conditions(node, start, end, lead_in=bool(node.children), listed=True)
            return
        if not headed and node.title:
            named = read_heading_class(self.ctx, node.title_start, node.title_end)
            if named:
                self._add(node, "applicants", named)
                self._conditions(node, node.body_start, end, lead_in=bool(node.children), listed=False)
                return
        if start >= end:
            return
        findings: list[Finding] = []
        stated = False
        for sentence in sentences(self.ctx.text, start, end):
            if _STANDING.match(sentence.of(self.ctx.text)):
                stated = True
                self._conditions(node, sentence.start, sentence.end, lead_in=False, listed=False)
            elif states_eligibility(self.ctx, sentence.start, sentence.end):
                stated = True
                self._add(node, "applicants", list(read_eligibility(self.ctx, sentence.start, sentence.end, one_project=True)))
            else:
                findings += read_applicants(self.ctx, sentence.start, sentence.end)
                if any(self._is_threshold(i) for i in self.ctx.live(sentence.start, sentence.end)) and not any(
                    self.ctx.within(f.start, f.end) for f in findings
                ):
                    self._conditions(node, sentence.start, sentence.end, lead_in=False, listed=False)
        if stated and not findings:
            return
        if findings and not (node.children and _lead_only(self.ctx.text[start:end])):
            self._add(node, "applicants", findings)
            self._add(node, "applicants", read_grants(self.ctx, start, end))
        elif not headed or not node.children:
            self._conditions(node, start, end, lead_in=bool(node.children), listed=not headed)

    def _condition_entry(self, node: Node, headed: bool, start: int, end: int) -> None:
        if not headed and node.title and node.children:
            named = read_heading_class(self.ctx, node.title_start, node.title_end)
            if named:
                self._add(node, "conditions", named)
                start = node.body_start
        if start >= end:
            return
        lead = bool(node.children)
        if headed:
            self._conditions(node, start, end, lead_in=lead, listed=False)
        elif node.style == "article" and not lead and not _DEMANDS.search(self.ctx.text[start:end]):
            self._plain(node, None, start, end)
        else:
            self._conditions(node, start, end, lead_in=lead, listed=True)
        self._add(node, "conditions", [f for f in read_periods(self.ctx, start, end) if f.role in ("validity", "application")])

    def _duty_entry(self, node: Node, start: int, end: int) -> None:
        """What those who take part must or must not do is a condition; what the authority does is not."""
        text = self.ctx.text[start:end].strip()
        lead = "" if node.parent is None else self.ctx.text[node.parent.start : node.parent.end]
        if _TAKEN_BACK.search(lead):
            self._plain(node, self.inherited[id(node)], start, end)
        elif re.search(r"不得|应当?|须|必须|没收|退还|^(?:遵守|具备|接受|自愿)", text) and not _AUTHORITY.match(text) and not is_about_others(text) and len(text) < 400:
            self._conditions(node, start, end, lead_in=False, listed=True)
        else:
            self._plain(node, self.inherited[id(node)], start, end)

    def _conditions(self, node: Node | None, start: int, end: int, *, lead_in: bool, listed: bool) -> None:
        """One entry where it is listed, else one for each sentence; of a lead-in, what it demands itself."""
        pieces = [(start, end)] if listed else [(s.start, s.end) for s in sentences(self.ctx.text, start, end)]
        for number, (a, b) in enumerate(pieces):
            a, b = trim(self.ctx.text, a, b)
            if b - a < 2 or self._only_caps(node, a, b):
                continue
            last = number == len(pieces) - 1
            if not listed and not _SAYS.search(self.ctx.text[a:b]):
                continue
            if _SLOGAN.fullmatch(self.ctx.text[a:b]):
                continue
            if lead_in and last and not _LEAD_DEMANDS.search(self.ctx.text[a:b]):
                continue
            if re.search(r"给予|奖励|奖金|补助\d|补贴\d|资助", self.ctx.text[a:b]):
                granted = read_grants(self.ctx, a, b, node.title or "" if node is not None else "")
                self._add(node, "conditions", granted)
                if any(isinstance(f, AmountFinding) for f in granted):
                    continue
            read = read_conditions(self.ctx, Entry(a, b, lead_in=lead_in and last, listed=listed))
            if node is not None and any(_LEAD_BARS.search(_own_words(self.ctx.text, n)) for n in node.ancestors()):
                for condition in read:
                    condition.polarity = "exclude"
            self._add(node, "conditions", [*read, *once_only(self.ctx, Piece(a, b, ""))])

    def _only_caps(self, node: Node | None, start: int, end: int) -> bool:
        """A ceiling on how much one may apply for (每家单位限报1项) is a cap and no condition."""
        text = self.ctx.text[start:end]
        parts = sentences(text, 0, len(text))
        if not all(len(p.of(text)) <= 60 and _CEILING.search(p.of(text)) for p in parts) or (len(parts) == 1 and len(text) > 60):
            return False
        caps = [f for f in read_caps(self.ctx, start, end) if isinstance(f, CapFinding)]
        self._add(node, "conditions", list(caps))
        return bool(caps)

    def _material_entry(self, node: Node, headed: bool, start: int, end: int, group: str | None) -> str | None:
        text = self.ctx.text[start:end]
        named = _group(self.ctx.text, node) or group
        if not headed and node.title and not node.children and category_of(re.split(r"[、和或及]", node.title)[-1]) is not None:
            group, start = node.title, max(start, node.body_start)  # 1.金融机构：提供营业执照 …
        if node.children:
            if not headed and text and not _announces(text):
                self._material(node, start, end, group, node.ordinal)
            return named
        if headed:
            for number, sentence in enumerate(sentences(self.ctx.text, start, end), 1):
                self._material(node, sentence.start, sentence.end, group, None if number else None)
        else:
            last = node.parent is not None and node.parent.children[-1] is node and node.style != "article"
            self._material(node, start, self._note_of(node)[0] if last else end, group, node.ordinal)
        return named

    def _note_of(self, node: Node) -> tuple[int, int]:
        """Of the last entry of a list, the paragraphs behind its first: they speak of the whole list."""
        at = self.ctx.text.find("\n", node.start, node.end)
        return (node.end, node.end) if at < 0 or node.parent is None or len(node.parent.children) < 2 else (at + 1, node.end)

    def _handed_in(self, start: int, end: int, before: int) -> None:
        """A note on the form of all materials of the list (每页加盖公章, 一式两份): to those found since ``before``."""
        note = self.ctx.text[start:end]
        sealed, copies = seal_note(note), copies_note(note)
        for found in self.found[before:]:
            if isinstance(found.finding, MaterialFinding):
                found.finding.sealed = found.finding.sealed or sealed
                found.finding.copies = found.finding.copies or copies

    def _material(self, node: Node, start: int, end: int, group: str | None, ordinal: int | None) -> None:
        self._add(node, "materials", list(read_materials(self.ctx, Entry(start, end, ordinal=ordinal, group=group))))
        self._add(node, "materials", [f for f in read_periods(self.ctx, start, end) if f.role == "application"])

    def _target_entry(self, node: Node, topic: str, start: int, end: int) -> None:
        if start >= end:
            return
        granted = read_grants(self.ctx, start, end, node.title or "")
        used = {i for finding in granted for i in finding.figures}
        self._add(node, topic, granted)
        periods = [p for p in read_periods(self.ctx, start, end) if p.role != "other" or not granted]
        if topic != "targets":
            self._add(node, topic, list(periods))
            used |= {i for p in periods for i in p.figures}
        if topic == "tasks" and (id(node) in self._targets_beside or any(id(a) in self._targets_beside for a in node.ancestors())):
            self.ctx.exclude([i for i in self.ctx.live(start, end) if i not in used], "background")
            return
        targets = read_targets(self.ctx, Entry(start, end))
        self._add(node, topic, [t for t in targets if not used.intersection(t.figures) and (t.metric is not None or topic == "targets")])

    def _times(self, node: Node, topic: str, start: int, end: int) -> None:
        entry = _STAGE_ENTRY.match(self.ctx.text, start, end)
        stage = node.title if _STAGE.search(node.title or "") else entry.group() if entry else None
        findings = read_periods(self.ctx, start, end, "milestone" if stage else topic if not node.children or start < end else None)
        if stage:
            for finding in findings:
                finding.milestone = stage
                finding.begin, finding.until = finding.begin or finding.until, finding.until or finding.begin
        self._add(node, topic, list(findings))

    def _plain(self, node: Node | None, topic: str | None, start: int, end: int) -> None:
        if start >= end:
            return
        heading = (node.title or "") if node is not None else ""
        while start < end and self.ctx.text[start].isspace():
            start += 1
        opening = _ABOUT.match(self.ctx.text[start:end])
        if opening and not (node is not None and node.children):
            named = read_applicants(self.ctx, start + opening.end(), end)
            self._add(node, topic, named)
        granted = read_grants(self.ctx, start, end, f"{heading} {self.title}", self._pending(node), expected=topic in ("amounts", "part"))
        self._add(node, topic, granted)
        used = {i for finding in granted for i in finding.figures}
        stated = read_eligibility(self.ctx, start, end, one_project=self.one_project)
        self._add(node, topic, [c for c in stated if not used.intersection(c.figures)])
        if not self.one_project and not granted and topic in (None, "tasks") and node is not None and not node.children:
            self._add(node, topic, read_benefits(self.ctx, start, end))
        used |= {i for condition in stated for i in condition.figures}
        if node is not None and topic is None and not granted and self._in_class_chapter(node):
            self._demands(node, start, end, {i for c in stated for i in c.figures})
        if self.one_project and topic not in ("procedure", "stock", "contacts", "funds_use", "safeguards", "purpose", "validity"):
            self._thresholds(node, start, end, used)
        if self.one_project and topic in (None, "procedure", "amounts", "supplementary"):
            handed = find_materials(self.ctx, start, end, _group(self.ctx.text, node) if node is not None else None)
            self._add(node, topic, list(handed))
        if self.aims and topic is None and node is not None:
            aimed = read_aims(self.ctx, start, end)
            self._add(node, topic, [t for t in aimed if not used.intersection(t.figures)])
            used |= {i for target in aimed for i in target.figures}
        self._add(node, topic, [p for p in read_periods(self.ctx, start, end, deadlines=not self.one_project) if not used.intersection(p.figures)])

    def _in_class_chapter(self, node: Node) -> bool:
        return any(n.style == "chapter" and self.topic_of(n) is None and find_classes(n.title or "") for n in node.ancestors())

    def _demands(self, node: Node, start: int, end: int, stated: set[int]) -> None:
        """In a chapter about a class, what a sentence demands of those who apply is a condition."""
        for sentence in sentences(self.ctx.text, start, end):
            text = sentence.of(self.ctx.text)
            if not _DEMANDS_OF_THEM.search(text) or _STEPS.search(text) or is_about_others(text):
                continue
            read = read_conditions(self.ctx, Entry(sentence.start, sentence.end, listed=False))
            known = [f.finding for f in self.found if isinstance(f.finding, ConditionFinding) and f.finding.start < sentence.end and sentence.start < f.finding.end]
            self._add(node, None, [c for c in read if not known])

    def _thresholds(self, node: Node | None, start: int, end: int, used: set[int]) -> None:
        """What is left of bounded figures in a document about one project is demanded: a condition each sentence."""
        for sentence in sentences(self.ctx.text, start, end):
            left = [i for i in self.ctx.live(sentence.start, sentence.end) if i not in used and self._is_threshold(i)]
            if not left or _AUTHORITY.match(sentence.of(self.ctx.text)) or not any(demands_figure(self.ctx, i) for i in left):
                continue
            read = [c for c in read_conditions(self.ctx, Entry(sentence.start, sentence.end, listed=False)) if c.metric is not None]
            read = [c for c in read if not used.intersection(c.figures)]
            self._add(node, "conditions", list(read))
            used |= {i for c in read for i in c.figures}

    def _is_threshold(self, index: int) -> bool:
        quantity = self.ctx.quantities[index]
        if quantity.bound != "min" or quantity.kind in (Kind.DATE, Kind.DATE_RANGE) or quantity.working_days:
            return False
        return re.search(r"公示|施行|有效期|力争|评审|专家", self.ctx.text[max(0, quantity.start - 24) : quantity.end + 8]) is None

    def _pending(self, node: Node | None) -> Antecedent | None:
        """What the lead-in of the section above says of who earns the grants of its list."""
        parent = node.parent if node is not None else None
        if parent is None or parent.start == parent.end:
            return None
        if id(parent) not in self.pending:
            self.pending[id(parent)] = opening_of(self.ctx, _after_marker(parent), parent.end)
        return self.pending[id(parent)]

    def _tail(self, node: Node, topic: str | None, start: int, end: int, before: int) -> None:
        text = self.ctx.text[start:end]
        if topic == "materials":
            self._handed_in(start, end, before)
            return
        if topic in ("conditions", "applicants"):
            self._conditions(node, start, end, lead_in=False, listed=False)
            return
        self._plain(node, topic, start, end)

    def _applying_by_chapter(self) -> None:
        """Chapters that are about a class (引进在职人才入户): those who apply in them, else the class of the title."""
        for node in self.tree.walk():
            if node.style != "chapter" or self.topic_of(node) is not None or not find_classes(node.title or ""):
                continue
            named = read_title_class(self.ctx, node.title_start, node.title_end)
            acting = [f for below in node.walk() for f in find_applying(self.ctx, _after_marker(below), below.end)]
            known = {f.label for f in named if isinstance(f, ApplicantFinding)}
            ours = [f for f in acting if isinstance(f, ApplicantFinding) and any(k.endswith(f.label[-3:]) for k in known)]
            self._add(node, "applicants", [f for f in ours if f.label not in GENERIC] or named)

    def _applying(self) -> None:
        for node in self.tree.walk():
            self._add(node, "applicants", find_applying(self.ctx, _after_marker(node), node.end))
        for start, end in self.tree.loose:
            self._add(None, "applicants", find_applying(self.ctx, start, end))
        if not any(isinstance(f.finding, ApplicantFinding) for f in self.found):
            for found in list(self.found):
                if found.topic == "conditions" and isinstance(found.finding, ConditionFinding):
                    self._add(found.node, "applicants", read_noun_entry(self.ctx, found.finding.start, found.finding.end))


def _recurring_titles(tree: Tree) -> set[str]:
    """Headings that stand under at least three parents: labels of parts (政策内容, 补贴测算), no programmes."""
    parents: dict[str, set[int]] = {}
    for node in tree.walk():
        if node.title and node.parent is not None:
            parents.setdefault(node.title, set()).add(id(node.parent))
    return {title for title, above in parents.items() if len(above) >= 3}


def _node_at(tree: Tree, position: int) -> Node | None:
    found = None
    for node in tree.walk():
        if node.start > position:
            break
        if position < node.end or any(a <= position < b for a, b in node.tails):
            found = node
    return found


def _after_marker(node: Node) -> int:
    return node.start + len(node.marker or "")


def _own_topic(text: str, node: Node) -> str | None:
    if node.title:
        topic = heading_topic(node.title)
        if topic is not None or category_of(node.title) is not None:
            return topic
    words = text[node.start : node.end].strip()
    if not node.children:
        return None
    words = re.split(r"[。；\n]", words.rstrip("。；"))[-1]
    if len(words) > 160:
        return None
    closing = words.rstrip("：:。 ")
    if _REVOKES.search(words):
        return None
    if _LEAD_BARS.search(words):
        return "conditions"
    if _LEAD_MATERIALS.search(closing):
        return "materials"
    if re.search(r"给予|予以", closing):
        return None
    return "conditions" if _LEAD_CONDITIONS.search(closing) else None


def _own_words(text: str, node: Node) -> str:
    return text[node.start : node.end].strip()[-80:]


def _lead_only(text: str) -> bool:
    return bool(re.search(r"(?:如下|以下|下列)[^。；]{0,8}[：:]?\s*$", text))


def _announces(text: str) -> bool:
    """True where the words before a list only announce it (需提供以下材料：)."""
    return text.rstrip().endswith(("：", ":")) or bool(re.search(r"(?:提供|提交|如下|以下|下列)[^。；]{0,16}$", text.strip(" 。；：:")))


def _group(text: str, node: Node) -> str | None:
    """The class that a list of materials is for, where its heading names one (重点企业需提供：)."""
    words = (node.title or text[_after_marker(node) : node.end]).strip(" ：:。；")
    match = re.match(r"^(?P<who>[^，。；]{2,40}?)(?:申请材料要求|申报材料|申请材料|还?需要?提供|应?提供|需?提交|应当?提交|须提供|所需材料|材料)", words)
    if match and category_of(re.split(r"[、和或及的]", match["who"])[-1]) is not None and not re.fullmatch(r"申报单位|申请人|申报主体|申请单位|单位|企业", match["who"]):
        return match["who"]
    return None


__all__ = ["Found", "Interpreter", "PeriodFinding", "TargetFinding", "polarity_of"]
