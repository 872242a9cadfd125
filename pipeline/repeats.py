"""What is printed again: materials in the steps of a procedure after a list has given them, a window told twice."""

from __future__ import annotations

from tiaokuan.extractors.findings import MaterialFinding, PeriodFinding
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.found import Found
from tiaokuan.pipeline.tree import Node

_LEADING = deferred(r"^(?:该|上述|项目|纸质版?的?|完整的?|填写完整的?|签字盖章的?)(?=.{3})")
#: What ``_LEADING`` begins with.
_LEADS = frozenset("该上项纸完填签")
#: 申报书电子版, 承诺书PDF扫描件: the paper itself.
_ON_MEDIUM = deferred(
    r"(?<=.{3})的?(?:盖章|签字)?(?:PDF|[Ww]ord|[Ee]xcel|电子|纸质|书面|扫描)(?:格式|扫描)?[版件稿档]"
    r"(?:[和及、与](?:电子|纸质|扫描)[版件稿档])?$"
)
_Paper = tuple[Found, MaterialFinding]


def without_repeats(found: list[Found], whole: bool) -> list[Found]:
    """The findings without materials in running text that a list, or an earlier sentence, has named, and without a
    window to apply, day to day, that was given before. ``whole``: the document is about one project; else only what
    stands under the same top heading counts."""
    found = _windows_once(found)
    papers = [(f, f.finding) for f in found if isinstance(f.finding, MaterialFinding)]
    if len(papers) < 2:
        return found
    listed = [paper for paper in papers if paper[0].topic == "materials"]
    dropped = _told_before(listed) if whole else set()
    known = {(_root(f, whole), _core(m)): m for f, m in listed}
    lists = {_core(m): m for _, m in listed}
    for one, paper in papers:
        if one.topic == "materials":
            continue
        key = _root(one, whole), _core(paper)
        first = lists.get(key[1]) if one.topic == "procedure" else known.get(key)
        first = first or _same_form(key[1], [m for f, m in listed if whole or _root(f, whole) == key[0]])
        if first is None:
            known[key] = paper
        elif paper.condition in (None, first.condition):
            _put_into(first, paper)
            if not any(first is m for _, m in listed):
                first.name = min(first.name, paper.name, key=len)
            dropped.add(id(one))
    return [f for f in found if id(f) not in dropped] if dropped else found


def _windows_once(found: list[Found]) -> list[Found]:
    """Without the windows above the text, outside of all sections, that a section tells with the same days."""
    windows: dict[tuple[str, str], int] = {}
    for at, one in enumerate(found):
        period = one.finding
        if not isinstance(period, PeriodFinding) or period.role != "application" or not (period.begin and period.until):
            continue
        if period.begin != period.until and len(period.begin) >= 7:
            kept = windows.setdefault((period.begin, period.until), at)
            if kept != at and found[kept].node is None:  # the one in a section stays
                windows[period.begin, period.until] = at
    if not windows:
        return found
    stay = set(windows.values())
    return [
        one
        for at, one in enumerate(found)
        if at in stay
        or not isinstance(one.finding, PeriodFinding)
        or one.finding.role != "application"
        or one.node is not None
        or (one.finding.begin or "", one.finding.until or "") not in windows
    ]


def _told_before(listed: list[_Paper]) -> set[int]:
    """Entries that a list names which an entry beside the list has explained (2.公示表：…; 3.提交：（2）公示表)."""
    dropped: set[int] = set()
    first: dict[str, _Paper] = {}
    for one, paper in listed:
        before = first.setdefault(_core(paper), (one, paper))
        if before[1] is paper or one.node is None or before[0].node is None or paper.condition != before[1].condition:
            continue
        beside = before[0].node.parent
        if beside is not None and one.node.parent is not beside and any(n is beside for n in one.node.ancestors()):
            _put_into(before[1], paper)
            dropped.add(id(one))
    return dropped


_FORMS = ("表", "书", "函", "单")


def _same_form(core: str, listed: list[MaterialFinding]) -> MaterialFinding | None:
    """The listed form that running text calls by its last words only (填写申请表 after 《渡口补贴申请表》)."""
    if len(core) < 3 or not core.endswith(_FORMS):
        return None
    same = [paper for paper in listed if _core(paper).endswith(core)]
    return same[0] if len(same) == 1 else None


def _put_into(first: MaterialFinding, again: MaterialFinding) -> None:
    """What the second place says of form and copies."""
    first.form, first.copies = first.form or again.form, first.copies or again.copies
    first.sealed, first.attachment = first.sealed or again.sealed, first.attachment or again.attachment
    first.figures = (*first.figures, *again.figures)


def _core(paper: MaterialFinding) -> str:
    name = paper.name
    if "《" in name:
        name = name.replace("《", "").replace("》", "")
    if name[:1] in _LEADS:
        name = _LEADING.sub("", name)
    return _ON_MEDIUM.sub("", name) if name[-1:] in ("版", "件", "稿", "档") else name


def _root(found: Found, whole: bool) -> int:
    root: Node | None = None if whole else found.node
    while root is not None and root.parent is not None:
        root = root.parent
    return id(root)
