"""The corpus itself: every sample has gold, the gold keeps the contract, and what it quotes stands in its sample.

The samples are read here by a few lines of their own, not by the project's readers, so that a fault in a reader cannot
hide one in the gold.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.schema import Amount, Applicant, Cap, Condition, Fact, Material, Period, Target

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SAMPLES = {p.stem: p for p in sorted((CORPUS / "samples").iterdir())}
GOLD = {p.stem: p for p in sorted((CORPUS / "gold").glob("*.json"))}
SHARED = ROOT.parent / "shared"
MODELS: dict[str, type[Fact]] = {
    "applicants": Applicant, "materials": Material, "periods": Period, "amounts": Amount, "caps": Cap,
    "conditions": Condition, "targets": Target,
}  # fmt: skip
CATEGORIES = {
    "enterprise", "individual_business", "individual", "team", "university", "school", "research_institute",
    "innovation_platform", "service_agency", "ip_service_agency", "financial_institution", "industry_association",
    "social_organisation", "alliance", "park", "platform", "incubator", "training_base", "public_institution",
    "medical_institution", "media", "agricultural_operator", "government", "organisation", "project", "other",
}  # fmt: skip
DOCUMENT_KEYS = {
    "title", "notice_title", "doc_type", "doc_number", "issuers", "region", "year", "issued_on", "published_on",
    "effective_from", "effective_to", "urgency", "disclosure", "bounds_inclusive",
}  # fmt: skip
SPACE = re.compile(r"[\s　﻿]+")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(data: bytes) -> str:
    """All text of a docx that is displayed (deleted runs are ``w:delText``), notes after the body, no numbers."""
    from lxml import etree

    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name in archive.namelist():
                parts += [t.text or "" for t in etree.fromstring(archive.read(name)).iter(f"{WORD}t")]
    return "".join(parts)


def plain_text(data: bytes) -> str:
    """A text in one of the corpus's encodings."""
    if data.startswith(b"\xff\xfe"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gbk")


def html_text(data: bytes) -> str:
    """The text of a page, all furniture included."""
    import lxml.html

    return "".join(map(str, lxml.html.document_fromstring(plain_text(data)).itertext()))


@lru_cache
def text_of(stem: str) -> str:
    """The sample's text without white space and without what a converter left in it."""
    path = SAMPLES[stem]
    data = path.read_bytes()
    text = {".docx": docx_text, ".html": html_text}.get(path.suffix, plain_text)(data)
    text = re.sub(r"\[bookmark: \w+\]|\*\*|\n\s*[-—] \d+ [-—]\s*\n", "", text)
    return SPACE.sub("", text)


@lru_cache
def gold_of(stem: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(GOLD[stem].read_text("utf-8"))
    return data


def groups(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [*gold["items"], gold["common"]]


def test_every_sample_has_gold_and_the_other_way_round() -> None:
    assert SAMPLES.keys() == GOLD.keys()
    assert len(SAMPLES) >= 14
    assert {p.suffix for p in SAMPLES.values()} == {".docx", ".html", ".txt", ".md"}


@pytest.mark.parametrize("stem", GOLD)
def test_gold_keeps_the_contract(stem: str) -> None:
    gold = gold_of(stem)
    assert set(gold) == {"document", "outline", "items", "common", "notes"}
    assert set(gold["document"]) >= DOCUMENT_KEYS - {"published_on"}
    assert set(gold["document"]) <= DOCUMENT_KEYS
    assert gold["notes"]
    names = [item["name"] for item in gold["items"]]
    assert len(set(names)) == len(names)
    source = {"start": 0, "end": 1, "quote": "x"}
    for group in groups(gold):
        assert set(group) - {"name"} == set(MODELS)
        for kind, model in MODELS.items():
            for fact in group[kind]:
                model.model_validate({**fact, "id": "x", "source": source})
    for fact in (f for group in groups(gold) for f in group["applicants"]):
        assert fact["category"] in CATEGORIES


@pytest.mark.parametrize("stem", GOLD)
def test_every_item_has_a_fact(stem: str) -> None:
    for item in gold_of(stem)["items"]:
        assert any(item[kind] for kind in MODELS), item["name"]


@pytest.mark.parametrize("stem", GOLD)
def test_outline_levels_are_a_tree_and_markers_are_printed(stem: str) -> None:
    level = 0
    automatic = SAMPLES[stem].suffix == ".docx" and "w:numPr" in document_xml(SAMPLES[stem])
    for depth, marker, head in gold_of(stem)["outline"]:
        assert 1 <= depth <= level + 1, head
        level = depth
        text = text_of(stem)
        wanted = SPACE.sub("", head)
        assert wanted in text, head
        if marker and not automatic:
            assert SPACE.sub("", marker) + wanted in text, (marker, head)


def document_xml(path: Path) -> str:
    """The main part of a docx."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def quoted(group: dict[str, Any]) -> list[str]:
    """The words of a group of facts that must be the document's own."""
    words = [f["label"] for f in group["applicants"]] + [f["name"] for f in group["materials"]]
    words += [f["text"] for kind in ("conditions", "targets") for f in group[kind]]
    words += [f["scope"] for f in group["caps"] if "scope" in f]
    words += [f[key] for f in group["amounts"] for key in ("label", "trigger") if key in f]
    words += [q for f in group["applicants"] for q in f.get("qualifiers", [])]
    words += [p for f in group["materials"] for p in f.get("parts", [])]
    return words


@pytest.mark.parametrize("stem", GOLD)
def test_gold_quotes_its_sample(stem: str) -> None:
    gold, text = gold_of(stem), text_of(stem)
    document = gold["document"]
    words = [w for w in (document["title"], document["doc_number"], document["urgency"], document["disclosure"]) if w]
    words += document["issuers"] + [item["name"] for item in gold["items"]]
    words += [w for group in groups(gold) for w in quoted(group)]
    assert [w for w in words if SPACE.sub("", w) not in text] == []


def printed(value: float) -> set[str]:
    """The forms in which a sum may be printed."""
    forms = {f"{value:g}元", f"{value:.0f}元", f"{value:g}"}
    if value >= 1000:
        forms |= {f"{value / 1e4:g}万", f"{value / 1e4:g}"}
    if value >= 1e7:
        forms |= {f"{value / 1e8:g}亿"}
    return forms | {1e6: {"一百万元", "壹佰万元"}, 2e5: {"贰拾万元"}, 3e5: {"叁拾万元"}}.get(value, set())


@pytest.mark.parametrize("stem", GOLD)
def test_every_sum_is_printed(stem: str) -> None:
    text = text_of(stem)
    for group in groups(gold_of(stem)):
        sums = [v for f in group["amounts"] if "value" in f for v in (f["value"]["min"], f["value"]["max"])]
        sums += [f["value"] for f in group["caps"] if f["measure"] == "money"]
        for value in (s for s in sums if s is not None):
            assert any(form in text for form in printed(float(value))), value


def load_build() -> Any:
    spec = importlib.util.spec_from_file_location("corpus_build", CORPUS / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("source", sorted((CORPUS / "sources").iterdir()), ids=lambda p: p.name)
def test_made_samples_are_those_of_their_sources(source: Path) -> None:
    path, data = load_build().build(source)
    if path.suffix != ".docx":
        assert path.read_bytes() == data
        return
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        for name in ("word/document.xml", "word/numbering.xml"):
            assert old.read(name) == new.read(name)


@pytest.mark.shared
def test_no_sentence_is_copied_from_a_real_document() -> None:
    """No run of 32 digits and Chinese characters of a sample occurs in a real document."""
    run = re.compile(r"[0-9\u4e00-\u9fff]{32,}")
    ours = {r[i : i + 32] for stem in SAMPLES for r in run.findall(text_of(stem)) for i in range(len(r) - 31)}
    for path in [*(SHARED / "seeds").iterdir(), *(SHARED / "real").iterdir()]:
        if path.suffix in (".txt", ".md", ".html"):
            text = SPACE.sub("", path.read_bytes().decode("utf-8", "replace"))
            assert [o for o in ours if o in text] == [], path.name
