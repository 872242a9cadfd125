"""Tables of materials in service guides: a row each, with copies, form and of whom it is asked in other columns."""

from __future__ import annotations

from tiaokuan.pipeline.run import structure
from tiaokuan.tests.extract_briefs import json_brief

PAGE = """<html><head><meta charset="utf-8"></head><body><h1>澜江市渡船拆解补贴办事指南</h1>
<p>一、申请条件</p><p>（一）船龄满十二年；</p><p>（二）证书齐全。</p><p>二、申请材料</p>{table}
<p>三、办理时限</p><p>承诺时限8个工作日。</p></body></html>"""


def row(*cells: str, tag: str = "td") -> str:
    """One row of a table."""
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def materials(*rows: str) -> list[str]:
    """The materials of a guide whose list is a table of these rows."""
    page = PAGE.format(table=f"<table>{''.join(rows)}</table>")
    document = structure(page.encode(), "guide.html").model_dump(mode="json")
    groups = (*document["items"], document["common"])
    return [json_brief("materials", fact) for group in groups for fact in group["materials"]]


def test_each_row_is_a_material_with_what_its_columns_say() -> None:
    found = materials(
        row("序号", "材料名称", "份数", "材料形式", "是否必要", "备注", tag="th"),
        row("1", "渡船拆解补贴申请表", "2", "原件", "必要", "见附件3"),
        row("2", "船东身份证", "1", "复印件", "必要", "加盖船厂公章"),
        row("3", "共有人同意书", "1份", "原件", "非必要", "多人共有的提供"),
        row("4", "拆解照片", "1", "电子", "非必要", ""),
    )
    assert found == [
        "渡船拆解补贴申请表 original 2份 附件3",
        "船东身份证 copy 1份 sealed",
        "共有人同意书 original 1份 if=多人共有",
        "拆解照片 1份 if=非必要",
    ]


def test_a_table_of_grants_is_no_list_of_materials() -> None:
    page = PAGE.replace("二、申请材料", "二、补贴标准").format(
        table="<table>" + row("船长", "补贴标准（元）", tag="th") + row("8米以下", "3000") + "</table>"
    )
    document = structure(page.encode(), "guide.html").model_dump(mode="json")
    assert not any(group["materials"] for group in (*document["items"], document["common"]))
