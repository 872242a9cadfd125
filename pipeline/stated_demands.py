"""Demands that running text states, apart from lists and sections of conditions."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.clauses import Piece, clauses, segments, sentences
from tiaokuan.extractors.conditions import demands_figure, read_conditions
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.demands import rules_on_works
from tiaokuan.extractors.eligibility import read_eligibility
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import ConditionFinding
from tiaokuan.extractors.standings import read_gates
from tiaokuan.extractors.subjects import is_about_others, opens_with_office
from tiaokuan.extractors.targets import read_targets
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.tree import Node

_DEMANDS_OF_THEM = deferred(r"(?<![相供响适反效])应(?!届|急|用|对)|须|必须|不视为|视同|不得")
_STEPS = deferred(r"公示|公布|受理时间|告知|送达|短信|登录|工作日|现场审查")

#: What may be applied for in a guideline (支持方向, 研究内容, 榜单2).
_DIRECTION = deferred(
    r"(?:支持|研究|申报|攻关|研发|指南|重点|揭榜|建设|项目)(?:方向|任务|内容|课题|榜单|领域|类别|主题)|^(?:方向|课题|榜单|专题|任务|需求)[（(]?[\d一二三四五六七八九十]"
)
_BRINGS = deferred(
    r"(?:项目(?:完成|结束|验收|实施)(?:后|时|期内?)?，?|实施期内，?|[^，。；]{0,10}(?:年)?内，?)?(?:研[制发究]|培育|选育|开发|建[立成设]|形成|突破|完成|申[请报](?=[^，。；]{0,8}(?:专利|著作权|品种权))|获得(?=[^，。；]{0,8}(?:专利|授权|著作权))|制[定订]|推广|发表|集成|构建|新增|筛选|示范|培养|实现|攻克|创制|搭建|提出)"
)
_OF_THOSE = deferred(
    r"申报(?:单位|主体|企业|人)|申请(?:单位|人)|牵头|企业(?:须|应)|负责人|资助|支持|须|应当|具[有备]|拥有"
)
#: What the figure says of a project that is let in (建设总投资800万元以上的冷库).
_WHOSE = deferred(
    r"\d[^，。；\d]{0,6}(?:以[上下内])(?:的|，(?:且|并))[^，。；]{2,}$|\d[^，。；\d]{0,6}以[上下内]的[^，。；]{2,12}(?:项目|企业|基地|工程|园区)"
)
_OF_OTHERS = deferred(r"公示|施行|有效期|力争|评审|专家|得票|票数|出席|核查|查验|工作人员")


class StatedDemands:
    """Reads them into a sink."""

    def __init__(self, ctx: Context, sink: Sink) -> None:
        self.ctx = ctx
        self.sink = sink

    def of_works(self, node: Node, start: int, end: int) -> None:
        """What a list of materials says of the works that are handed in (视频须为横屏，时长不超过3分钟)."""
        parts = sentences(self.ctx.text, start, end)
        for sentence in parts[1:]:
            whole = rules_on_works(sentence.of(self.ctx.text))
            for part in (sentence,) if whole else segments(self.ctx.text, sentence.start, sentence.end):
                if whole or rules_on_works(part.of(self.ctx.text)):
                    entry = Entry(part.start, part.end, listed=False)
                    self.sink.add(node, "conditions", list(read_conditions(self.ctx, entry)))

    def in_passing(self, node: Node, start: int, end: int) -> None:
        """What a section on when and how to apply says of who may not, or must do more than apply."""
        used = {i for f in self.sink.found if f.node is node for i in f.finding.figures}
        stated = read_eligibility(self.ctx, start, end, one_project=True)
        self.sink.add(node, "application", [c for c in stated if not used.intersection(c.figures)])

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
            left = [
                i for i in self.ctx.live(sentence.start, sentence.end) if i not in used and is_threshold(self.ctx, i)
            ]
            if (
                not left
                or opens_with_office(sentence.of(self.ctx.text))
                or is_about_others(sentence.of(self.ctx.text))
                or not any(demands_figure(self.ctx, i) for i in left)
            ):
                continue
            if node is not None and _aims_at(node, sentence.of(self.ctx.text)):
                aimed = [t for t in read_targets(self.ctx, Entry(sentence.start, sentence.end)) if t.metric is not None]
                aimed = [t for t in aimed if not used.intersection(t.figures)]
                self.sink.add(node, "targets", list(aimed))
                used |= {i for t in aimed for i in t.figures}
                continue
            read = [g for g in read_gates(self.ctx, sentence) if "岁" not in g.text]
            if not all(any(i in c.figures for c in read) for i in left if demands_figure(self.ctx, i)):
                read = [
                    c
                    for part in self._beside(sentence, left, used)
                    for c in read_conditions(self.ctx, Entry(part.start, part.end, listed=False))
                    if c.metric is not None
                ]
            read = [c for c in read if not used.intersection(c.figures)]
            self._as_gates(node, read)
            self.sink.add(node, "conditions", list(read))
            used |= {i for c in read for i in c.figures}

    def _beside(self, sentence: Piece, left: list[int], used: set[int]) -> list[Piece]:
        """The sentence; where it pays something as well, only the clauses of the figures that are left."""
        live = self.ctx.within(sentence.start, sentence.end)
        if not used.intersection(live) and not any(
            self.ctx.quantities[i].kind is Kind.MONEY for i in live if i not in left
        ):
            return [sentence]
        found: list[Piece] = []
        for piece in clauses(self.ctx.text, sentence.start, sentence.end):
            own = [i for i in left if piece.start <= self.ctx.quantities[i].start < piece.end]
            if own and not used.intersection(self.ctx.within(piece.start, piece.end)):
                end = piece.end - 1 if self.ctx.text[piece.end - 1] == "的" else piece.end
                found.append(Piece(piece.start, end, ""))
        return found or [sentence]

    def _as_gates(self, node: Node | None, read: list[ConditionFinding]) -> None:
        """The words of a gate that is known already, for another figure of the same words."""
        gates = [f.finding for f in self.sink.found[-12:] if f.node is node and isinstance(f.finding, ConditionFinding)]
        for condition in read:
            figure = self.ctx.quantities[condition.figures[0]]
            gate = next((g for g in gates if g.gates and g.start <= figure.start and figure.end <= g.end), None)
            if gate is not None:
                condition.start, condition.end, condition.text = gate.start, gate.end, gate.text


def _aims_at(node: Node, text: str) -> bool:
    """True where a section on what may be applied for says what its project must bring about (研制样机3台以上)."""
    named = [node.title or "", *(above.title or "" for above in node.ancestors())]
    return (
        any(_DIRECTION.search(title) for title in named)
        and _BRINGS.match(text) is not None
        and _OF_THOSE.search(text) is None
        and _WHOSE.search(text) is None
    )


def is_threshold(ctx: Context, index: int) -> bool:
    """True where a figure is a lower bound that can be a demand."""
    quantity = ctx.quantities[index]
    if quantity.bound != "min" or quantity.kind in (Kind.DATE, Kind.DATE_RANGE) or quantity.working_days:
        return False
    return _OF_OTHERS.search(ctx.text, max(0, quantity.start - 24), quantity.end + 8) is None
