"""The report as Markdown (GitHub's tables): for merge requests, wikis and terminals.

Redlines use ``<del>`` and ``<ins>``, since ``~~`` and ``**`` fail beside Chinese punctuation; everything else that
Markdown or HTML could take for its own is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tiaokuan.output.reports.notes import Note
from tiaokuan.output.reports.report import ReportView
from tiaokuan.output.reports.rows import COLUMNS, KEPT_COLUMNS, Cell, Row
from tiaokuan.output.reports.words import BLANK, VERDICTS
from tiaokuan.pipeline.report_model import Piece

_MARKS = re.compile(r"[\\`*_\[\]|~$#]")
_LIST = re.compile(r"^([-+>]|\d{1,9}[.)])(?=\s|$)", re.M)  # what begins a list or a quotation
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TAGS = {"-": ("<del>", "</del>"), "+": ("<ins>", "</ins>"), "=": ("", "")}


def render(view: ReportView) -> str:
    """The whole report."""
    return "\n".join(_lines(view)) + "\n"


def escape(text: str) -> str:
    """Text as Markdown shows it, letter by letter, on one line: nothing in it is a mark, a link or a tag."""
    text = re.sub(r"[&<>]", lambda match: _HTML[match[0]], _LIST.sub("\u200b\\g<1>", text))
    return _MARKS.sub(r"\\\g<0>", text).replace("\n", "<br>")


def _lines(view: ReportView) -> Iterator[str]:
    yield from (f"# {escape(view.title)}", "", escape(view.subtitle), "", "## 一、文件", "")
    yield from _table(("", "旧文件", "新文件"), ((row.name, row.old, row.new) for row in view.head))
    yield from ("## 二、结论", "", f"**{escape(view.verdict)}**", "")
    yield from _findings(view)
    yield from ("## 三、条款对照表", "")
    yield from _clauses(view.rows)
    yield from ("## 四、未变事项与核算", "")
    yield from _kept(view)
    yield from ("## 五、存疑", "")
    yield from _doubts(view)
    yield from ("## 六、签署", "")
    yield from _table(("", "签名", "日期"), ((name, "", "") for name in view.signatures))


def _findings(view: ReportView) -> Iterator[str]:
    for group in view.findings:
        yield from (f"### {group.name}", "")
        for finding in group.findings:
            remark = f"（{finding.remark}）" if finding.remark else ""
            yield f"{finding.number}. {escape(finding.text)}{remark}"
        yield ""
    if view.items:
        yield from ("### 事项对照", "")
        heads = ("旧文件事项", "新文件事项", "状态", "相似度", "实质变化", "其他变化")
        cells = ((i.old, i.new, i.status, i.likeness, str(i.substantive), str(i.others)) for i in view.items)
        yield from _table(heads, cells)


def _clauses(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        yield from ("两个文件没有需要对照的条款变化。", "")
        return
    yield from _head(COLUMNS)
    review = "<br>".join(f"□{name}" for name in VERDICTS)
    for row in rows:
        item = [f"〔{escape(row.item)}〕"] if row.item else []
        notes = "<br>".join([*item, *(_note(row, note) for note in row.notes)])
        tags = "<br>".join(map(escape, row.tags))
        yield _row((str(row.number), _cell(row.old), _cell(row.new), notes, tags, review, ""))
    yield ""


def _note(row: Row, note: Note) -> str:
    lead = f"{escape(row.lead(note))}：" if row.lead(note) else ""
    return lead + escape(note.text) + (f"（{escape(note.reason)}）" if note.reason else "")


def _cell(cell: Cell) -> str:
    if cell.missing:
        return escape(cell.missing)
    return f"{escape(cell.place)}<br>{_redline(cell.pieces)}"


def _redline(pieces: Iterable[Piece]) -> str:
    return "".join(f"{_TAGS[op][0]}{escape(text)}{_TAGS[op][1]}" for op, text in pieces)


def _kept(view: ReportView) -> Iterator[str]:
    yield from ("### 未变事项清单", "")
    for group in view.kept:
        yield from (f"- {escape(group.item)}", *(f"  - {kind}：{escape(text)}" for kind, text in group.entries))
    yield from () if view.kept else ("无。",)
    yield ""
    if view.kept_clauses:
        yield from ("### 未变条款", "")
        yield from _table(KEPT_COLUMNS, ((c.old, c.new, c.text, c.state) for c in view.kept_clauses))
    yield from ("### 逐句核算", "")
    cells = ((row.name, _count(row.old), _count(row.new)) for row in view.accounts)
    yield from _table(("去向", "旧文件（句）", "新文件（句）"), cells)
    yield from (f"**{view.balance}**", "")


def _count(count: int | None) -> str:
    return BLANK if count is None else str(count)


def _doubts(view: ReportView) -> Iterator[str]:
    if not view.doubts:
        yield from ("无。", "")
    for group in view.doubts:
        yield from (f"### {group.name}（{len(group.rows)}）", "")
        cells = (
            (row.message + (f"（对照表第{row.row}行）" if row.row else ""), row.old or BLANK, row.new or BLANK)
            for row in group.rows
        )
        yield from _table(("说明", "旧文件", "新文件"), cells)


def _table(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of plain texts, and an empty line."""
    yield from _head(heads)
    yield from (_row([escape(text) for text in row]) for row in cells)
    yield ""


def _head(heads: Sequence[str]) -> tuple[str, str]:
    return _row(heads), _row(["---"] * len(heads))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
