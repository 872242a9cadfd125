"""Every sentence of both texts, accounted for: matched, added, removed or unresolved."""

from __future__ import annotations

from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_facts import UNSURE
from tiaokuan.pipeline.report_model import Accounting


def unresolved(found: Comparison) -> list[int]:
    """The groups whose sentences may not answer to each other."""
    return [n for n, group in enumerate(found.aligned.groups) if group.similarity < UNSURE]


def account(found: Comparison) -> Accounting:
    """The count. ``matched`` + ``removed`` + ``unresolved_old`` = ``old_units``; likewise for the new text."""
    aligned = found.aligned
    doubtful = set(unresolved(found))
    unsure_old = sum(len(aligned.groups[n].old) for n in doubtful)
    unsure_new = sum(len(aligned.groups[n].new) for n in doubtful)
    return Accounting(
        old_units=len(found.old.units),
        new_units=len(found.new.units),
        matched=len(aligned.group_of_old) - unsure_old,
        matched_new=len(aligned.group_of_new) - unsure_new,
        added=len(aligned.added),
        removed=len(aligned.removed),
        unresolved=unsure_old + unsure_new,
        unresolved_old=unsure_old,
        unresolved_new=unsure_new,
        identical=sum(len(group.old) for group in aligned.groups if group.identical),
    )
