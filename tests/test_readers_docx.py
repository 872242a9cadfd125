"""Word documents as displayed: changes accepted, fields, text boxes, notes, tables, breaks, styles."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tiaokuan.pipeline.readers.base import Block, SourceDocument
from tiaokuan.pipeline.readers.registry import read
from tiaokuan.tests.readers.docx_builder import abstract, cell, docx, instance, level, num, p, r, row, table


def document(body: str, **parts: Any) -> SourceDocument:
    return read(docx(body, **parts), "通知.docx")


def blocks(body: str, **parts: Any) -> list[Block]:
    return document(body, **parts).blocks


def texts(body: str, **parts: Any) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def grid(body: str, **parts: Any) -> list[tuple[int, int, int, int, str]]:
    (block,) = [b for b in blocks(body, **parts) if b.table]
    assert block.table is not None
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in block.table.cells]


def para(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def field(instruction: str, result: str | None) -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}' if result is not None else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


CHANGE = 'w:id="1" w:author="某人" w:date="2025-01-01T00:00:00Z"'

INLINE = [
    ("plain runs", r("给予") + r("10万元") + r("奖励"), "给予10万元奖励"),
    ("insertion", r("最高") + f"<w:ins {CHANGE}>{r('20')}</w:ins>" + r("万元"), "最高20万元"),
    ("deletion", r("最高") + f"<w:del {CHANGE}><w:r><w:delText>10</w:delText></w:r></w:del>" + r("万元"), "最高万元"),
    ("moved away", r("甲") + f"<w:moveFrom {CHANGE}>{r('乙')}</w:moveFrom>" + r("丙"), "甲丙"),
    ("moved in", r("甲") + f"<w:moveTo {CHANGE}>{r('乙')}</w:moveTo>" + r("丙"), "甲乙丙"),
    ("deleted in an insertion", f"<w:ins {CHANGE}><w:del {CHANGE}>{r('乙')}</w:del>{r('丙')}</w:ins>", "丙"),
    ("hyperlink", r("见") + f'<w:hyperlink r:id="x">{r("申报系统")}</w:hyperlink>', "见申报系统"),
    ("simple field", f'<w:fldSimple w:instr="REF a">{r("附件1")}</w:fldSimple>', "附件1"),
    ("complex field", r("第") + field("PAGEREF x", "3") + r("页"), "第3页"),
    ("nested fields", field("IF " + "x", "外") + r("尾"), "外尾"),
    ("field without a result", r("甲") + field("SET x 5", None) + r("乙"), "甲乙"),
    ("composed circled number", field(r"EQ \o\ac(○,3)", None) + r("材料"), "③材料"),
    ("content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('申报表')}</w:sdtContent></w:sdt>", "申报表"),
    (
        "placeholder",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>" + r("尾"),
        "尾",
    ),
    ("smart tag", f'<w:smartTag w:element="x">{r("北京")}</w:smartTag>', "北京"),
    (
        "ruby",
        "<w:r><w:ruby><w:rubyPr/><w:rt>" + r("xìng") + "</w:rt><w:rubyBase>" + r("幸") + "</w:rubyBase></w:ruby></w:r>",
        "幸",
    ),
    ("tab", r("甲") + "<w:r><w:tab/></w:r>" + r("乙"), "甲\t乙"),
    ("no-break hyphen", r("2024") + "<w:r><w:noBreakHyphen/></w:r>" + r("2025"), "2024-2025"),
    ("soft hyphen", r("甲") + "<w:r><w:softHyphen/></w:r>" + r("乙"), "甲乙"),
    ("symbol", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("是"), "☑是"),
    ("superscript", r("100m") + r("2", '<w:vertAlign w:val="superscript"/>'), "100m²"),
    (
        "formula",
        "<m:oMath><m:f><m:num><m:r><m:t>甲</m:t></m:r></m:num><m:den><m:r><m:t>乙</m:t></m:r></m:den></m:f></m:oMath>",
        "甲/乙",
    ),
    ("comment mark", r("甲") + '<w:r><w:commentReference w:id="0"/></w:r>', "甲"),
    ("space not preserved", "<w:r><w:t> 甲 </w:t></w:r>" + r("乙"), "甲乙"),
    (
        "check box",
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
        '</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("是"),
        "☑是",
    ),
    (
        "old properties of a change",
        para("")[:0] + r("甲", f"<w:rPrChange {CHANGE}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
        "甲",
    ),
]


@pytest.mark.parametrize(("inner", "text"), [case[1:] for case in INLINE], ids=[case[0] for case in INLINE])
def test_inline(inner: str, text: str) -> None:
    assert texts(para(inner)) == [text]


def test_deleted_paragraph_mark_joins() -> None:
    gone = f"<w:rPr><w:del {CHANGE}/></w:rPr>"
    assert texts(p("前半句", gone) + p("后半句") + p("下一段")) == ["前半句后半句", "下一段"]


def test_a_deleted_numbered_paragraph_takes_no_number() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + instance(1, 1)
    old = f"<w:del {CHANGE}><w:r><w:delText>旧</w:delText></w:r></w:del>"
    deleted = para(old, f"{num(1)}<w:rPr><w:del {CHANGE}/></w:rPr>")
    assert texts(p("甲", num(1)) + deleted + p("乙", num(1)), numbering=numbering) == ["1.甲", "2.乙"]


def test_hidden_text_is_left_out_with_a_warning() -> None:
    found = document(para(r("公开") + r("内部说明", "<w:vanish/>")))
    assert [b.text for b in found.blocks] == ["公开"]
    assert [w.code for w in found.warnings] == ["hidden_text"]


def test_soft_break_parts_and_page_break_marks() -> None:
    broken = para(r("甲") + "<w:r><w:br/></w:r>" + r("乙") + '<w:r><w:br w:type="page"/></w:r>' + r("丙"))
    found = blocks(broken + p("丁", "<w:pageBreakBefore/>"))
    assert [(b.text, b.page_break) for b in found] == [("甲", False), ("乙", False), ("丙", True), ("丁", True)]


def test_generated_contents_are_left_out() -> None:
    begin = r("").replace("<w:t", '<w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o "1-3"</w:instrText><w:t')
    start = para(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("一、总则\t1"))
    end = para(r("二、条件\t2") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    found = document(start + end + p("一、总则"))
    assert [b.text for b in found.blocks] == ["一、总则"]
    assert [w.code for w in found.warnings] == ["contents_skipped"]


NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">'
    + p("指上一年度。")
    + "</w:footnote>"
)
REFERENCE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'


def test_footnote_follows_its_paragraph() -> None:
    found = blocks(para(r("营业收入") + REFERENCE + r("2000万元")) + p("下一段"), footnotes=NOTES)
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "营业收入2000万元"),
        ("footnote", "指上一年度。"),
        ("paragraph", "下一段"),
    ]


def test_footnote_of_a_table_follows_the_table() -> None:
    body = table(row(cell("指标"), cell("标准")), row(cell(para(r("收入") + REFERENCE)), cell("2000万元")))
    assert [b.kind for b in blocks(body, footnotes=NOTES)] == ["table", "footnote"]


BOX = "<w:txbxContent>" + p("联系电话：12345") + "</w:txbxContent>"


@pytest.mark.parametrize(
    "drawing",
    [
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>'
        "<wps:txbx>"
        f"{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
    ],
    ids=["both branches", "vml"],
)
def test_text_box_once_after_its_paragraph(drawing: str) -> None:
    assert texts(para(r("正文") + f"<w:r>{drawing}</w:r>") + p("后文")) == ["正文", "联系电话：12345", "后文"]


def test_pictures_and_objects_are_told() -> None:
    picture = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"
    ole = "<w:r><w:object><o:OLEObject/></w:object></w:r>"
    assert [w.code for w in document(para(r("甲") + picture + ole)).warnings] == ["picture_skipped", "embedded_object"]


def test_merged_cells_stand_once() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("类别"), cell("奖励标准", '<w:gridSpan w:val="2"/>')),
        row(cell("国家级", down), cell("首次"), cell("50万元")),
        row(cell("", on), cell("复核"), cell("20万元")),
    )
    assert grid(body) == [
        (0, 0, 1, 1, "类别"),
        (0, 1, 1, 2, "奖励标准"),
        (1, 0, 2, 1, "国家级"),
        (1, 1, 1, 1, "首次"),
        (1, 2, 1, 1, "50万元"),
        (2, 1, 1, 1, "复核"),
        (2, 2, 1, 1, "20万元"),
    ]


def test_header_rows() -> None:
    marked = table(row(cell("甲"), cell("乙"), properties="<w:tblHeader/>"), row(cell("1"), cell("2")))
    guessed = table(row(cell("序号"), cell("奖励标准")), row(cell("1"), cell("10万元")))
    form = table(row(cell("单位名称"), cell("")), row(cell("地址"), cell("")))
    heads = [
        [c.text for c in b.table.cells if c.header] for body in (marked, guessed, form) for b in blocks(body) if b.table
    ]
    assert heads == [["甲", "乙"], ["序号", "奖励标准"], []]


def test_nested_table_and_frames() -> None:
    inner = table(row(cell("甲"), cell("乙")), row(cell("丙"), cell("丁")))
    assert grid(table(row(cell("标准"), cell(inner + p("")))))[1][4] == "甲\t乙\n丙\t丁"
    assert texts(table(row(cell(p("专栏") + p("说明"))), row(cell("正文")))) == ["专栏", "说明", "正文"]


def test_deleted_rows_and_wrapped_cells() -> None:
    gone = row(cell("旧"), cell("旧"), properties=f"<w:del {CHANGE}/>")
    wrapped = f"<w:sdt><w:sdtContent>{row(cell('丙'), cell('丁'))}</w:sdtContent></w:sdt>"
    assert [c[4] for c in grid(table(row(cell("甲"), cell("乙")), gone, wrapped))] == ["甲", "乙", "丙", "丁"]


def test_floating_table_below_its_title() -> None:
    place = '<w:tblpPr w:vertAnchor="text" w:tblpY="800"/>'
    body = table(row(cell("甲"), cell("乙")), properties=place) + p("报名表") + p("注")
    assert [b.text or b.kind for b in blocks(body)] == ["报名表", "table", "注"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>'
    '<w:jc w:val="center"/>'
    '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="l"/><w:basedOn w:val="loop"/></w:style>'
)


def test_heading_alignment_and_bold_through_styles() -> None:
    body = "".join(p("标题", f'<w:pStyle w:val="{name}"/>') for name in ("1", "2", "t", "loop", "missing"))
    body += p("标题", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/><w:jc w:val="both"/>', '<w:b w:val="0"/>')
    found = [(b.heading, b.align, b.bold) for b in blocks(body, styles=STYLES)]
    assert found == [
        (1, "center", True),
        (1, "center", True),
        (0, None, False),
        (None, None, False),
        (None, None, False),
        (None, "justify", False),
    ]


def test_headers_footers_and_comments_are_not_text() -> None:
    extra = {"word/header1.xml": b"<x/>", "word/comments.xml": b"<x/>", "word/vbaProject.bin": b"\0"}
    found = document(p("正文") + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>', extra=extra)
    assert [b.text for b in found.blocks] == ["正文"]
    assert [w.code for w in found.warnings] == ["macros_ignored"]


def test_strict_open_xml() -> None:
    data = docx(p("严格格式"))
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(
                name,
                part.replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                if name.startswith("word/")
                else part,
            )
    assert [b.text for b in read(stream.getvalue(), "a.docx").blocks] == ["严格格式"]


def test_damaged_side_parts_do_not_cost_the_text() -> None:
    extra = {"word/styles.xml": b"<broken", "word/numbering.xml": b"<!DOCTYPE x><x/>", "docProps/core.xml": b"\xff"}
    assert texts(p("正文"), extra=extra) == ["正文"]


def test_what_python_docx_writes() -> None:
    from docx import Document

    made = Document()
    made.add_heading("实施办法", 1)
    made.add_paragraph("第一条 目的。")
    grid_ = made.add_table(2, 2)
    for i, text in enumerate(("项目", "标准", "首次认定", "10万元")):
        grid_.cell(i // 2, i % 2).text = text
    stream = io.BytesIO()
    made.save(stream)
    found = read(stream.getvalue(), "a.docx").blocks
    assert [(b.text, b.heading) for b in found[:2]] == [("实施办法", 1), ("第一条 目的。", None)]
    assert found[2].table is not None
    assert [c.text for c in found[2].table.cells] == ["项目", "标准", "首次认定", "10万元"]
