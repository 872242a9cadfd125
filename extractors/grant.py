"""One series that is granted, with all that belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaokuan.extractors.antecedents import Antecedent
from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part

_BRACKET = re.compile(r"（[^（）\n]*）|\([^()\n]*\)")
_DE = re.compile(r"（[^（）\n]*）|\([^()\n]*\)|(?P<de>的)")
_OPENING = re.compile(r"[，,的、 （）()]*(?:对于?|凡是?|其中)?")
_TOWARDS = re.compile(r"(?<![面针绝相应核结一])对(?=[^外接口比应内于照]{2})")


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

    @property
    def announced(self) -> bool:
        """True where the clauses before announce the grant and this one only gives the figure (省内500元)."""
        return self.part.verb is not None and self.part.verb == self.part.left < self.part.series.start

    def condition_span(self, ctx: Context, part: Part) -> tuple[int, int]:
        """The attributive phrase that holds the threshold: from after 对 or the class noun to the 的."""
        text = ctx.text
        closing = _DE.search(text, part.series.end, part.clause.end)
        end = closing.start("de") if closing and closing.lastgroup else max(part.clause.end, part.series.end)
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
            if start < mention.end <= part.series.start:
                start = mention.end
        opening = _OPENING.match(text, start, end)
        start = opening.end() if opening else start
        for at in _TOWARDS.finditer(text, start, part.series.start):
            start = at.end()
        return start, end
