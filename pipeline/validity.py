"""The validity period of a document, from the clauses on its force that the header's reader found."""

from __future__ import annotations

from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.pipeline.metadata import MetadataFinding


def validity_periods(ctx: Context, metadata: MetadataFinding) -> list[PeriodFinding]:
    """One period of role validity, or none where the text says nothing of its force.

    ``start`` is the day of force as far as it is known, ``until`` only where it is printed, ``duration`` likewise.
    """
    validity = metadata.validity
    spans = [span for span in (validity.start_span, validity.end_span) if span is not None]
    duration = f"P{validity.years}Y" if validity.years else f"P{validity.months}M" if validity.months else None
    start = metadata.effective_from
    if not spans or not (start or validity.end or duration):
        return []
    begin, end = min(span.start for span in spans), max(span.end for span in spans)
    if end - begin > 300:
        begin, end = spans[0].start, spans[0].end
    figures = tuple(i for span in spans for i in ctx.within(span.start, span.end))
    return [
        PeriodFinding(
            begin, end, "validity", duration, "exact" if duration else None, start, validity.end, figures=figures
        )
    ]
