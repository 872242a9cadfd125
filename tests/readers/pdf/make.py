"""Makes the PDF files beside this script with LibreOffice: ``python tests/readers/pdf/make.py``.

The texts are invented. The files are kept in the repository, so that the tests need neither LibreOffice nor fonts.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
FILTER = "writer_pdf_Export"
SENTENCE = "市工业和信息化局会同市财政局对申报材料进行形式审查，符合要求的组织专家评审并按程序公示。"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="S" svg:font-family="'Noto Serif CJK SC'"/></office:font-face-decls>
<office:automatic-styles>
%(styles)s
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/>
 <style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style>
 <style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout>
<style:style style:name="Sec" style:family="section"><style:section-properties><style:columns fo:column-count="2"
 fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="15.6cm" table:align="left"
 style:may-break-between-rows="true"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="0.1cm"/></style:style>
<style:style style:name="K1" style:family="table-column">
 <style:table-column-properties style:column-width="2.6cm"/></style:style>
<style:style style:name="K2" style:family="table-column">
 <style:table-column-properties style:column-width="6.5cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
%(header)s
<style:footer><text:p text:style-name="center9">—
 <text:page-number text:select-page="current">1</text:page-number> —</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
%(body)s
</office:text></office:body></office:document>"""


def style(
    name: str, size: float, align: str = "justify", *, indent: bool = False, color: str = "#000000", bold: bool = False
) -> str:
    weight = ' fo:font-weight="bold" style:font-weight-asian="bold"' if bold else ""
    left = ' fo:text-indent="%gpt"' % (2 * size) if indent else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}"{left}'
        f' fo:line-height="150%"/><style:text-properties style:font-name="S" style:font-name-asian="S"'
        f' fo:font-size="{size}pt"'
        f' style:font-size-asian="{size}pt" fo:color="{color}"{weight}/></style:style>'
    )


STYLES = "\n".join(
    (
        style("body", 14, indent=True),
        style("flush", 14),
        style("title", 22, "center"),
        style("mark", 34, "center", color="#ff0000", bold=True),
        style("center", 14, "center"),
        style("right", 14, "end"),
        style("cell", 12),
        style("cellc", 12, "center"),
        style("center9", 9, "center"),
        style("h1", 14, indent=True, bold=True),
        style("small", 10.5),
    )
)


def p(name: str, text: str) -> str:
    return f'<text:p text:style-name="{name}">{text if "<" in text else escape(text)}</text:p>'


def note(text: str) -> str:
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        f"{p('small', text)}</text:note-body></text:note>"
    )


def cell(text: str, name: str = "cell", *, rows: int = 1, cols: int = 1) -> str:
    spans = f' table:number-rows-spanned="{rows}"' * (rows > 1) + f' table:number-columns-spanned="{cols}"' * (cols > 1)
    paragraphs = "".join(p(name, part) for part in text.split("\n"))
    return f'<table:table-cell table:style-name="C" office:value-type="string"{spans}>{paragraphs}</table:table-cell>'


COVERED = "<table:covered-table-cell/>"


def table(columns: str, head: list[str], rows: list[list[str]]) -> str:
    top = (
        f"<table:table-header-rows><table:table-row>{''.join(head)}</table:table-row></table:table-header-rows>"
        if head
        else ""
    )
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    return f'<table:table table:style-name="T">{columns}{top}{body}</table:table>'


def columns(*names: str) -> str:
    return "".join(f'<table:table-column table:style-name="{name}"/>' for name in names)


def notice() -> str:
    """A red-head notice of three pages: footnote, signature, paragraphs over page ends."""
    parts = [
        p("mark", "清河市工业和信息化局文件"),
        p("center", "清工信〔2025〕16号"),
        p("title", "关于组织申报2025年度智能制造示范工厂建设补助项目并做好资金预算编制工作的通知"),
        p("flush", "各县（市、区）工业和信息化主管部门，有关企业："),
        p("body", "为支持企业实施智能化改造，现将2025年度补助项目申报事项通知如下。" + SENTENCE * 2),
    ]
    for number, name in enumerate(("支持对象", "支持标准", "申报条件", "申报材料", "工作要求"), 1):
        parts.append(p("h1", "一二三四五"[number - 1] + "、" + name))
        if number == 2:
            called = "对通过验收的示范工厂，按设备投资额的12%给予补助，单个企业最高不超过300万元" + note(
                "设备投资额以审计报告为准，不含税。"
            )
            parts.append(p("body", called + "；" + SENTENCE))
        for entry in range(1, 5):
            parts.append(
                p(
                    "body",
                    f"{entry}. 第{entry}类项目在GB/T 39116—2020评估中达到{entry}级及以上的，"
                    + SENTENCE * (1 + entry % 3),
                )
            )
    parts += [
        p("right", "清河市工业和信息化局　　"),
        p("right", "2025年3月18日　　　"),
        p("flush", "（联系人：张某，联系电话：0319-5550123）"),
    ]
    return "".join(parts)


def standards() -> str:
    """A table of standards over pages: head row with the unit, merged cells, a row cut by a page end."""
    rows: list[list[str]] = []
    for group in range(1, 9):
        for line in range(3):
            text = f"第{group}类项目第{line + 1}档：" + (
                "符合本档条件并通过现场核查的企业，按核定投资额给予补助，同一企业同一年度只能享受一次。" * (1 + line)
            )
            label = cell(f"第{group}类", "cellc", rows=3) if line == 0 else COVERED
            rows.append([label, cell(text), cell(str(10 * group + line), "cellc")])
    head = [cell("类别", "cellc"), cell("条件", "cellc"), cell("补助金额（万元）", "cellc")]
    return (
        p("title", "清河市企业技术改造补助标准")
        + table(columns("K1", "K2", "K2"), head, rows)
        + p("body", "注：" + SENTENCE)
    )


def card() -> str:
    """A policy card: label column, long text over a page end, a row with two pairs."""
    long = "\n".join(
        f"{n}．在本市注册并具有独立法人资格，上年度研发费用占营业收入的比例不低于{n}%的企业，" + SENTENCE * 3
        for n in range(1, 9)
    )
    rows = [
        [cell("企业研发投入补助", "cellc", cols=4), COVERED, COVERED, COVERED],
        [cell("依据文件", "cellc"), cell("《清河市科技创新若干政策》", cols=3), COVERED, COVERED],
        [cell("工具分类", "cellc"), cell("资金支持"), cell("服务对象", "cellc"), cell("本市科技型中小企业")],
        [cell("服务内容", "cellc"), cell(long, cols=3), COVERED, COVERED],
        [cell("联络方式", "cellc"), cell("清河市科学技术局：0319-5550188", cols=3), COVERED, COVERED],
    ]
    return p("flush", "3.企业研发投入补助") + table(columns("K1", "K2", "K1", "K2"), [], rows)


def two_columns() -> str:
    """A page with a title across and two columns of text."""
    text = "".join(p("body", f"第{n}条　" + SENTENCE * 2) for n in "一二三四五六七八九十")
    return (
        p("title", "清河市政府公报选登") + f'<text:section text:style-name="Sec" text:name="S1">{text}</text:section>'
    )


FILES = {
    "notice": (notice, "清河市工业和信息化局"),
    "standards": (standards, ""),
    "card": (card, ""),
    "two_columns": (two_columns, "清河市人民政府公报"),
}


def main() -> None:
    for name, (body, running) in FILES.items():
        header = f"<style:header>{p('center9', running)}</style:header>" if running else ""
        convert(name, HEAD % {"styles": STYLES, "header": header, "body": body()}, FILTER)
    text = HEAD % {"styles": STYLES, "header": "", "body": p("body", "本文件需要密码。")}
    option = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"mima"}}'
    convert("encrypted", text, f"{FILTER}:{option}")
    option = option.replace("EncryptFile", "RestrictPermissions").replace("DocumentOpenPassword", "PermissionPassword")
    convert("no_printing", text.replace("需要密码", "不需要密码"), f"{FILTER}:{option}")


def convert(name: str, document: str, filter_name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{name}.fodt")
        source.write_text(document, "utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            f"pdf:{filter_name}",
            "--outdir",
            str(HERE),
            str(source),
        ]
        subprocess.run(command, check=True, timeout=120)


if __name__ == "__main__":
    main()
