"""Sections about who may apply: their headings, entries and sentences, which name classes or state demands."""

from __future__ import annotations

import re

from tiaokuan.extractors.applicants import as_applicant, before_more, read_applicants, read_heading_class
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.demands import says_what_they_must_be, says_what_works_must_be
from tiaokuan.extractors.eligibility import read_eligibility, states_eligibility
from tiaokuan.extractors.findings import Finding
from tiaokuan.extractors.grants import read_grants
from tiaokuan.extractors.joint import says_how, set_joint
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.condition_sections import ConditionSections
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.stated_demands import is_threshold
from tiaokuan.pipeline.tree import Node

_STANDING = deferred(
    r"(?:拥有|具有|具备|应当?|须|遵守|无|未|近[一二三两\d]|有(?!限)|能够?)[^。；]*?(?<!的)(?:[^的]{6,})$"
)
_INCLUDING = deferred(r"[，,](?:主要)?(?:包括|包含)[^。；：]*。?$")
_SAID = deferred(
    r"(?:对象|主体|范围|单位|申请人|申报人)(?:应当?|必须|须)?(?:为|是|包括|限于|面向)(?P<who>[^。；：\n]{2,120}?)"
    r"(?=[，,](?:并|且|同时|应|须|需|具备|符合|满足)|[。；：:]|$)"
)
#: What is supported by its mere name (海上风电；电站建设项目。): it demands nothing.
_NAMED = deferred(r"\s*(?!不|未|无|非|有|具|符合|依法|取得|持)[^，。；的\d应须需]{2,24}[。；;]?\s*")
_BRACKETS = deferred(r"（[^（）]*）|\([^()]*\)")


#: Whom the policy leaves out.
_BARS = deferred(
    r"(?:不适用(?:本|于)|不(?:得|能|可)(?:作为)?申报|不(?:予|再)(?:支持|受理|资助|补贴|补助|奖励)|不(?:享受|纳入|属于|列入)本?|不在(?:本|此|支持|补贴|补助|申报)[^。；]{0,8}范围|除外)[^。；]{0,16}[。；]?$"
)
_MEANT = deferred("(?<!不)适用于|对象[为是]")
#: 符合下列条件的新市民：what the list below demands.
_OF_DEMANDS = deferred(
    r"(?:符合|具备|满足)(?:以下|下列|如下)[^，。；：]{0,8}(?:条件|要求)(?:之一)?的[^，。；：]{2,40}[：:]\s*$|[^。；]{2,60}?[，,]?(?:应当?|须|需|必须)?(?:同时)?(?:符合|具备|满足)(?:以下|下列|如下)[^，。；：]{0,8}(?:条件|要求)[：:]\s*$"
)
_ORGANISER = deferred(
    r"(?:主办|承办|协办|联办|合办|共办|联合主办|联合承办|支持|指导|特别支持|技术支持|学术支持|媒体支持|冠名|冠名赞助|赞助|合作|组织|执行|参与|战略合作)"
    r"(?:(?:、|及|和)?(?:主办|承办|协办|支持|指导|执行|合作))?(?:单位|机构|媒体|方|部门)"
)
_HOLDS = deferred(
    r"^(?:联合)?主办(?:单位|方|机构)|^组织(?:单位|机构|架构)$|^(?:大赛|活动|赛事|竞赛)组织(?:单位|机构)?$"
)


class ApplicantSections:
    """Reads them into ``sink``; what is a demand goes to ``conditions``."""

    def __init__(self, ctx: Context, sink: Sink, conditions: ConditionSections) -> None:
        self.ctx = ctx
        self.sink = sink
        self.conditions = conditions

    def lead(self, node: Node, start: int, end: int) -> None:
        """Who the lead-in of a list of demands is about (申报对象为 …的人才，并具备下列条件：)."""
        said = _SAID.search(self.ctx.text, start, end)
        if said:
            self.sink.add(node, "applicants", read_applicants(self.ctx, said.start("who"), said.end("who")))

    def entry(self, node: Node, headed: bool, start: int, end: int) -> None:
        """A section about who may apply, or an entry of its list; ``headed``: the heading says so itself."""
        if organises(node):
            return
        direct = node.parent is None or heading_topic(node.parent.title or "") == "applicants"
        asked = (
            not headed and node.parent is not None
            and _OF_DEMANDS.search(self.ctx.text, node.parent.start, node.parent.end) is not None
        )  # fmt: skip
        if not headed and (asked or not direct):
            self.conditions.read(node, start, end, lead_in=bool(node.children), listed=True)
            return
        if not headed and node.title:
            named = read_heading_class(self.ctx, node.title_start, node.title_end)
            if named:
                self.sink.add(node, "applicants", named)
                self.conditions.read(node, node.body_start, end, lead_in=bool(node.children), listed=False)
                return
        if start >= end:
            return
        if not headed and not node.children and says_what_works_must_be(self.ctx.text, start, end):
            self.conditions.read(node, start, end, lead_in=False, listed=True)
            return
        self.conditions.of_class(node, headed, start, end)
        findings: list[Finding] = []
        stated = False
        for sentence in sentences(self.ctx.text, start, end):
            joint = says_how(sentence.of(self.ctx.text)) if findings else None
            if joint:
                set_joint(findings, joint)
            elif _BARS.search(self.ctx.text, sentence.start, sentence.end) and not _MEANT.search(
                self.ctx.text, sentence.start, sentence.end
            ):
                stated = True
                self.conditions.read(node, sentence.start, sentence.end, lead_in=False, listed=False)
            elif _STANDING.match(_INCLUDING.sub("", sentence.of(self.ctx.text))) and (
                first := before_more(self.ctx, sentence.start, sentence.end)
            ):
                findings += [as_applicant(self.ctx, mention) for mention in first]
            elif _STANDING.match(_INCLUDING.sub("", sentence.of(self.ctx.text))):
                stated = True
                self.conditions.read(node, sentence.start, sentence.end, lead_in=False, listed=False)
            elif states_eligibility(self.ctx, sentence.start, sentence.end):
                stated = True
                self.sink.add(
                    node, "applicants", list(read_eligibility(self.ctx, sentence.start, sentence.end, one_project=True))
                )
            else:
                if self.ctx.text.find("适用于", sentence.start, sentence.end) >= 0:  # 本办法适用于在本市注册的企业
                    scope = read_eligibility(self.ctx, sentence.start, sentence.end, one_project=True)
                    self.sink.add(node, "applicants", list(scope))
                elif says_what_they_must_be(self.ctx.text, sentence.start, sentence.end):
                    self.conditions.read(node, sentence.start, sentence.end, lead_in=False, listed=False)
                findings += read_applicants(self.ctx, sentence.start, sentence.end)
                if any(is_threshold(self.ctx, i) for i in self.ctx.live(sentence.start, sentence.end)) and not any(
                    self.ctx.within(f.start, f.end) for f in findings
                ):
                    self.conditions.read(node, sentence.start, sentence.end, lead_in=False, listed=False)
        if stated and not findings:
            return
        if findings and not (node.children and _lead_only(self.ctx.text[start:end])):
            self.sink.add(node, "applicants", findings)
            self.sink.add(node, "applicants", read_grants(self.ctx, start, end))
        elif not findings and (granted := read_grants(self.ctx, start, end, node.title or "")):
            self.sink.add(node, "applicants", granted)
        elif (not headed or not node.children) and not _NAMED.fullmatch(_BRACKETS.sub("", self.ctx.text[start:end])):
            self.conditions.read(node, start, end, lead_in=bool(node.children), listed=not headed)


def organises(node: Node) -> bool:
    """Whether the section names who holds an event (主办单位, 承办单位, 支持单位 beside it): nobody who applies."""
    title = node.title or ""
    if not _ORGANISER.fullmatch(title):
        return False
    family = node.parent.children if node.parent is not None else []
    above = node.parent.title or "" if node.parent is not None else ""
    return bool(_HOLDS.search(title)) or bool(_HOLDS.search(above)) or any(_HOLDS.search(n.title or "") for n in family)


def _lead_only(text: str) -> bool:
    return bool(re.search(r"(?:如下|以下|下列)[^。；]{0,8}[：:]?\s*$", text))
