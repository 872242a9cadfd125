"""Lines to paragraphs by geometry, without recognition: the lines are made."""

from __future__ import annotations

from tiaokuan.pipeline.readers import ocr_layout
from tiaokuan.pipeline.readers.ocr_engine import TextLine

EM, LEFT, FULL = 20, 100, 28


def line(text: str, row: float, indent: float = 0, left: float = LEFT) -> TextLine:
    x = left + indent * EM
    places = [(x + i * EM, x + (i + 1) * EM) for i in range(len(text))]
    y = 100 + row * 36
    return TextLine(text, (x, y, x + len(text) * EM, y + EM), [1.0] * len(text), places)


def texts(lines: list[TextLine], width: float = 800) -> list[str]:
    em = ocr_layout.em_of(lines)
    return ["".join(li.text for li in p.lines) for p in ocr_layout.paragraphs(lines, em, width, [])]


def test_full_lines_go_on_short_ones_end() -> None:
    lines = [line("甲" * 26, 0, 2), line("乙" * FULL, 1), line("丙" * 5, 2), line("丁" * 26, 3, 2), line("戊" * 9, 4)]
    assert texts(lines) == ["甲" * 26 + "乙" * FULL + "丙" * 5, "丁" * 26 + "戊" * 9]


def test_an_indent_begins_a_paragraph_after_a_full_line() -> None:
    assert texts([line("甲" * 26, 0, 2), line("乙" * 26, 1, 2), line("丙" * FULL, 2)]) == [
        "甲" * 26,
        "乙" * 26 + "丙" * FULL,
    ]


def test_pieces_of_a_line_are_put_together_whatever_their_order() -> None:
    assert texts([line("乙" * 13, 0, 15), line("甲" * 15, 0), line("丙" * 6, 1)]) == ["甲" * 15 + "乙" * 13 + "丙" * 6]


def test_a_gap_of_lines_ends_a_paragraph() -> None:
    assert texts([line("甲" * FULL, 0), line("乙" * FULL, 1), line("丙" * FULL, 3), line("丁" * 3, 4)]) == [
        "甲" * FULL + "乙" * FULL,
        "丙" * FULL + "丁" * 3,
    ]


def test_a_title_over_two_lines_is_one_and_centred() -> None:
    lines = [
        line("关" * FULL, 0),
        line("知" * 8, 1, 10),
        line("各" * 10, 2.5),
        line("正" * FULL, 4),
        line("文" * FULL, 5),
    ]
    found = ocr_layout.paragraphs(lines, EM, 800, [])
    assert [len(p.lines) for p in found][:2] == [2, 1]
    assert found[0].align == "center"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line("左" * 14, row) for row in range(8)]
    right = [line("右" * 14, row, left=430) for row in range(8)]
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    assert "".join(texts(mixed, 810)) == "左" * 14 * 8 + "右" * 14 * 8


def test_page_numbers_go_figures_stay() -> None:
    lines = [line("甲" * FULL, 0), line("— 3 —", 30), line("第3页共10页", 31), line("12万元", 10)]
    kept = ocr_layout.without_page_numbers(lines, 1250)
    assert [one.text for one in kept] == ["甲" * FULL, "12万元"]


def test_signature_and_date_are_right() -> None:
    lines = [line("甲" * FULL, 0), line("乙" * FULL, 1), line("澜江市财政局", 3, 19), line("2025年3月1日", 4, 18)]
    assert [p.align for p in ocr_layout.paragraphs(lines, EM, 800, [])] == [None, "right", "right"]


def test_narrow_cells_wrap_wide_ones_hold_paragraphs() -> None:
    narrow = [line("补助标准", 0), line("万元每台", 1)]
    assert len(ocr_layout.cell_paragraphs(narrow, (95, 90, 190, 200), EM)) == 1
    wide = [line("1.申请表；", 0), line("2.营业执照复印件；", 1)]
    assert len(ocr_layout.cell_paragraphs(wide, (95, 90, 700, 200), EM)) == 2
