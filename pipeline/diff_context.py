"""The comparison as all its steps share it: the alignment, the edition, and the word-level differences, made when
asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.align import Alignment, Group
from tiaokuan.pipeline.diff_edition import Edition, judge
from tiaokuan.pipeline.diff_view import TextView
from tiaokuan.pipeline.diff_words import Hunk, WordDiff, word_diff

NO_DIFF = WordDiff([], [])


@dataclass
class Comparison:
    """Two aligned documents, their edition, and what was found so far."""

    aligned: Alignment
    edition: Edition
    _diffs: dict[int, WordDiff] = field(default_factory=dict)

    @property
    def old(self) -> TextView:
        """The old document."""
        return self.aligned.old

    @property
    def new(self) -> TextView:
        """The new document."""
        return self.aligned.new

    def side(self, *, old: bool) -> TextView:
        """One of the two documents."""
        return self.aligned.old if old else self.aligned.new

    def group_at(self, unit: int, *, old: bool) -> int | None:
        """The group that a sentence is in, None where it has no counterpart."""
        return (self.aligned.group_of_old if old else self.aligned.group_of_new).get(unit)

    def diff(self, number: int) -> WordDiff:
        """The differences within a group, judged; made once."""
        group = self.aligned.groups[number]
        if group.identical:
            return NO_DIFF
        if number not in self._diffs:
            found = word_diff(self.old, self._spans(self.old, group.old), self.new, self._spans(self.new, group.new))
            for hunk in found.hunks:
                judge(hunk, self.edition)
            self._judge_years(group, found)
            self._judge_heading(group, found)
            self._diffs[number] = found
        return self._diffs[number]

    def _judge_years(self, group: Group, found: WordDiff) -> None:
        """Where the sentence with all its years moved on is the new one, no difference in it is of substance."""
        before, after = (
            "".join(view.units[u].key for u in units) for view, units in ((self.old, group.old), (self.new, group.new))
        )
        if self.edition.years and self.edition.shift(before) == after:
            for hunk in found.hunks:
                hunk.editorial = "edition_year"

    def _judge_heading(self, group: Group, found: WordDiff) -> None:
        """A heading that names the same topic in other words (申报材料 → 所需材料) is editorial."""
        if len(group.old) != 1 or len(group.new) != 1:
            return
        one, two = self.old.units[group.old[0]], self.new.units[group.new[0]]
        if not (one.heading and two.heading):
            return
        topic = heading_topic(self.old.text[one.start : one.end])
        if topic is not None and topic == heading_topic(self.new.text[two.start : two.end]):
            for hunk in found.hunks:
                hunk.editorial = hunk.editorial or "wording"

    @staticmethod
    def _spans(view: TextView, units: list[int]) -> list[tuple[int, int]]:
        return [(view.units[u].start, view.units[u].end) for u in units]

    def touching(self, start: int, end: int, *, old: bool) -> list[Hunk]:
        """The differences that touch ``text[start:end]`` of one side; whole sentences without a counterpart are
        none."""
        view = self.side(old=old)
        found: list[Hunk] = []
        for unit in view.units_in(start, end):
            number = self.group_at(unit, old=old)
            if number is not None:
                found += [h for h in self.diff(number).hunks if _touches(h, start, end, old)]
        return found

    def around(self, start: int, end: int, *, old: bool) -> list[Hunk]:
        """All differences of the sentences that ``text[start:end]`` of one side stands in."""
        view = self.side(old=old)
        numbers = {self.group_at(unit, old=old) for unit in view.units_in(start, end)}
        return [hunk for number in sorted(n for n in numbers if n is not None) for hunk in self.diff(number).hunks]

    def without_counterpart(self, start: int, end: int, *, old: bool) -> float:
        """The share of the sentences at ``text[start:end]`` that the other side lacks, by length."""
        view = self.side(old=old)
        total = lost = 0
        for unit in view.units_in(start, end):
            shared = min(end, view.units[unit].end) - max(start, view.units[unit].start)
            total += shared
            lost += shared if self.group_at(unit, old=old) is None else 0
        return lost / total if total else 1.0

    @cached_property
    def all_hunks(self) -> list[tuple[int, Hunk]]:
        """Every difference with its group's number, in the new document's order."""
        numbers = range(len(self.aligned.groups))
        return [(number, hunk) for number in numbers for hunk in self.diff(number).hunks]


def _touches(hunk: Hunk, start: int, end: int, old: bool) -> bool:
    first, last = (hunk.old_start, hunk.old_end) if old else (hunk.new_start, hunk.new_end)
    if first == last:
        return start <= first <= end
    return first < end and last > start
