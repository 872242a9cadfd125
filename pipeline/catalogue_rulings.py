"""What people decide about series. It sticks: no rule moves a document that a person has placed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from tiaokuan.errors import CatalogueError, UsageError
from tiaokuan.pipeline.catalogue_models import Document, Ruling, Series, SeriesKey, now
from tiaokuan.pipeline.catalogue_series import Keys, add_keys, document_keys, drop_if_empty
from tiaokuan.pipeline.catalogue_store import next_change

_NUMBER = re.compile(r"(?:[Ss]|系列)?0*(\d{1,9})")
_HASH = re.compile(r"[0-9a-f]{6,64}")
_SHOWN = 6


def join(session: Session, into: int, others: Sequence[int]) -> None:
    """Make one series of several: all documents of ``others`` move to ``into``, whose name stays. Later documents that
    would have gone to one of the others go there, too. Raises UsageError where there is nothing to join."""
    moved = [series_id for series_id in dict.fromkeys(others) if series_id != into]
    if not moved:
        raise UsageError("要合并的系列是同一个", "请给出两个以上不同的系列", code="nothing_to_do")
    for key in session.scalars(select(SeriesKey).where(SeriesKey.series_id.in_(moved))).all():
        add_keys(session, into, Keys(key.title_key, (key.authority,)))
    change = next_change(session)
    session.execute(
        update(Document).where(Document.series_id.in_(moved)).values(series_id=into, changed=change, likeness=None)
    )
    _by_person(session, [into])
    for series_id in moved:
        drop_if_empty(session, series_id)
    session.add(Ruling(made_at=now(), action="join", series_id=into, detail={"series": moved}))


def split(session: Session, series_id: int, documents: Sequence[int]) -> int:
    """Take ``documents`` out of a series into a new one; its id. Both keep their keys: a later document goes to the one
    whose documents it is more like. Raises UsageError where nothing or everything would leave."""
    members = set(session.scalars(select(Document.id).where(Document.series_id == series_id)))
    leaving = [document for document in dict.fromkeys(documents) if document in members]
    if not leaving or len(leaving) == len(members) or len(leaving) != len(set(documents)):
        message = (
            f"给出的文件不都在系列 {series_id} 里" if len(leaving) != len(set(documents)) else "拆分后会有空的系列"
        )
        raise UsageError(message, f"系列里的文件见 tiaokuan history {series_id}", code="nothing_to_do")
    old = session.get_one(Series, series_id)
    series = Series(name=old.name, created_at=now())
    session.add(series)
    session.flush()
    values = {"series_id": series.id, "changed": next_change(session), "likeness": None}
    session.execute(update(Document).where(Document.id.in_(leaving)).values(values))
    for document in session.scalars(select(Document).where(Document.id.in_(leaving))).all():
        add_keys(session, series.id, document_keys(document))
    _by_person(session, [series_id, series.id])
    detail = {"documents": leaving, "from": series_id}
    session.add(Ruling(made_at=now(), action="split", series_id=series.id, detail=detail))
    return series.id


def _by_person(session: Session, series: Sequence[int]) -> None:
    session.execute(update(Document).where(Document.series_id.in_(series)).values(series_by="person"))


def find_series(session: Session, given: str) -> Series:
    """The series that a person means: its number, the beginning of a document's SHA-256, or words of a title.

    Raises CatalogueError: ``no_such_series``, ``ambiguous_series``.
    """
    number = _NUMBER.fullmatch(given.strip())
    if number and (series := _by_number(session, int(number[1]))) is not None:
        return series
    if _HASH.fullmatch(given.strip().lower()):
        document = find_document(session, given)
        if document.series_id is not None:
            return session.get_one(Series, document.series_id)
    found = session.scalars(_named(given).order_by(Series.id).limit(_SHOWN)).all()
    if not found:
        raise CatalogueError(f"没有系列“{given}”", "系列的编号见 tiaokuan list", code="no_such_series")
    if len(found) > 1:
        listed = "、".join(f"{series.id}（{series.name}）" for series in found)
        message = f"“{given}”不只指一个系列：{listed}"
        raise CatalogueError(message, "请给出系列的编号", code="ambiguous_series")
    return found[0]


def _named(given: str) -> Select[Series]:
    words = Series.name.contains(given, autoescape=True), Document.title.contains(given, autoescape=True)
    ids = select(Series.id).join(Document, Document.series_id == Series.id).where(or_(*words))
    return select(Series).where(Series.id.in_(ids))


def _by_number(session: Session, number: int) -> Series | None:
    """The series with this number, or the one that it was joined into."""
    for _ in range(1 + (session.scalar(select(func.count()).select_from(Ruling)) or 0)):
        series = session.get(Series, number)
        if series is not None:
            return series
        joins = session.scalars(select(Ruling).where(Ruling.action == "join").order_by(Ruling.id.desc()))
        into = next((ruling.series_id for ruling in joins if number in ruling.detail["series"]), None)
        if into is None:
            return None
        number = into
    return None


def find_document(session: Session, given: str) -> Document:
    """The one document whose SHA-256 begins so, or that has this file name.

    Raises CatalogueError: ``no_such_document``, also where several fit.
    """
    given = given.strip()
    by_hash = Document.sha256.startswith(given.lower(), autoescape=True)
    which = by_hash if _HASH.fullmatch(given.lower()) else Document.name == given
    found = session.scalars(select(Document).where(which).limit(2)).all()
    if len(found) != 1:
        message = f"没有文件“{given}”" if not found else f"“{given}”不只指一个文件"
        raise CatalogueError(message, "请给出 tiaokuan list 中的文件标识（6 位以上）", code="no_such_document")
    return found[0]
