"""PDF pages as a reader of the paper sees them: paragraphs, tables, titles, furniture, places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import ocr_engine
from tiaokuan.pipeline.readers.base import Block, Run, SourceDocument
from tiaokuan.pipeline.readers.pdf import read_pdf
from tiaokuan.pipeline.settings import Settings
from tiaokuan.tests.readers.pdf_builder import Canvas, build

FILES = Path(__file__).parent / "pdf"
SENTENCE = "本市行政区域内注册的企业可以按照本办法申请补助，补助资金由市财政安排，实行总额控制。"


def made(name: str) -> SourceDocument:
    return read_pdf((FILES / f"{name}.pdf").read_bytes(), f"{name}.pdf")


def pages(*canvases: Canvas, **options: Any) -> SourceDocument:
    return read_pdf(build(canvases), "通知.pdf", **options)


def texts(document: SourceDocument) -> list[str]:
    return [block.text for block in document.blocks if block.table is None]


def codes(document: SourceDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


def grid(document: SourceDocument) -> list[tuple[int, int, int, int, str]]:
    (block,) = [block for block in document.blocks if block.table]
    assert block.table is not None
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in block.table.cells]


def assert_placed(document: SourceDocument) -> None:
    """Every character of every block stands in a run with a page and a box on it."""
    for block in document.blocks:
        for owner in block.table.cells if block.table else [block]:
            at = 0
            for run in owner.runs:
                assert owner.text[at : run.start].strip() == ""
                assert run.page
                assert run.box
                assert run.box[0] < run.box[2]
                assert run.box[1] < run.box[3]
                at = run.end
            assert at == len(owner.text)


# ── files of an office program ───────────────────────────────────────────────────────────────────────────────────────


def test_a_notice_gives_its_elements_in_order() -> None:
    document = made("notice")
    first = document.blocks[:6]
    assert [(b.text[:12], b.heading, b.align, b.bold) for b in first] == [
        ("清河市工业和信息化局文件", None, "center", True),
        ("清工信〔2025〕16号", None, "center", False),
        ("关于组织申报2025年度", 0, "center", False),
        ("各县（市、区）工业和信息", None, None, False),
        ("为支持企业实施智能化改造", None, None, False),
        ("一、支持对象", None, None, True),
    ]
    assert [(b.text, b.align) for b in document.blocks[-3:-1]] == [
        ("清河市工业和信息化局", "right"),
        ("2025年3月18日", "right"),
    ]
    assert document.pages == 5
    assert_placed(document)


def test_paragraphs_are_whole_over_lines_and_page_ends() -> None:
    document = made("notice")
    assert all(text.endswith("。") for text in texts(document) if len(text) > 40 and "通知" not in text)
    crossing = [b for b in document.blocks if len({run.page for run in b.runs}) > 1]
    assert crossing
    assert all(b.text.endswith("程序公示。") for b in crossing)


def test_running_heads_and_page_numbers_are_out() -> None:
    document = made("notice")
    assert texts(document).count("清河市工业和信息化局") == 1  # the signature
    assert not [text for text in texts(document) if text.startswith("—")]
    assert codes(document) == ["page_number_removed", "running_head_removed"]


def test_a_footnote_stands_after_its_page_and_its_call_is_no_figure() -> None:
    document = made("notice")
    (note,) = [b for b in document.blocks if b.kind == "footnote"]
    assert note.text == "设备投资额以审计报告为准，不含税。"
    (calling,) = [text for text in texts(document) if "300万元" in text]
    assert "最高不超过300万元；" in calling


def test_a_table_over_pages_is_one_table() -> None:
    document = made("standards")
    cells = grid(document)
    assert cells[:3] == [(0, 0, 1, 1, "类别"), (0, 1, 1, 1, "条件"), (0, 2, 1, 1, "补助金额（万元）")]
    assert [c for c in cells if c[1] == 0][1:] == [(1 + 3 * i, 0, 3, 1, f"第{i + 1}类") for i in range(8)]
    assert [c[4] for c in cells if c[1] == 2][1:] == [str(10 * g + n) for g in range(1, 9) for n in range(3)]
    conditions = [c[4] for c in cells if c[1] == 1][1:]
    assert all(text.endswith("享受一次。") and "\n" not in text for text in conditions)
    assert len(conditions) == 24
    assert "table_head_repeated" in codes(document)
    block = next(b for b in document.blocks if b.table)
    assert block.table is not None
    assert {c.header for c in block.table.cells if c.row == 0} == {True}
    assert_placed(document)


def test_a_card_over_pages_keeps_its_labels() -> None:
    cells = grid(made("card"))
    assert [c[4] for c in cells if c[1] == 0] == ["企业研发投入补助", "依据文件", "工具分类", "服务内容", "联络方式"]
    assert [c[4] for c in cells if c[0] == 2] == ["工具分类", "资金支持", "服务对象", "本市科技型中小企业"]
    (content,) = [c[4] for c in cells if c[0] == 3 and c[1] == 1]
    assert [line[:2] for line in content.split("\n")] == [f"{n}．" for n in range(1, 9)]


def test_two_columns_are_read_one_after_the_other() -> None:
    found = texts(made("two_columns"))
    assert found[0] == "清河市政府公报选登"
    assert [text[:3] for text in found[1:]] == [f"第{n}条" for n in "一二三四五六七八九十"]


def test_a_file_that_only_restricts_printing_is_read() -> None:
    assert texts(made("no_printing")) == ["本文件不需要密码。"]


# ── pages made by hand ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("2023 年 5 月 16 日前补助 300 万元", "2023年5月16日前补助300万元"),
        ("GB/T 39116 和 ISO 9001", "GB/T 39116和 ISO 9001"),
        ("⼀、⽀持⺠营企业", "一、支持民营企业"),
        ("第一章　总则", "第一章　总则"),
        ("1. 申请表", "1. 申请表"),
    ],
    ids=["figures", "latin", "radicals", "ideographic space", "marker"],
)
def test_characters(printed: str, text: str) -> None:
    assert texts(pages(Canvas().text(80, 200, printed))) == [text]


def test_bold_by_printing_twice_is_read_once() -> None:
    page = Canvas().text(80, 200, "补助100万元").text(80.4, 200, "补助100万元")
    assert texts(pages(page)) == ["补助100万元"]


def test_watermarks_are_out() -> None:
    page = Canvas()
    page.paragraph(80, 100, SENTENCE * 2)
    page.text(150, 500, "内部资料", 40, matrix="0.7 0.7 -0.7 0.7", extra="0.85 g")
    page.text(100, 300, "征求意见稿", 60, extra="0.85 g")
    document = pages(page)
    assert texts(document) == [SENTENCE * 2]
    assert codes(document) == ["watermark_removed"]


@pytest.mark.parametrize(
    "number",
    ["— 3 —", "-3-", "第3页", "第 3 页 共 9 页", "3/9", "3"],
    ids=["GB/T 9704", "-", "cn", "of", "slash", "bare"],
)
def test_page_numbers(number: str) -> None:
    page = Canvas()
    page.paragraph(80, 100, SENTENCE)
    page.text(280, 800, number, 10)
    assert texts(pages(page)) == [SENTENCE]


def test_a_line_that_is_no_page_number_stays() -> None:
    page = Canvas()
    y = page.paragraph(80, 740, SENTENCE, width=30)
    page.text(80, y, "2025", 14)
    assert "2025" in "".join(texts(pages(page)))


_TURNED: dict[int, Callable[[int], tuple[float, float, str]]] = {
    90: lambda i: (100 + i * 20, 700, "0 1 -1 0"),
    180: lambda i: (500, 700 - i * 20, "-1 0 0 -1"),
    270: lambda i: (500 - i * 20, 100, "0 -1 1 0"),
}


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("shown", [True, False], ids=["by the page", "by the text"])
def test_turned_pages(turn: int, shown: bool) -> None:
    page = Canvas(rotate=turn if shown else 0)
    for i in range(4):
        x, y, matrix = _TURNED[turn](i)
        page.text(x, y, f"甲乙丙丁戊己庚辛壬癸第{i}行", matrix=matrix)
    (block,) = pages(page).blocks
    assert block.text == "".join(f"甲乙丙丁戊己庚辛壬癸第{i}行" for i in range(4))
    box = block.runs[0].box
    assert box
    upright = shown or turn == 180
    assert (box[2] - box[0] > box[3] - box[1]) is upright
    width, height = (842, 595) if shown and turn != 180 else (595, 842)
    assert 0 <= box[0] < box[2] <= width
    assert 0 <= box[1] < box[3] <= height


def test_boxes_are_points_from_the_top_left() -> None:
    (block,) = pages(Canvas().text(80, 200, "补助", 20)).blocks
    (run,) = block.runs
    assert run == Run(0, 2, 1, run.box)
    assert run.box == pytest.approx((80, 183, 120, 203), abs=2)


@pytest.mark.parametrize("sides", [True, False], ids=["closed", "open at the sides"])
def test_a_ruled_table(sides: bool) -> None:
    page = Canvas()
    xs, ys = [80, 200, 400], [100, 130, 160, 190]
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    for x in xs if sides else xs[1:-1]:
        page.line(x, ys[0], x, ys[-1])
    for row, cells in enumerate([("级别", "标准（万元）"), ("国家级", "50"), ("省级", "20")]):
        for x, text in zip(xs, cells, strict=False):
            page.text(x + 6, ys[row] + 20, text, 12)
    assert [c[4] for c in grid(pages(page))] == ["级别", "标准（万元）", "国家级", "50", "省级", "20"]


def test_a_frame_around_text_is_no_table() -> None:
    page = Canvas().grid([60, 540], [80, 400])
    page.paragraph(80, 110, SENTENCE * 3)
    assert texts(pages(page)) == [SENTENCE * 3]


def test_a_row_of_fixed_height_keeps_its_hanging_line() -> None:
    page = Canvas().grid([80, 160, 400], [100, 124, 148])
    for x, y, text in [
        (84, 118, "企业名称与商"),
        (84, 134, "户字号"),
        (170, 118, "清河某店"),
        (84, 140, "地址"),
        (170, 140, "清河路"),
    ]:
        page.text(x, y, text, 12)
    assert [c[4] for c in grid(pages(page))] == ["企业名称与商户字号", "清河某店", "地址", "清河路"]


def test_lines_that_end_early_end_their_paragraph() -> None:
    page = Canvas()
    for i, text in enumerate(["联系人：张某", "联系电话：0319-5550123", "地址：清河市人民路1号"]):
        page.text(80, 100 + 21 * i, text)
    page.paragraph(80, 200, SENTENCE * 3)
    assert texts(pages(page)) == ["联系人：张某", "联系电话：0319-5550123", "地址：清河市人民路1号", SENTENCE * 3]


def test_numbered_entries_without_indent_stay_apart() -> None:
    page, y = Canvas(), 100.0
    entries = [
        f"{n}．" + ("甲" * (27 + n)) + "。" for n in range(1, 4)
    ]  # the first fills its line to the last character
    for entry in entries:
        y = page.paragraph(80, y, entry, width=30, indent=False)
    assert texts(pages(page)) == entries


# ── pages without text ───────────────────────────────────────────────────────────────────────────────────────────────


def recognised(*lines: str) -> Callable[..., Any]:
    def read(picture: Any, *, page: int, scale: float) -> Any:
        assert picture.shape[2] == 3
        assert scale > 1
        blocks = [Block(line, runs=[Run(0, len(line), page, (1.0, 1.0, 2.0, 2.0), 0.9)]) for line in lines]
        return SimpleNamespace(blocks=blocks, warnings=[], turned=0)

    return read


def test_pages_without_text_go_to_recognition_in_their_place() -> None:
    text, scan = Canvas(), Canvas().picture(0, 0, 595, 842)
    text.paragraph(80, 100, SENTENCE)
    document = pages(text, scan, text, ocr=recognised("扫描的一段"))
    assert texts(document) == [SENTENCE, "扫描的一段", SENTENCE]
    assert document.blocks[1].runs[0].confidence == 0.9
    assert "ocr_used" in codes(document)


def test_a_stamp_on_a_scan_does_not_make_it_text() -> None:
    page = Canvas().picture(0, 0, 595, 842).text(400, 820, "扫描全能王创建", 9)
    assert texts(pages(page, ocr=recognised("扫描的一段"))) == ["扫描的一段"]


def test_without_recognition_a_scan_ends_in_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "available", lambda: False)
    with pytest.raises(ReadError) as raised:
        pages(Canvas().picture(0, 0, 595, 842))
    assert raised.value.code == "missing_component"
    assert "tiaokuan[ocr]" in raised.value.hint


def test_without_recognition_a_mixed_file_is_read_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "available", lambda: False)
    text = Canvas()
    text.paragraph(80, 100, SENTENCE)
    document = pages(text, Canvas().picture(0, 0, 595, 842))
    assert texts(document) == [SENTENCE]
    assert [w.message[:4] for w in document.warnings if w.code == "page_without_text"] == ["第2页没"]


def test_a_blank_page_is_nothing_to_read() -> None:
    text = Canvas()
    text.paragraph(80, 100, SENTENCE)
    assert codes(pages(text, Canvas())) == []


def test_a_picture_beside_text_is_told() -> None:
    page = Canvas().picture(80, 300, 400, 400)
    page.paragraph(80, 100, SENTENCE)
    assert codes(pages(page)) == ["picture_not_read"]


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "limit", [{"max_pages": 1}, {"max_text_chars": 20}, {"max_blocks": 1}, {"max_file_bytes": 500}]
)
def test_limits(limit: dict[str, int]) -> None:
    page = Canvas()
    for i in range(4):
        page.text(80, 100 + 60 * i, "补助对象与标准")
    with pytest.raises(ReadError) as raised:
        pages(page, page, settings=replace(Settings(), **limit))
    assert raised.value.code == "too_large"
    assert raised.value.hint


def test_a_file_with_a_password_is_told() -> None:
    with pytest.raises(ReadError) as raised:
        made("encrypted")
    assert raised.value.code == "encrypted_file"
    assert "密码" in raised.value.hint
