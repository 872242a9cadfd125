"""Automatic numbers of Word lists: formats, restarts, overrides, styles; LibreOffice as witness where it agrees."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.readers.numbers import format_number
from tiaokuan.pipeline.readers.registry import read
from tiaokuan.tests.readers.docx_builder import abstract, docx, instance, level, num, p, restart_at

CASES = json.loads((Path(__file__).parent / "cases" / "docx_numbering.json").read_text("utf-8"))


def build(case: dict[str, Any]) -> bytes:
    """A document with the list of a case."""
    levels = []
    for at, (form, pattern, *more) in enumerate(case["levels"]):
        options = more[0] if more else {}
        extra = f'<w:lvlRestart w:val="{options["restart"]}"/>' if "restart" in options else ""
        extra += "<w:isLgl/>" if options.get("legal") else ""
        levels.append(level(at, form, pattern, start=options.get("start", 1), extra=extra))
    others = [
        instance(int(number), 1, *(restart_at(int(at), start) for at, start in starts.items()))
        for number, starts in case.get("instances", {}).items()
    ]
    numbering = abstract(1, *levels) + instance(1, 1) + "".join(others)
    return docx(
        "".join(p(f"条目{chr(97 + i)}", num(*at)) for i, at in enumerate(case["paragraphs"])), numbering=numbering
    )


def shown(data: bytes) -> list[str]:
    return [block.marker or "" for block in read(data, "列表.docx").blocks]


@pytest.mark.parametrize("case", CASES["forms"], ids=lambda c: f"{c['form']}-{next(iter(c['shown']))}")
def test_format(case: dict[str, Any]) -> None:
    assert {n: format_number(int(n), case["form"]) for n in case["shown"]} == case["shown"], case["why"]


@pytest.mark.parametrize("case", CASES["lists"], ids=lambda c: c["name"])
def test_list(case: dict[str, Any]) -> None:
    assert shown(build(case)) == case["shown"], case["why"]


def test_text_begins_with_the_number() -> None:
    blocks = read(build(CASES["lists"][0]), "列表.docx").blocks
    assert all(block.text.startswith(block.marker or "?") for block in blocks)
    assert blocks[0].text == "一、条目a"


def test_a_number_never_runs_into_a_figure() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + instance(1, 1)
    (block,) = read(docx(p("5万元奖励", num(1)), numbering=numbering), "a.docx").blocks
    assert block.text == "1. 5万元奖励"


@pytest.mark.parametrize(
    ("suffix", "text"), [("tab", "第一条 本办法"), ("space", "第一条 本办法"), ("nothing", "第一条本办法")]
)
def test_gap(suffix: str, text: str) -> None:
    numbering = abstract(1, level(0, "chineseCounting", "第%1条", suffix=suffix)) + instance(1, 1)
    assert read(docx(p("本办法", num(1)), numbering=numbering), "a.docx").blocks[0].text == text


def style(name: str, based: str, properties: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def in_style(name: str, text: str, properties: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{name}"/>{properties}')


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + style("one", "a", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("two", "a", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("child", "two")
    + style("plain", "two", '<w:numPr><w:numId w:val="0"/></w:numPr>')
)
LINKED = abstract(
    1,
    level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="one"/>'),
    level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="two"/>'),
    level(2, "decimal", "%3."),
) + instance(1, 1)


def styled_document() -> bytes:
    removed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="2"/></w:numPr>'
    body = (
        in_style("one", "总则")
        + in_style("two", "目的")
        + in_style("child", "依据")
        + in_style("plain", "说明")
        + in_style("one", "未编号", removed)
        + in_style("one", "附则")
        + in_style("two", "解释")
        + in_style("two", "细目", deeper)
    )
    return docx(body, styles=STYLES, numbering=LINKED)


def test_style_linked_numbers() -> None:
    assert shown(styled_document()) == ["一、", "（一）", "（二）", "", "", "二、", "（一）", "1."]


def test_number_style_link() -> None:
    """A definition that only points to a numbering style takes that style's list."""
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="list"><w:name w:val="list"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = abstract(1, level(0, "decimal", "%1）"), extra='<w:styleLink w:val="list"/>')
    pointer = abstract(2, extra='<w:numStyleLink w:val="list"/>')
    numbering = linked + pointer + instance(1, 1) + instance(2, 2)
    assert shown(docx(p("甲", num(2)) + p("乙", num(1)), styles=styles, numbering=numbering)) == ["1）", "2）"]


def test_level_override_with_its_own_format() -> None:
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(1, level(0, "decimal", "%1.")) + instance(1, 1) + instance(2, 1, override)
    body = p("甲", num(1)) + p("乙", num(2)) + p("丙", num(2)) + p("丁", num(1))
    assert shown(docx(body, numbering=numbering)) == ["1.", "A)", "B)", "3."]


def test_bullets_and_symbol_fonts() -> None:
    bullet = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    first = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06e"/>{bullet}</w:lvl>'
    numbering = abstract(1, first, level(1, "bullet", "●")) + instance(1, 1)
    assert shown(docx(p("甲", num(1)) + p("乙", num(1, 1)), numbering=numbering)) == ["■", "●"]


def test_custom_format_in_alternate_content() -> None:
    number = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    one = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{number}<w:lvlText w:val="%1."/></w:lvl>'
    assert shown(docx(p("甲", num(1)) + p("乙", num(1)), numbering=abstract(1, one) + instance(1, 1))) == [
        "009.",
        "010.",
    ]


def test_wild_numbering_is_survived() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="99"/><w:lvl w:ilvl="x"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"/>'
        + abstract(3, level(0, "decimal", "%9%1.", start=99999999999))
        + instance(3, 3)
    )
    body = p("甲", num(1)) + p("乙", num(2, 12)) + p("丙", num(3)) + p("丁", '<w:numPr><w:numId w:val="-5"/></w:numPr>')
    assert [block.text[-1] for block in read(docx(body, numbering=numbering), "a.docx").blocks] == list("甲乙丙丁")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    """All cases in one conversion each kind: what LibreOffice writes is what we read."""
    documents = {f"list{i}": build(case) for i, case in enumerate(CASES["lists"]) if case.get("office", True)}
    documents["styles"] = styled_document()
    documents["forms"] = _forms_document()
    for name, data in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, *(str(f) for f in tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=180)
    for name, data in documents.items():
        theirs = [
            _plain(line) for line in (tmp_path / f"{name}.txt").read_text("utf-8-sig").splitlines() if line.strip()
        ]
        assert [_plain(block.text) for block in read(data, f"{name}.docx").blocks] == theirs, name


def _plain(text: str) -> str:
    return "".join(text.split())


def _forms_document() -> bytes:
    body, definitions, instances, number = "", "", "", 0
    for case in CASES["forms"]:
        for value in case["shown"] if case.get("office", True) and case["form"] != "noSuchFormat" else ():
            number += 1
            definitions += abstract(number, level(0, case["form"], "[%1]", start=int(value)))
            instances += instance(number, number)
            body += p("甲", num(number))
    return docx(body, numbering=definitions + instances)
