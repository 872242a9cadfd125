"""Pictures through recognition: paragraphs, tables, seals, turned pages; places and confidences with every stretch."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import images, ocr_engine
from tiaokuan.pipeline.readers.base import Block, Run
from tiaokuan.pipeline.settings import Settings

from .pictures import Page, font_file

recognition = pytest.mark.skipif(
    not ocr_engine.available() or font_file() is None, reason="needs tiaokuan[ocr] and a Chinese font"
)
FIRST = "对首次获得认定的创新型企业，按照研发投入的10%给予补助，单个企业最高不超过300万元，同一企业三年内只能享受一次。"
SECOND = "申请单位应当于2025年9月30日前提交材料。"


@pytest.fixture(scope="module")
def page() -> Page:
    made = Page(760)
    made.centred("澜江市创新补助办法")
    made.paragraph(FIRST)
    made.paragraph(SECOND)
    made.table(
        [["类别", "标准（万元）", "备注"], ["大型企业", "300", "不含"], ["中小企业", "150", ""]],
        [200, 240, 200],
        merged=(1, 2),
    )
    made.y = 560
    made.line("澜江市科学技术局", 560)
    made.line("2025年6月1日", 590)
    made.seal(690, 610)
    made.y = 710
    made.line("— 2 —", 410)
    return made


@pytest.fixture(scope="module")
def blocks(page: Page) -> list[Block]:
    from tiaokuan.pipeline.readers.ocr import ocr_image

    return ocr_image(page.pixels(), page=2, scale=1.0).blocks


def runs_cover(text: str, runs: list[Run]) -> bool:
    ends = all(a.end == b.start for a, b in pairwise(runs))
    return bool(runs) and runs[0].start == 0 and runs[-1].end == len(text) and ends


@recognition
def test_paragraphs_tables_and_signature(blocks: list[Block]) -> None:
    texts = [block.text for block in blocks]
    assert texts == ["澜江市创新补助办法", FIRST, SECOND, "", "澜江市科学技术局", "2025年6月1日"]
    assert [block.align for block in blocks] == ["center", None, None, None, "right", "right"]
    assert blocks[0].page_break


@recognition
def test_a_ruled_table_with_its_merged_cell(blocks: list[Block]) -> None:
    table = blocks[3].table
    assert table is not None
    cells = {(cell.row, cell.col): (cell.text, cell.rowspan) for cell in table.cells}
    assert cells[0, 1] == ("标准（万元）", 1)
    assert cells[1, 1] == ("300", 1)
    assert cells[2, 0] == ("中小企业", 1)
    assert cells[1, 2] == ("不含", 2)
    assert [cell.text for cell in table.cells if cell.header] == ["类别", "标准（万元）", "备注"]


@recognition
def test_every_stretch_has_page_place_and_confidence(blocks: list[Block], page: Page) -> None:
    width, height = page.image.size
    for block in blocks:
        cells = block.table.cells if block.table else []
        for text, runs in [(block.text, block.runs), *((cell.text.replace("\n", ""), cell.runs) for cell in cells)]:
            assert not text or runs_cover(text, runs) or "\n" in text or len(runs) > 1
            for run in runs:
                assert run.page == 2
                assert run.box is not None
                assert 0 <= run.box[0] < run.box[2] <= width
                assert 0 <= run.box[1] < run.box[3] <= height
                assert run.confidence is not None
                assert 0.5 < run.confidence <= 1


@recognition
def test_figures_have_runs_of_their_own(blocks: list[Block]) -> None:
    figures = [FIRST[run.start : run.end] for run in blocks[1].runs]
    assert "300万" in figures
    assert "10%" in figures
    run = next(run for run in blocks[1].runs if FIRST[run.start : run.end] == "300万")
    assert run.box is not None
    assert run.box[2] - run.box[0] < 140


@recognition
@pytest.mark.parametrize("quarters", [1, 2])
def test_turned_pages_are_turned_back(page: Page, quarters: int, blocks: list[Block]) -> None:
    from tiaokuan.pipeline.readers.ocr import ocr_image

    turned = np.ascontiguousarray(np.rot90(page.pixels(), quarters))
    found = ocr_image(turned, page=1, scale=1.0)
    assert found.turned == (360 - 90 * quarters) % 360
    assert [block.text for block in found.blocks][:3] == [block.text for block in blocks][:3]
    title, height, width = found.blocks[0].runs[0].box, *turned.shape[:2]
    assert title is not None
    middle = ((title[0] + title[2]) / 2 / width, (title[1] + title[3]) / 2 / height)
    expect = {1: (0.075, 0.5), 2: (0.5, 0.925)}[quarters]
    assert middle == pytest.approx(expect, abs=0.03)


@recognition
def test_a_skewed_photo_is_straightened(page: Page) -> None:
    from tiaokuan.pipeline.readers.ocr import ocr_image

    skewed = page.image.rotate(3, resample=Image.Resampling.BICUBIC, fillcolor="white")
    texts = [block.text for block in ocr_image(np.asarray(skewed), page=1, scale=1.0).blocks]
    assert texts[:3] == ["澜江市创新补助办法", FIRST, SECOND]


@recognition
def test_doubtful_lines_and_figures_are_warnings() -> None:
    from tiaokuan.pipeline.readers.ocr import _Page

    text, wide = "每家补助38万元。", "各区财政局、各有关单位和企业应当"

    def line(text: str, x: float, y: float, confidences: list[float]) -> ocr_engine.TextLine:
        places = [(x + 24 * i, x + 24 * i + 24) for i in range(len(text))]
        return ocr_engine.TextLine(text, (x, y, places[-1][1], y + 24), confidences, places)

    doubt = [0.99] * 4 + [0.4] + [0.99] * 4
    lines = [line(text, 68, 20, [0.99] * 9), line(wide, 20, 60, [0.99] * 16), line(text, 68, 100, doubt)]
    white = np.full((400, 500, 3), 255, np.uint8)
    found = _Page(ocr_engine.Sheet(white, np.eye(2, 3), 0, lines), 1, 2.0).read()
    assert [block.text for block in found.blocks] == [text, wide, text]
    assert {(note.code, note.block) for note in found.warnings} == {("ocr_low_confidence", 2)}
    assert any("38万" in note.message for note in found.warnings)
    runs = {text[run.start : run.end]: run.confidence for run in found.blocks[2].runs}
    assert runs["38万"] == 0.4
    assert runs["每家补助"] == 0.99
    assert found.blocks[2].runs[0].box == (34.0, 50.0, 82.0, 62.0)


@recognition
def test_a_tiff_of_two_pages() -> None:
    first, second = Page(160), Page(160)
    first.line("一、支持对象")
    second.line("二、支持标准")
    data = first.save("TIFF", save_all=True, append_images=[second.image], dpi=(72, 72))
    document = images.read_image(data, "件.tif")
    assert document.pages == 2
    assert [(block.text, block.runs[0].page, block.page_break) for block in document.blocks] == [
        ("一、支持对象", 1, False),
        ("二、支持标准", 2, True),
    ]
    assert document.warnings[0].code == "ocr_used"


@recognition
def test_a_blank_page_has_no_blocks() -> None:
    assert images.read_image(Page(300).save(), "空.png").blocks == []


@recognition
@pytest.mark.parametrize(
    ("mode", "form"), [("L", "PNG"), ("1", "TIFF"), ("RGBA", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("I;16", "PNG")]
)
def test_pictures_of_every_mode(mode: str, form: str) -> None:
    made = Page(120)
    made.line("申报材料")
    image: Any = made.image
    if mode == "RGBA":
        clear = np.asarray(image.convert("L"))
        image = Image.fromarray(np.dstack([np.zeros((*clear.shape, 3), np.uint8), 255 - clear]), "RGBA")
    elif mode == "I;16":
        image = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    else:
        image = image.convert(mode)
    stream = io.BytesIO()
    image.save(stream, form)
    assert [block.text for block in images.read_image(stream.getvalue(), "图").blocks] == ["申报材料"]


def test_without_the_extra_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "available", lambda: False)
    with pytest.raises(ReadError) as caught:
        images.read_image(Page(60).save(), "件.png")
    assert caught.value.code == "missing_component"
    assert "tiaokuan[ocr]" in caught.value.hint


@recognition
@pytest.mark.parametrize(
    ("data", "settings", "code"),
    [
        (Page(60).save()[:300], Settings(), "damaged_file"),
        (b"\xff\xd8\xff" + b"\0" * 100, Settings(), "damaged_file"),
        (Page(60).save(), Settings(max_image_pixels=1000), "too_large"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, Settings(), "unsupported_format"),
    ],
)
def test_what_cannot_be_read(data: bytes, settings: Settings, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        images.read_image(data, "件.png", settings)
    assert caught.value.code == code
