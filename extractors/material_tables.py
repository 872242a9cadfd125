"""Tables of materials, as service guides print them: a column of names, and others of copies, form and remarks."""

from __future__ import annotations

import re

from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.grant_tables import CellText, RowText
from tiaokuan.extractors.material_entries import read_materials
from tiaokuan.extractors.material_names import asked_of, read_form
from tiaokuan.extractors.numerals import parse_number
from tiaokuan.gazetteer.deferred import deferred

_NAME = deferred(
    r"(?:(?:申请|申报|提交|所需|办理|报名|证明|佐证|需要?提供的?|应提交的?)(?:的)?(?:材料|资料|文件|证件)|材料|资料|文件)(?:的?名称|目录|清单|内容|明细)?(?:[（(].*)?"
)
_COUNT = deferred(r"(?:提交|材料|所需|纸质|原件|复印件)?(?:份数|数量)(?:要求)?(?:[（(].*)?")
_FORM = deferred(r"(?:材料|提交|介质)?(?:形式|形态|类型|类别|介质|载体|样式)(?:要求)?|原件[/／或及和]复印件|提交方式")
_NEEDED = deferred(r"(?:是否)?(?:必要性?|必须|必需|必备|必交|可容缺)(?:及描述|提交|提供)?|是否容缺|必要程度")
_REMARK = deferred(
    r"备注|说明|要求|材料要求|填报须知|受理标准|具体要求|规范要求|提交要求|注意事项|材料说明|需提供的情形"
)
_NUMBER = deferred(r"序号|编号|序|No\.?")
_OPTIONAL = deferred(r"非必[要须需备]|可选|选[交填]|容缺|[否无]|不必[须要]|按需")
_PLAIN_COUNT = deferred(r"(?P<n>\d{1,2}|[一二两三四五六七八九十])\s*[份套]?")


def read_material_table(ctx: Context, rows: list[RowText]) -> list[MaterialFinding]:
    """The materials of a table, one each row; [] where no column's head names materials."""
    found: list[MaterialFinding] = []
    for row in rows:
        name = _column(row, _NAME)
        if name is None or name.start >= name.end:
            continue
        ordinal = _digits(ctx, _column(row, _NUMBER))
        papers = read_materials(ctx, Entry(name.start, name.end, ordinal=ordinal))
        for paper in papers[:1]:
            _complete(ctx, row, paper)
        found += papers
    return found


def _column(row: RowText, head: re.Pattern[str]) -> CellText | None:
    """The row's first cell under a head that is one of these words."""
    return next((cell for cell in row.cells if any(head.fullmatch(re.sub(r"\s", "", h)) for h in cell.headers)), None)


def _words(ctx: Context, cell: CellText | None) -> str:
    return re.sub(r"\s+", "", ctx.text[cell.start : cell.end]) if cell is not None else ""


def _digits(ctx: Context, cell: CellText | None) -> int | None:
    match = _PLAIN_COUNT.fullmatch(_words(ctx, cell))
    number = parse_number(match["n"]) if match else None
    return int(number) if number is not None else None


def _complete(ctx: Context, row: RowText, paper: MaterialFinding) -> None:
    """What the other cells of the row say of the paper."""
    remark, form, needed = (_words(ctx, _column(row, head)) for head in (_REMARK, _FORM, _NEEDED))
    noted = MaterialFinding(paper.start, paper.end, paper.name)
    read_form(noted, f"{form}；{remark}")
    paper.copies = paper.copies or _digits(ctx, _column(row, _COUNT)) or noted.copies
    paper.form = paper.form or noted.form
    paper.sealed, paper.attachment = paper.sealed or noted.sealed, paper.attachment or noted.attachment
    if paper.condition is None:
        asked = asked_of(f"材料（{remark}）")[1] if remark else None
        paper.condition = asked or (needed if _OPTIONAL.fullmatch(needed) else None)
    count = _column(row, _COUNT)
    if count is not None:
        paper.figures += tuple(ctx.within(count.start, count.end))
