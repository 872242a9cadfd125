"""What became of each fact: added, removed or changed; of substance, editorial, or to be confirmed.

The words decide. A fact that one side lacks although both texts have its words is ``to_confirm``; values that differ
although no word does are, too; what differs only by edition or drafting is editorial.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_effect import effect_of
from tiaokuan.pipeline.diff_facts import FactPair, FactRef, same_value
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_items import ItemPairs
from tiaokuan.pipeline.diff_notes import change_note
from tiaokuan.pipeline.diff_words import Hunk
from tiaokuan.pipeline.report_model import AttributeChange, FactChange, Op, Severity

_FIGURED = ("amounts", "caps", "periods")
_BEFORE, _AFTER = 6, 4  # characters around a figure in which a changed word bears on it
_WEAK = 0.6
WEAK_ITEM = 0.4  # likeness of two items below which it is uncertain whether they answer to each other
_LOST = 0.5

Verdict = tuple[Severity, str | None]


@dataclass(slots=True)
class Judged:
    """A change of a fact with the two facts it is about, before it gets its number."""

    pair: FactPair
    change: FactChange


def judge_pair(found: Comparison, items: ItemPairs, pair: FactPair) -> Judged | None:
    """The change that a pair of facts shows; None where the two say the same."""
    if pair.old is not None and pair.new is not None:
        return _judge_both(found, items, pair, pair.old, pair.new)
    return _judge_one(found, pair)


def _judge_both(found: Comparison, items: ItemPairs, pair: FactPair, old: FactRef, new: FactRef) -> Judged | None:
    attributes = attribute_changes(old, new)
    if not attributes:
        return None
    verdict = _severity_of_both(found, old, new, attributes)
    if verdict[0] == "substantive" and not _shares_sentence(found, old, new):
        likeness = items.similarity(old.item, new.item)
        if pair.score < _WEAK or (likeness is not None and likeness < WEAK_ITEM):
            verdict = "to_confirm", "weak_alignment"
    return _made(found, pair, "changed", verdict, attributes)


def attribute_changes(old: FactRef, new: FactRef) -> list[AttributeChange]:
    """The values that differ, typography apart."""
    paths = dict.fromkeys([*old.values, *new.values])
    return [
        AttributeChange(path=path, before=old.values.get(path), after=new.values.get(path))
        for path in paths
        if not same_value(old.values.get(path), new.values.get(path))
    ]


def _severity_of_both(found: Comparison, old: FactRef, new: FactRef, attributes: list[AttributeChange]) -> Verdict:
    reasons = [_attribute_reason(found, attribute) for attribute in attributes]
    if all(reasons):
        return "editorial", next(reason for reason in reasons if reason)
    if _lost(found, old, new):
        return "substantive", None
    hunks = _hunks(found, old, new)
    real = [hunk for hunk in hunks if hunk.editorial is None]
    open_ones = [a for a, reason in zip(attributes, reasons, strict=True) if not reason]
    if any(_supported(attribute, real) for attribute in open_ones):
        return "substantive", None
    apart = [hunk for hunk in _all_around(found, old, new) if hunk.editorial is None]
    if any(_quoted_in(attribute, hunk) for attribute in open_ones for hunk in apart):
        return "substantive", None
    if hunks and not real:
        return "editorial", hunks[0].editorial
    return "to_confirm", "same_words"


def _lost(found: Comparison, old: FactRef, new: FactRef) -> bool:
    gone = found.without_counterpart(old.start, old.end, old=True)
    come = found.without_counterpart(new.start, new.end, old=False)
    return gone > _LOST or come > _LOST or (gone + come > 0 and not _shares_sentence(found, old, new))


def _shares_sentence(found: Comparison, old: FactRef, new: FactRef) -> bool:
    left = {found.group_at(unit, old=True) for unit in old.units} - {None}
    return bool(left & {found.group_at(unit, old=False) for unit in new.units})


def _hunks(found: Comparison, old: FactRef, new: FactRef) -> list[Hunk]:
    both = [*found.touching(old.start, old.end, old=True), *found.touching(new.start, new.end, old=False)]
    return _unique(both)


def _all_around(found: Comparison, old: FactRef, new: FactRef) -> list[Hunk]:
    return _unique([*found.around(old.start, old.end, old=True), *found.around(new.start, new.end, old=False)])


def _unique(hunks: Iterable[Hunk]) -> list[Hunk]:
    return list({id(hunk): hunk for hunk in hunks}.values())


def _supported(attribute: AttributeChange, hunks: list[Hunk]) -> bool:
    """True where the words that differ can be why this value does: a figure for a figure, any words else."""
    if _is_figure(attribute.before) and _is_figure(attribute.after):
        return any(hunk.old_figures or hunk.new_figures or _has_digit(hunk) for hunk in hunks)
    return bool(hunks)


def _has_digit(hunk: Hunk) -> bool:
    return any(c.isdigit() or c in "一二三四五六七八九十百千万半两双" for c in hunk.old_key + hunk.new_key)


def _is_figure(value: Any) -> bool:
    if isinstance(value, str):
        return value[:1].isdigit() or value[:1] in "P-"
    return isinstance(value, int | float) and not isinstance(value, bool)


def _quoted_in(attribute: AttributeChange, hunk: Hunk) -> bool:
    """True where the value names the very words that differ elsewhere in the sentence."""
    before, after = _words_of(attribute.before), _words_of(attribute.after)
    gone = len(hunk.old_key) > 1 and hunk.old_key in before and hunk.old_key not in after
    come = len(hunk.new_key) > 1 and hunk.new_key in after and hunk.new_key not in before
    return gone or come


def _words_of(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(fold(str(entry)) for entry in value)
    return fold(value) if isinstance(value, str) else ""


def _attribute_reason(found: Comparison, attribute: AttributeChange) -> str | None:
    """Why two values differ in no more than edition or drafting; None where they differ in substance."""
    before, after = attribute.before, attribute.after
    if found.edition.shifted_date(before, after):
        return "edition_year"
    if isinstance(before, str) and isinstance(after, str) and not (_is_figure(before) and _is_figure(after)):
        return found.edition.reason(fold(before), fold(after))
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return found.edition.reason(_words_of(before), _words_of(after))
    return None


# ---------------------------------------------------------------------------------------------------- one side only


def _judge_one(found: Comparison, pair: FactPair) -> Judged:
    ref = cast(FactRef, pair.old or pair.new)
    is_old = pair.old is not None
    return _made(found, pair, "removed" if is_old else "added", _severity_of_one(found, pair, ref, is_old), [])


def _severity_of_one(found: Comparison, pair: FactPair, ref: FactRef, is_old: bool) -> Verdict:
    if found.without_counterpart(ref.start, ref.end, old=is_old) > _LOST:
        return "substantive", None
    hunks = [h for h in found.touching(ref.start, ref.end, old=is_old) if h.editorial is None]
    if not hunks:
        return "to_confirm", "same_words" if not pair.elsewhere else "elsewhere"
    if pair.field in _FIGURED:
        touched = any(_near_figure(found, ref, hunk, is_old) for hunk in hunks)
    else:
        touched = sum(_covered(ref, hunk, is_old) for hunk in hunks) >= 0.5 * max(1, ref.end - ref.start)
    return ("substantive", None) if touched else ("to_confirm", "same_words")


def _near_figure(found: Comparison, ref: FactRef, hunk: Hunk, is_old: bool) -> bool:
    """True where the difference holds a figure of the clause, or stands beside one (最高 put before 30万元)."""
    if hunk.old_figures if is_old else hunk.new_figures:
        return True
    start, end = (hunk.old_start, hunk.old_end) if is_old else (hunk.new_start, hunk.new_end)
    fixed = found.side(old=is_old).fixed_in(ref.start, ref.end)
    return any(f.quantity and start < f.end + _AFTER and end > f.start - _BEFORE for f in fixed)


def _covered(ref: FactRef, hunk: Hunk, is_old: bool) -> int:
    start, end = (hunk.old_start, hunk.old_end) if is_old else (hunk.new_start, hunk.new_end)
    return max(0, min(end, ref.end) - max(start, ref.start))


def _made(found: Comparison, pair: FactPair, op: Op, verdict: Verdict, attributes: list[AttributeChange]) -> Judged:
    severity, reason = verdict
    before = pair.old.fact if pair.old else None
    after = pair.new.fact if pair.new else None
    read = [fact.source.confidence for fact in (before, after) if fact and fact.source.confidence is not None]
    if severity == "substantive" and read:
        severity, reason = "to_confirm", "ocr"
    effect = effect_of(pair.field, op, before, after, found.edition.years) if severity != "editorial" else None
    change = FactChange.model_construct(
        id="", field=pair.field, op=op, before=before, after=after, attributes=attributes, severity=severity,
        effect=effect, reason=reason, note="", confidence=round(min(1.0, pair.score), 3),
    )  # fmt: skip
    change.note = change_note(change)
    return Judged(pair, change)
