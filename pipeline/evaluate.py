"""How much of a reviewed annotation (gold) a result finds: precision, recall and F1 for each kind of fact.

Gold files hold the contract's JSON, or less of it: only what stands in gold is asked for (``document`` keys, an
``outline`` of ``[level, marker, head]`` in place of the section tree). Facts are compared inside their item, by what
they say and not by where they stand: amounts by their figures, materials by name, conditions by likeness of text; what
is left of each matched fact (its role, scope, tier …) counts as attributes. Spans are checked by themselves: every
section and fact must quote exactly what stands at its offsets.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiaokuan.errors import TiaokuanError, UsageError
from tiaokuan.pipeline.measures import MEASURES, Json, compare, pair_names, pair_texts, plain

Load = Callable[[Path], Json]

FACT_KINDS = ("applicants", "materials", "periods", "amounts", "caps", "conditions", "targets")
KINDS = ("metadata", "sections", "items", *FACT_KINDS, "spans")
METADATA = (
    "title", "notice_title", "doc_type", "doc_number", "issuers", "region", "year", "issued_on", "effective_from",
    "effective_to", "urgency", "disclosure", "bounds_inclusive",
)  # fmt: skip
#: A figure's quote is a clause: it holds a figure and is no longer than this.
CLAUSE_LENGTH = 400
_HEAD_LENGTH = 10

_FIGURE = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟%％‰半全]")


@dataclass(slots=True)
class Tally:
    """Counts of one kind: facts in gold, facts found, facts in both, and of these the attributes asked and right."""

    gold: int = 0
    found: int = 0
    hit: int = 0
    attributes: int = 0
    attributes_right: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0 where gold has none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hit / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def attribute_share(self) -> float | None:
        """Share of attributes right among the matched facts; None where none was asked."""
        return self.attributes_right / self.attributes if self.attributes else None


@dataclass(slots=True)
class Report:
    """The tallies of all documents by kind, every miss in words, and the documents that could not be structured."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    misses: list[str] = field(default_factory=list)
    failures: list[tuple[str, TiaokuanError]] = field(default_factory=list)
    documents: int = 0

    @property
    def rows(self) -> list[tuple[str, Tally]]:
        """The kinds that occur in gold or result, in order."""
        return [(kind, tally) for kind, tally in self.tallies.items() if tally.gold or tally.found]

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the kinds that occur, spans left out; 0 where none does."""
        scores = [tally.f1 for kind, tally in self.rows if kind != "spans"]
        return sum(scores) / len(scores) if scores else 0.0


def find_corpus() -> tuple[Path, Path]:
    """The project's own gold and documents: of the checkout that the package runs from, or the working directory.

    Raises ``UsageError`` (``no_corpus``) where neither has them: an installed package comes without.
    """
    for root in (Path(__file__).resolve().parent.parent, Path.cwd()):
        gold, documents = root / "corpus" / "gold", root / "corpus" / "samples"
        if gold.is_dir() and documents.is_dir():
            return gold, documents
    raise UsageError(
        "找不到自带的样例和标注（corpus/）", "请在源码目录里运行，或用 --gold 和 --documents 指定", code="no_corpus"
    )


def evaluate_folders(gold: Path, documents: Path, load: Load) -> Report:
    """Score each gold file against the documents that share its stem (``a.json`` ↔ ``a.docx``, ``a.pdf``); ``load``
    turns a document into the contract's JSON. A gold file without a document scores as nothing found.

    Raises ``UsageError`` (``no_corpus``) where a folder is missing or holds no gold.
    """
    files = sorted(gold.glob("*.json")) if gold.is_dir() else []
    if not files or not documents.is_dir():
        lacking = documents if files else gold
        raise UsageError(f"“{lacking}”里没有可用的文件", "请检查 --gold 和 --documents", code="no_corpus")
    by_stem: dict[str, list[Path]] = defaultdict(list)
    for document in sorted(path for path in documents.iterdir() if path.is_file()):
        by_stem[document.stem].append(document)
    report = Report()
    for file in files:
        wanted = _read_gold(file)
        found = by_stem.get(file.stem, [])
        for document in found:
            score(wanted, _load(document, load, report), report, document.name)
        if not found:
            error = UsageError(f"没有与标注“{file.name}”同名的文件", "请检查 --documents", code="no_document")
            report.failures.append((file.name, error))
            score(wanted, {}, report, file.stem)
    return report


def _read_gold(file: Path) -> Json:
    try:
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"标注文件“{file.name}”不是 JSON", "请检查 --gold", code="no_corpus") from error
    if not isinstance(content, dict):
        raise UsageError(f"标注文件“{file.name}”不是一个 JSON 对象", "请检查 --gold", code="no_corpus")
    return content


def _load(document: Path, load: Load, report: Report) -> Json:
    """A document's result; an empty one, and a failure in the report, where it cannot be structured."""
    try:
        return load(document)
    except TiaokuanError as error:
        report.failures.append((document.name, error))
        return {}


def score(gold: Json, found: Json, report: Report, name: str) -> None:
    """Add one document to the report; ``name`` begins its misses."""
    report.documents += 1
    _score_metadata(gold.get("document") or {}, found.get("document") or {}, report, name)
    if "outline" in gold or gold.get("sections"):
        _score_sections(gold, found, report, name)
    _score_items(gold, found, report, name)
    _score_spans(found, report, name)


def _score_metadata(gold: Json, found: Json, report: Report, name: str) -> None:
    tally = report.tallies["metadata"]
    for key in (key for key in METADATA if key in gold):
        wanted, got = gold[key], found.get(key)
        if key == "region":
            wanted, got = (wanted or {}).get("code"), (got or {}).get("code")
        right = _same(wanted, got)
        tally.gold, tally.found, tally.hit = tally.gold + 1, tally.found + 1, tally.hit + right
        if not right:
            report.misses.append(f"{name} metadata {key}: gold {wanted!r}, found {got!r}")


def _same(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, list):
        return sorted(map(plain, wanted)) == sorted(map(plain, got or []))
    if isinstance(wanted, str) and isinstance(got, str):
        return plain(wanted) == plain(got)
    return bool(wanted == got)


def _score_sections(gold: Json, found: Json, report: Report, name: str) -> None:
    wanted, got = Counter(outline(gold)), Counter(outline(found))
    tally = report.tallies["sections"]
    tally.gold += wanted.total()
    tally.found += got.total()
    tally.hit += (wanted & got).total()
    report.misses += [f"{name} sections missing: {row}" for row in (wanted - got).elements()]
    report.misses += [f"{name} sections extra: {row}" for row in (got - wanted).elements()]


def outline(document: Json) -> list[tuple[int, str, str]]:
    """(level, marker, beginning of the heading) of each section in reading order."""
    if "outline" in document:
        return [(level, plain(marker), plain(head)[:_HEAD_LENGTH]) for level, marker, head in document["outline"]]
    return [_outline_row(section) for section in _walk(document.get("sections") or [])]


def _outline_row(section: Json) -> tuple[int, str, str]:
    marker = section.get("marker") or ""
    head = section.get("title") or _quote(section).strip().removeprefix(marker)
    return int(section.get("level") or 0), plain(marker), plain(head)[:_HEAD_LENGTH]


def _walk(sections: Sequence[Json]) -> Iterator[Json]:
    stack = list(reversed(sections))
    while stack:
        section = stack.pop()
        yield section
        stack.extend(reversed(section.get("children") or []))


def _quote(entry: Json) -> str:
    return (entry.get("source") or {}).get("quote") or ""


def _groups(document: Json) -> list[tuple[str, Json]]:
    """The fact lists with their item's name; those of the whole document under the empty name."""
    items = [(item.get("name") or "", item) for item in document.get("items") or []]
    return [("", document.get("common") or {}), *items]


def _score_items(gold: Json, found: Json, report: Report, name: str) -> None:
    """Pair the items by name, then compare the facts of each pair, kind by kind."""
    wanted, got = _groups(gold), _groups(found)
    wanted_names, got_names = [n for n, _ in wanted if n], [n for n, _ in got if n]
    pairs = pair_names(wanted_names, got_names)
    tally = report.tallies["items"]
    tally.gold += len(wanted_names)
    tally.found += len(got) - 1
    if len(wanted_names) == 1:  # a document about one project: what holds for all of it is its item's
        only = wanted_names[0]
        wanted = [(n or only, facts) for n, facts in wanted]
        pairs[""] = only
        if len(got_names) == 1:
            pairs.setdefault(got_names[0], only)
    named = pair_names(wanted_names, got_names)
    tally.hit += len(named)
    report.misses += [f"{name} item missing: {n}" for n in wanted_names if n not in named.values()]
    report.misses += [f"{name} item extra: {n}" for n in got_names if n not in named]
    translated = [(pairs.get(n, n), facts) for n, facts in got]
    for kind in FACT_KINDS:
        _score_facts(kind, wanted, translated, report, name)


def _score_facts(
    kind: str, wanted: Sequence[tuple[str, Json]], got: Sequence[tuple[str, Json]], report: Report, name: str
) -> None:
    tally, measure = report.tallies[kind], MEASURES[kind]
    left, right = _by_key(kind, wanted), _by_key(kind, got)
    for key in sorted(left.keys() | right.keys(), key=repr):
        want, have = left.get(key, []), right.get(key, [])
        pairs = pair_texts(want, have) if kind == "conditions" else list(zip(want, have, strict=False))
        tally.gold, tally.found, tally.hit = tally.gold + len(want), tally.found + len(have), tally.hit + len(pairs)
        label = f"{name} {kind} {' · '.join(map(str, key))}"
        for gold_fact, found_fact in pairs:
            for attribute, good in compare(measure, gold_fact, found_fact):
                tally.attributes, tally.attributes_right = tally.attributes + 1, tally.attributes_right + good
                if not good:
                    values = gold_fact.get(attribute), found_fact.get(attribute)
                    report.misses.append(f"{label}: {attribute} gold {values[0]!r}, found {values[1]!r}")
        report.misses += [f"{label} missing: {_say(fact)}" for fact in _rest(want, [w for w, _ in pairs])]
        report.misses += [f"{label} extra: {_say(fact)}" for fact in _rest(have, [h for _, h in pairs])]


def _by_key(kind: str, groups: Sequence[tuple[str, Json]]) -> dict[tuple[Hashable, ...], list[Json]]:
    found: dict[tuple[Hashable, ...], list[Json]] = defaultdict(list)
    for item, facts in groups:
        for fact in facts.get(kind) or []:
            if kind != "targets" or fact.get("metric"):  # gold lists the targets that have a figure
                found[(item, *MEASURES[kind].key(fact))].append(fact)
    return found


def _rest(facts: Sequence[Json], paired: Sequence[Json]) -> list[Json]:
    seen = {id(fact) for fact in paired}
    return [fact for fact in facts if id(fact) not in seen]


def _say(fact: Json) -> str:
    return str(fact.get("text") or fact.get("name") or fact.get("label") or fact.get("scope") or "")[:40]


def _score_spans(found: Json, report: Report, name: str) -> None:
    text, tally = found.get("text") or "", report.tallies["spans"]
    for kind, entry in _with_source(found):
        good = _exact(kind, entry, text)
        tally.gold, tally.found, tally.hit = tally.gold + 1, tally.found + 1, tally.hit + good
        if not good:
            source = entry.get("source") or {}
            place = f"{source.get('start')}–{source.get('end')}"
            report.misses.append(f"{name} span: {kind} {place} {_quote(entry)[:30]!r}")


def _with_source(found: Json) -> Iterable[tuple[str, Json]]:
    for section in _walk(found.get("sections") or []):
        yield "section", section
    for _, facts in _groups(found):
        for kind in FACT_KINDS:
            for fact in facts.get(kind) or []:
                yield kind, fact


def _exact(kind: str, entry: Json, text: str) -> bool:
    """True where the quote stands at its offsets, and a figure's quote is a clause with a figure."""
    source, quote = entry.get("source") or {}, _quote(entry)
    if not quote or text[source.get("start", -1) : source.get("end", -1)] != quote:
        return False
    if kind in ("amounts", "caps", "targets") or entry.get("metric"):
        return len(quote) <= CLAUSE_LENGTH and _FIGURE.search(quote) is not None
    return True
