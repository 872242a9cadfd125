"""One series that is granted, with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from tiaokuan.extractors.antecedents import Antecedent
from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part
from tiaokuan.gazetteer.deferred import deferred

_BRACKET = deferred(r"（[^（）\n]*）|\([^()\n]*\)")
_DE = deferred(r"（[^（）\n]*）|\([^()\n]*\)|(?P<de>的)")
#: Further demands up to the 的 that closes them all (满60课时，并与企业签订劳动合同的，…).
_FURTHER = deferred(
    r"(?:（[^（）\n]{1,20}）)?(?P<demand>(?:[，,](?![^，,。；]{0,20}(?:给予|补贴|补助|奖励|资助|按|每|最高|可))(?:[^，,。；的]|的(?![，,])){2,50}){1,3})的(?=[，,])"
)
_OPENING = deferred(r"[，,的、 （）()]*(?:对于?|凡是?|其中)?")
_TOWARDS = deferred(r"(?<![面针绝相应核结一])对(?=[^外接口比应内于照]{2})")


@dataclass(slots=True)
class Grant:
    """One series that is granted, with all that belongs to it."""

    part: Part
    antecedent: Antecedent
    recipients: list[ClassMention]
    thresholds: list[Part]
    per: Part | None
    heading: str
    sentence: Piece | None = None
    until: int = 0
    tier_part: Part | None = None
    tier_name: str | None = None

    @property
    def announced(self) -> bool:
        """True where the clauses before announce the grant and this one only gives the figure (省内500元)."""
        part = self.part
        return part.verb is not None and part.verb == part.left < part.series.start and not part.relief

    def condition_span(self, ctx: Context, part: Part) -> tuple[int, int]:
        """The attributive phrase that holds the threshold: from after 对 or the class noun to the 的."""
        text = ctx.text
        found = _DE.finditer(text, part.series.end, part.clause.end)
        closing = next((match for match in found if match.lastgroup), None)
        end = closing.start("de") if closing else max(part.clause.end, part.series.end)
        further = _FURTHER.match(text, end, part.segment.end) if closing is None else None
        if further is not None and end <= self.part.series.start:
            end = further.end("demand")
        bracket = _BRACKET.search(text, part.clause.start, part.clause.end)
        while bracket is not None and bracket.end() <= part.series.start:
            bracket = _BRACKET.search(text, bracket.end(), part.clause.end)
        of_class = bracket is not None and any(m.end == bracket.end() for m in self.antecedent.mentions)
        if of_class and bracket is not None and bracket.start() < part.series.start:
            return bracket.start() + 1, bracket.end() - 1
        start = part.clause.start
        if self.antecedent.trigger is not None:
            start = min(self.antecedent.trigger[0], start)
        start = max(start, self.antecedent.start)
        for mention in self.antecedent.mentions:
            if start < mention.end <= part.series.start and (further is None or mention.start <= start):
                start = mention.end
        start = max(start, text.rfind("：", start, part.series.start) + 1)
        opening = _OPENING.match(text, start, end)
        start = opening.end() if opening else start
        for at in _TOWARDS.finditer(text, start, part.series.start):
            start = at.end()
        return start, end
