"""Papers that are asked for among the demands of one entry: they are materials, and what else the entry asks for is the
condition."""

from __future__ import annotations

from tiaokuan.extractors.clauses import segments
from tiaokuan.gazetteer.deferred import deferred

_PAPERS = deferred(r"提交|提供|附上|报送|递交|出具|上传")
#: A part of an entry that asks for papers (参赛团队须提交计划书; 附上获奖证书; 涉及专利的，需有授权证明).
_HANDS_IN = deferred(
    r"(?:[^。；，]{0,24}，)?[^。；，]{0,16}?(?:还|另|同时)?(?:须|应当?|必须|需要?|请)(?:另|一并)?(?:提交|提供|附上?|报送|递交|上传)(?!虚假)(?![^；]*(?:方可|方能|不得|不接受|不予))[^，。；]{2,}"
    r"|(?:提交|附上|报送|递交)[^，。；]{2,}|[^。；，]{2,24}的，(?:还|另)?(?:须|应|需)(?:有|附)[^，。；]{2,20}(?:证明|材料|证书|文件|证件|批文|许可证)"
)


def without_hand_ins(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Of an entry that asks for papers and for something else (须提交计划书；负责人须为法人), what it asks for else;
    [] where it asks for one of them only."""
    if not ("；" in text[start:end] and _PAPERS.search(text, start, end)):
        return []
    runs: list[tuple[int, int]] = []
    joined = False
    for part in segments(text, start, end):
        if _HANDS_IN.match(text, part.start, part.end):
            joined = False
        elif joined:
            runs[-1] = (runs[-1][0], part.end)
        else:
            runs.append((part.start, part.end))
            joined = True
    return runs if len(runs) != 1 or runs[0] != (start, end) else []
