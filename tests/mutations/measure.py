"""Comparing a text with its mutant, and counting what was found where."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tiaokuan.pipeline.diff import compare
from tiaokuan.pipeline.report_model import ChangeReport
from tiaokuan.pipeline.run import structure_text
from tiaokuan.pipeline.schema import Document, Source
from tiaokuan.tests.mutations.edits import Mutation, mutation

_SLACK = 2


@dataclass
class Outcome:
    """What one mutation came to. ``hit``: reported as substantive where it was made; ``strays``: substantive changes
    reported elsewhere; ``right``: those reported where an edit was made."""

    name: str
    mutation: Mutation
    report: ChangeReport
    hit: bool
    right: int
    strays: list[str]
    mutant: str = ""


@dataclass
class Tally:
    """Counts over many mutations."""

    edits: int = 0
    hits: int = 0
    right: int = 0
    strays: int = 0
    editorial: int = 0
    noisy: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of substantive edits that were reported as such."""
        return self.hits / self.edits if self.edits else 1.0

    @property
    def precision(self) -> float:
        """Share of substantive changes reported that were made."""
        return self.right / (self.right + self.strays) if self.right + self.strays else 1.0

    def add(self, outcome: Outcome) -> None:
        """Count one mutation."""
        if outcome.mutation.substantive:
            self.edits += 1
            self.hits += outcome.hit
            self.right += outcome.right
            if not outcome.hit:
                self.notes.append(f"missed {outcome.name}: {outcome.mutation.edits[:2]}")
        else:
            self.editorial += 1
            self.noisy += bool(outcome.strays)
        self.strays += len(outcome.strays)
        self.notes += [f"stray {outcome.name}: {stray}" for stray in outcome.strays]


def run(name: str, document: Document, kind: str, seed: int) -> Outcome | None:
    """Mutate a document (structured from its own normalised text), compare, and see; None where there is no place."""
    made = mutation(kind, document, random.Random(f"{name}/{kind}/{seed}"))
    if made is None:
        return None
    text, places = made.apply(document.text)
    mutant = structure_text(text)
    report = compare(document, mutant)
    moved = mutant.text != text
    real = [n for n, edit in enumerate(made.edits) if not edit.follows]
    old_places = [(made.edits[n].start - _SLACK, made.edits[n].end + _SLACK) for n in real]
    new_places = [(places[n][0] - _SLACK, places[n][1] + _SLACK) for n in real]
    right, strays = 0, []
    for label, old, new in substantive(report):
        near = _near(old, old_places) or (_near(new, new_places) if not moved else _near_text(new, made, mutant))
        if near and made.substantive:
            right += 1
        else:
            strays.append(label)
    return Outcome(f"{name}/{kind}/{seed}", made, report, right > 0, right, strays, mutant.text)


def substantive(report: ChangeReport) -> Iterator[tuple[str, Source | None, Source | None]]:
    """Every substantive change with its places."""
    for item in report.items:
        if item.status in ("added", "removed") and not item.changes:
            yield f"item {item.status} {item.old or item.new}", None, None
        for change in item.changes:
            if change.severity == "substantive":
                yield (
                    f"{change.field} {change.op}: {change.note}",
                    change.before.source if change.before else None,
                    change.after.source if change.after else None,
                )
    for section in report.section_changes:
        if section.severity == "substantive":
            text = "".join(t for o, t in section.redline if o != "=")
            yield f"text {text[:60]}", section.old_source, section.new_source
    for head in report.document_changes:
        if head.severity == "substantive":
            yield head.note, head.old_source, head.new_source


def _near(source: Source | None, places: Iterable[tuple[int, int]]) -> bool:
    return source is not None and any(a < source.end and b > source.start for a, b in places)


def _near_text(source: Source | None, made: Mutation, mutant: Document) -> bool:
    """Where the reader changed the text's length: near if the quote holds what the edit put in."""
    return source is not None and any(e.new.strip() and e.new.strip() in source.quote for e in made.edits)
