"""Full-text search over the clauses and facts of the current extractions, the same on SQLite and PostgreSQL.

Each entry is indexed by its *tokens*: every word of jieba's dictionary (ours included) that occurs in it, wherever
words are cut (full mode), every Chinese character alone, every run of Latin letters or digits, and marks for its kind,
year, document type and region. A query is cut the same way and asks for all its tokens. Cutting that does not depend on
the neighbours makes the search complete: an entry that contains the query's words as printed is always found. Marks let
the index itself answer the filters.

SQLite keeps the tokens in an FTS5 table; PostgreSQL in a ``tsvector`` of the tokens as they are — what its ``simple``
configuration makes of words already cut — under a GIN index. Candidates come newest first, at most ``CANDIDATES``;
their order by worth is worked out here, so that both databases give the same answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import and_, insert, select, text
from sqlalchemy.orm import Session

from tiaokuan.errors import UsageError
from tiaokuan.pipeline.catalogue_filter import CLAUSE, NATIONAL, Filter, prefix_of
from tiaokuan.pipeline.catalogue_models import Clause, Document, Entry, Extraction, Fact
from tiaokuan.pipeline.catalogue_rows import Row

CANDIDATES = 400
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CHARACTER = re.compile(f"[{_HAN}]")
_TOKEN = re.compile(f"[{_HAN}]+|[a-z0-9]+")
_MARK = re.compile("zz[kytrn]")
_FACT_WORDS = ("label", "name", "trigger", "scope", "text", "milestone", "rate_base")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: a fact (then ``fact_id`` is set) or a clause, with its document. The best scores highest."""

    document: Document
    kind: str
    fact_id: str | None
    item: str | None
    place: str | None
    section_id: str | None
    page: int | None
    start: int
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, and whether there were more candidates than were weighed."""

    hits: list[Hit]
    more: bool


def tokens_of(words: str) -> set[str]:
    """The tokens that a text is indexed by."""
    return set().union(*map(_line_tokens, normal(words).split("\n")))


@lru_cache(maxsize=4096)
def _line_tokens(plain: str) -> frozenset[str]:
    return frozenset((*_words(plain), *_CHARACTER.findall(plain)))


def query_tokens(words: str) -> set[str]:
    """The tokens that an entry must have to hold ``words``: the words in it, and the characters that are in none."""
    plain = normal(words)
    found = _words(plain)
    covered = set("".join(found))
    return found | {char for char in _CHARACTER.findall(plain) if char not in covered}


def normal(words: str) -> str:
    """NFKC in lower case, as texts and queries are compared."""
    return unicodedata.normalize("NFKC", words).lower()


def _words(plain: str) -> set[str]:
    from tiaokuan.gazetteer.jieba_dict import tokenizer

    cut: Iterable[str] = tokenizer().cut(plain, cut_all=True)
    parts = (part for word in cut for part in _TOKEN.findall(word))
    return {part for part in parts if (len(part) > 1 or part.isascii()) and not _MARK.match(part)}


def index(session: Session, document: Document, extraction_id: int, facts: Sequence[Row], clauses: list[Row]) -> None:
    """Put an extraction's facts and clauses into the index, and take the document's other extractions out of it."""
    unindex(session, document.id)
    marks = document_marks(document)
    rows: list[Row]
    rows = [{"fact_id": row["fact_id"], "tokens": _joined(_fact_text(row), row["kind"], marks)} for row in facts]
    rows += [{"clause_start": row["start"], "tokens": _joined(row["text"], CLAUSE, marks)} for row in clauses]
    if not rows:
        return
    plain = [{"fact_id": None, "clause_start": None, "extraction_id": extraction_id, **row} for row in rows]
    (_index_postgres if session.get_bind().dialect.name == "postgresql" else _index_sqlite)(session, plain)


def unindex(session: Session, document_id: int) -> None:
    """Take everything of a document out of the index."""
    old = select(Entry.id).join(Extraction).where(Extraction.document_id == document_id)
    ids = [{"id": entry} for entry in session.scalars(old)]
    if not ids:
        return
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DELETE FROM entry_fts WHERE rowid = :id"), ids)
    session.execute(text("DELETE FROM entry WHERE id = :id"), ids)


def _index_sqlite(session: Session, rows: list[Row]) -> None:
    entries = [{key: row[key] for key in ("extraction_id", "fact_id", "clause_start")} for row in rows]
    ids = session.scalars(insert(Entry).returning(Entry.id, sort_by_parameter_order=True), entries).all()
    pairs = [{"id": entry, "tokens": " ".join(row["tokens"])} for entry, row in zip(ids, rows, strict=True)]
    session.execute(text("INSERT INTO entry_fts (rowid, tokens) VALUES (:id, :tokens)"), pairs)


def _index_postgres(session: Session, rows: list[Row]) -> None:
    session.execute(
        text(
            "INSERT INTO entry (extraction_id, fact_id, clause_start, vector) "
            "VALUES (:extraction_id, :fact_id, :clause_start, array_to_tsvector(cast(:tokens AS text[])))"
        ),
        rows,
    )


def _joined(words: str, kind: str, marks: Iterable[str]) -> list[str]:
    return sorted({*tokens_of(words), f"zzk{kind}", *marks})


def _fact_text(row: Row) -> str:
    """What a fact is found by: its clause, the item it belongs to, and its own words (which may be inherited)."""
    own = (row["data"].get(key) for key in _FACT_WORDS)
    return "\n".join(filter(None, (row["quote"], row["item"], *own)))


def document_marks(document: Document) -> list[str]:
    """The tokens that stand for a document's year, type and regions."""
    marks = [f"zzt{document.doc_type}"]
    if document.year is not None:
        marks.append(f"zzy{document.year}")
    if document.region:
        marks += [f"zzn{part}" for part in _TOKEN.findall(normal(document.region))]
    if document.region_code == NATIONAL:
        marks.append(f"zzr{NATIONAL}")
    elif document.region_code:
        code = prefix_of(document.region_code)
        marks += [f"zzr{code[:length]}" for length in (2, 4, 6) if length <= len(code)]
    return marks


def filter_marks(wanted: Filter) -> list[list[str]]:
    """The marks that an entry must have: one of each list."""
    groups = [[f"zzk{kind}" for kind in wanted.kinds], [f"zzt{kind}" for kind in wanted.doc_types]]
    groups.append([f"zzy{year}" for year in wanted.years])
    name, prefix = wanted.place
    if prefix is not None:
        groups.append([f"zzr{prefix}"])
    elif name is not None:
        groups += [[f"zzn{part}"] for part in _TOKEN.findall(normal(name))] or [["zznone"]]
    return [group for group in groups if group]


def search(session: Session, words: Sequence[str], wanted: Filter, limit: int) -> Hits:
    """The entries that hold all of ``words``, best first, at most ``limit``. Raises UsageError (``nothing_to_do``)
    where there is no letter, digit or Chinese character in the words."""
    tokens = set().union(*map(query_tokens, words))
    if not tokens:
        raise UsageError("没有可检索的词", "请给出汉字、字母或数字", code="nothing_to_do")
    groups = [[token] for token in sorted(tokens, key=lambda token: (-len(token), token))] + filter_marks(wanted)
    ids = _candidates(session, groups)
    plain = [normal(word) for word in words]
    hits = [_hit(*row, plain) for row in _rows(session, ids)]
    if wanted.series:
        hits = [hit for hit in hits if hit.document.series_id in wanted.series]
    hits.sort(key=lambda hit: (-hit.score, -(hit.document.year or 0), hit.document.id, hit.start, hit.fact_id or ""))
    return Hits(list(_without_echoes(hits))[:limit], len(ids) >= CANDIDATES)


def _candidates(session: Session, groups: list[list[str]]) -> list[int]:
    if session.get_bind().dialect.name == "postgresql":
        query = " & ".join("(" + " | ".join(f"'{token}'" for token in group) + ")" for group in groups)
        statement = "SELECT id FROM entry WHERE vector @@ cast(:query AS tsquery) ORDER BY id DESC LIMIT :most"
    else:
        query = " AND ".join("(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in groups)
        statement = "SELECT rowid FROM entry_fts WHERE entry_fts MATCH :query ORDER BY rowid DESC LIMIT :most"
    return list(session.scalars(text(statement), {"query": query, "most": CANDIDATES}))


def _rows(session: Session, ids: list[int]) -> list[tuple[Document, Fact | None, Clause | None]]:
    of_entry = Fact.extraction_id == Entry.extraction_id, Clause.extraction_id == Entry.extraction_id
    statement = (
        select(Document, Fact, Clause)
        .select_from(Entry)
        .join(Extraction, Extraction.id == Entry.extraction_id)
        .join(Document, Document.id == Extraction.document_id)
        .outerjoin(Fact, and_(of_entry[0], Fact.fact_id == Entry.fact_id))
        .outerjoin(Clause, and_(of_entry[1], Clause.start == Entry.clause_start))
        .where(Entry.id.in_(ids))
    )
    return [(document, fact, clause) for document, fact, clause in session.execute(statement)]


def _hit(document: Document, fact: Fact | None, clause: Clause | None, words: list[str]) -> Hit:
    if fact is not None:
        beside = f"{fact.item or ''}\n{fact.label or ''}"
        score = _score(words, fact.quote, beside, document) + 0.5
        return Hit(
            document, fact.kind, fact.fact_id, fact.item, fact.place, fact.section_id, fact.page, fact.start,
            fact.quote, score,
        )  # fmt: skip
    assert clause is not None
    score = _score(words, clause.text, clause.heading or "", document)
    return Hit(
        document, CLAUSE, None, None, clause.place, clause.section_id, clause.page, clause.start, clause.text, score
    )


def _score(words: list[str], quote: str, beside: str, document: Document) -> float:
    """For each word: 2 where it stands whole in the quote, 1 where in what stands beside, 0.5 in the title."""
    quote, beside, title = normal(quote), normal(beside), normal(document.title or "")
    return sum(2.0 * (word in quote) + 1.0 * (word in beside) + 0.5 * (word in title) for word in words)


def _without_echoes(hits: list[Hit]) -> Iterator[Hit]:
    """The hits without clauses of which a better fact is there already."""
    shown = set()
    for hit in hits:
        section = (hit.document.id, hit.section_id)
        if hit.kind == CLAUSE and hit.section_id is not None and section in shown:
            continue
        shown.add(section)
        yield hit
