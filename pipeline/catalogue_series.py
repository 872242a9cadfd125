"""Series: the editions of one policy over the years, found by rule, corrected by people.

A document belongs to a series where authority and title agree and the texts are alike. *Authority*: one of its issuers,
or its region. *Title*: without year, batch, trial and revision words, words that come and go, and without the leading
issuer and region (``gazetteer.editions``). Titles that only resemble each other never make a series: one office's
guidelines for two programmes often share most of their text; a person can join them. *Alike*: the share of common
three-character strings (Dice), digits and punctuation left out, which does not mind clauses that moved. Measured on
real files: revisions and successive years 0.66–0.75, unrelated policies of one office at most 0.25.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tiaokuan.gazetteer.editions import batch_numeral, is_draft, plain_title, title_key
from tiaokuan.pipeline.catalogue_models import Document, Extraction, Series, SeriesKey, now

#: Least likeness where authority and title agree; where the title says little or nobody is named.
ALIKE, ALIKE_VAGUE = 0.25, 0.4
_SHORT_TITLE = 6
NOBODY = ("none",)
_LONGEST_KEY = 200
_COMPARED = 20_000
_NEIGHBOURS = 3
_NOT_WORDS = re.compile(r"[\W\d_]+")
_NOISE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Keys:
    """What a document's series is found by; ``title`` is empty where the document has none."""

    title: str
    authorities: tuple[str, ...]


def keys_of(title: str | None, issuers: Sequence[str], region_code: str | None, region: str | None) -> Keys:
    """The keys of a document with these metadata."""
    authorities = [f"issuer:{_NOISE.sub('', name)[:_LONGEST_KEY]}" for name in issuers]
    if region_code or region:
        authorities.append(f"region:{region_code or region}")
    key = plain_title(title) if title else ""
    for name in sorted(issuers, key=len, reverse=True):
        key = key.removeprefix(_NOISE.sub("", name))
    key = title_key(plain_title(_without_region(key, region_code)))
    return Keys(key[:_LONGEST_KEY], tuple(dict.fromkeys(authorities)) or NOBODY)


def _without_region(title: str, code: str | None) -> str:
    """``title`` without the document's own region in front."""
    if not code or not title:
        return title
    from tiaokuan.gazetteer.regions import find_regions

    hits = find_regions(title)
    if hits and hits[0].start == 0 and hits[0].region.code == code and len(title) - hits[0].end >= 4:
        return title[hits[0].end :]
    return title


def document_keys(document: Document) -> Keys:
    """The keys by the metadata in the document's row."""
    return keys_of(document.title, document.issuers or [], document.region_code, document.region)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1."""
    first, second = _shingles(one), _shingles(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _shingles(text: str) -> Counter[str]:
    plain = _NOT_WORDS.sub("", text[: 2 * _COMPARED])[:_COMPARED]
    return Counter(map("".join, zip(plain, plain[1:], plain[2:], strict=False)))


def edition_key(title: str | None, year: int | None, dates: Iterable[str | None]) -> str:
    """What puts a series' documents in order: year, batch, the first date that is known, drafts before the rest."""
    date = next(filter(None, dates), "")
    if year is None and date[:4].isdecimal():
        year = int(date[:4])
    return f"{year or 0:04}|{_batch(title):03}|{date}|{0 if title and is_draft(title) else 1}"


def _batch(title: str | None) -> int:
    from tiaokuan.extractors.numerals import parse_number

    numeral = batch_numeral(title) if title else None
    value = parse_number(numeral) if numeral else None
    return min(int(value), 999) if value is not None else 0


def assign(session: Session, document: Document, before: Keys | None, text: str) -> None:
    """Put ``document`` into its series, a new one where none fits. What a person decided stays; so does what a rule
    decided, as long as the keys are those of ``before``."""
    keys = document_keys(document)
    if document.series_id is not None and (document.series_by == "person" or keys == before):
        add_keys(session, document.series_id, keys)
        return
    left = document.series_id
    found, alike = _best(session, document, keys, text)
    if found is None:
        name = plain_title(document.title or "") or document.title or PurePath(document.name).stem
        series = Series(name=name, created_at=now())
        session.add(series)
        session.flush()
        found = series.id
    document.series_id, document.series_by, document.likeness = found, "rule", alike
    session.flush()
    add_keys(session, found, keys)
    if left is not None and left != found:
        drop_if_empty(session, left)


def _best(session: Session, document: Document, keys: Keys, text: str) -> tuple[int | None, float | None]:
    """The series that fits best, with its likeness."""
    best: tuple[int | None, float | None] = (None, None)
    for series_id, least in _candidates(session, keys).items():
        alike = max((likeness(text, other) for other in _neighbours(session, series_id, document)), default=0.0)
        if alike >= least and alike > (best[1] or 0.0):
            best = (series_id, alike)
    return best


def _candidates(session: Session, keys: Keys) -> dict[int, float]:
    """Series whose authority and title agree, each with the likeness that it takes. Where a document or a series names
    nobody, the title must do."""
    if not keys.title:
        return {}
    agree = SeriesKey.title_key == keys.title
    if keys.authorities != NOBODY:
        agree &= SeriesKey.authority.in_((*keys.authorities, *NOBODY))
    found: dict[int, float] = {}
    for series_id, authority in session.execute(select(SeriesKey.series_id, SeriesKey.authority).where(agree)):
        vague = NOBODY in ((authority,), keys.authorities) or len(keys.title) < _SHORT_TITLE
        found[series_id] = min(found.get(series_id, 1.0), ALIKE_VAGUE if vague else ALIKE)
    return found


def _neighbours(session: Session, series_id: int, document: Document) -> list[str]:
    """The texts of the series' documents that are nearest in time."""
    members = session.scalars(select(Document).where(Document.series_id == series_id, Document.id != document.id)).all()
    year = int((document.edition or "0")[:4])
    nearest = sorted(members, key=lambda member: abs(int((member.edition or "0")[:4]) - year))[:_NEIGHBOURS]
    return [text for member in nearest if (text := text_of(session, member.id)) is not None]


def text_of(session: Session, document_id: int) -> str | None:
    """The text of a document's current extraction."""
    current = Extraction.document_id == document_id, Extraction.current.is_(True)
    payload = session.scalar(select(Extraction.payload).where(*current))
    return None if payload is None else str(json.loads(zlib.decompress(payload))["text"])


def add_keys(session: Session, series_id: int, keys: Keys) -> None:
    """Let a series be found by these keys, too."""
    if not keys.title:
        return
    for authority in keys.authorities:
        if session.get(SeriesKey, (series_id, authority, keys.title)) is None:
            session.add(SeriesKey(series_id=series_id, authority=authority, title_key=keys.title))
    session.flush()


def drop_if_empty(session: Session, series_id: int) -> None:
    """Remove a series that no document is in."""
    if session.scalar(select(func.count()).where(Document.series_id == series_id)):
        return
    session.execute(delete(SeriesKey).where(SeriesKey.series_id == series_id))
    session.execute(delete(Series).where(Series.id == series_id))


def editions(documents: Iterable[Document]) -> list[list[Document]]:
    """A series' documents in order, those of one edition together: the same text, or the same document number, year
    and stage (a page and its attachment, a corrected copy)."""
    ordered = sorted(documents, key=lambda document: (document.edition or "", document.id))
    found: list[list[Document]] = []
    for document in ordered:
        home = next((group for group in found if _same_edition(group[0], document)), None)
        if home is None:
            found.append([document])
        else:
            home.append(document)
    return found


def _same_edition(one: Document, other: Document) -> bool:
    if one.text_digest is not None and one.text_digest == other.text_digest:
        return True
    same_number = one.doc_number is not None and one.doc_number == other.doc_number
    return same_number and one.year == other.year and (one.edition or "")[-1:] == (other.edition or "")[-1:]
