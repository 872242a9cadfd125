"""What part of the catalogue is meant: by kind of document, region, year, series and kind of fact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement

from tiaokuan.errors import UsageError
from tiaokuan.pipeline.catalogue_models import Document
from tiaokuan.pipeline.catalogue_rows import KINDS

#: The kind of a search hit that is a stretch of text.
CLAUSE = "clause"
NATIONAL = "000000"


@dataclass(frozen=True)
class Filter:
    """Conditions that all hold; an empty one does not restrict.

    ``kinds`` of facts (``amounts`` …, for searches also ``clause``), ``doc_types``, ``years``; ``region`` a name or a
    GB/T 2260 code, which takes in the regions inside it; ``series`` ids. Raises UsageError (``bad_arguments``) for a
    kind that there is not.
    """

    kinds: tuple[str, ...] = ()
    doc_types: tuple[str, ...] = ()
    region: str | None = None
    years: tuple[int, ...] = ()
    series: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in (*KINDS, CLAUSE):
                raise UsageError(f"没有要素类别 {kind}", f"可用：{'、'.join(KINDS)}")

    @cached_property
    def place(self) -> tuple[str | None, str | None]:
        """The region's name, and the leading digits that its code and those of the regions inside it share. No digits
        for a name that is no region of GB/T 2260 (a park or new area) or that several bear: then the name decides."""
        if self.region is None or self.region.isdecimal():
            return None, prefix_of(self.region) if self.region else None
        from tiaokuan.gazetteer.regions import lookup, resolve

        region = resolve(self.region)
        if region is None:
            return self.region, None
        return region.name, prefix_of(region.code) if lookup(region.code) == region else None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions on documents, for SQL."""
        found: list[ColumnElement[bool]] = []
        if self.doc_types:
            found.append(Document.doc_type.in_(self.doc_types))
        if self.years:
            found.append(Document.year.in_(self.years))
        if self.series:
            found.append(Document.series_id.in_(self.series))
        name, prefix = self.place
        if prefix is not None:
            found.append(Document.region_code.startswith(prefix, autoescape=True))
        elif name is not None:
            found.append(Document.region == name)
        return found


def prefix_of(code: str) -> str:
    """441300 → 4413, 440000 → 44; the country's code stays whole, so that it means only itself."""
    if code == NATIONAL:
        return code
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code
