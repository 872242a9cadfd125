"""Numbers in looks that are no markers alone (一 总体要求, 2：申报条件, 【三】…, 赛道一：…, 1-2 …): they are markers
where a list of the same look begins with 1 and goes on with 2 at the beginning of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.markers import Marker, ordinal
from tiaokuan.pipeline.tree import Line

_CN = "一二三四五六七八九十"
_CAPITAL = "壹贰叁肆伍陆柒捌玖拾"
_BEGINS = deferred(rf"[{_CN}\d{_CAPITAL}【\[〈《<〔第]|[一-鿿]{{1,6}}?[{_CN}\d]{{1,2}}[：:]")
_LOOKS = deferred(
    rf"""(?P<cn>[{_CN}]{{1,3}})(?P<cn_d>[，,：:](?=[一-鿿“《])|(?=[ \u3000]{{1,3}}[一-鿿“《]))
      | [【\[〈《<〔]\s?(?P<cn_paren>[{_CN}]{{1,3}})\s?[】\]〉》>〕]
      | (?P<half>[{_CN}]{{1,3}})[)）]
      | (?P<capital>[{_CAPITAL}])\s?[、.．：:]
      | (?P<num>\d{{1,2}})(?P<num_d>[：:。】](?=[一-鿿“《])|(?=[ \u3000]{{1,3}}[一-鿿“《]))
      | [【\[〔]\s?(?P<boxed>\d{{1,2}})\s?[】\]〕]
      | (?P<chapter>\d{{1,2}})[-–—](?P<path>\d{{1,2}})[.．、：:]?(?=\s?[一-鿿“《])
      | 第(?P<class>[{_CN}]{{1,2}}|\d{{1,2}})(?P<class_of>大?类|项|方面|部份|档|大项)(?=[：:、，\s]|[（(])[：:、，]?
      | 第(?P<word>[{_CN}]{{1,2}})[：:]
      | (?P<label>(?!附|联系|星期|示例|[图表注例第共每周])[一-鿿]{{1,6}}?(?<!电话)(?<!系人)(?<!箱)(?<!址)(?<!传真))
        (?P<label_n>[{_CN}]{{1,2}}|\d{{1,2}})[：:]
    """,
    re.VERBOSE,
)
_STYLES = {"cn": "cn", "cn_paren": "cn_paren", "half": "cn_paren", "capital": "cn", "num": "num", "boxed": "num"}


def rare_markers(text: str, lines: Sequence[Line]) -> dict[int, Marker]:
    """The markers of such lists, by the number of their line."""
    series: dict[str, list[tuple[int, Marker]]] = {}
    for number, line in enumerate(lines):
        if line.zone != "body" or line.cells or not _BEGINS.match(text, line.start, line.end):
            continue
        match = _LOOKS.match(text[line.start : line.end])
        marker = _read(match) if match else None
        if marker is not None:
            key = f"{marker.series}{marker.path[0] if marker.path else ''}"
            series.setdefault(key, []).append((number, marker))
    return {number: marker for found in series.values() for number, marker in _chains(found)}


def _chains(found: list[tuple[int, Marker]]) -> list[tuple[int, Marker]]:
    """Those that count on from 1 to 2 at least; of bare numbers, those over text of their own."""
    kept: list[tuple[int, Marker]] = []
    chain: list[tuple[int, Marker]] = []
    for entry in [*found, (-1, None)]:
        number = entry[1].ordinal if entry[1] is not None else 0
        if chain and entry[1] is not None and number == (chain[-1][1].ordinal or 0) + 1:
            chain.append((entry[0], entry[1]))
            continue
        if len(chain) > 1 and (chain[0][1].series != "num " or chain[1][0] - chain[0][0] > 1):
            kept += chain
        chain = [(entry[0], entry[1])] if entry[1] is not None and number == 1 else []
    return kept


def _read(match: re.Match[str]) -> Marker | None:
    kind = next(name for name in ("cn", "cn_paren", "half", "capital", "num", "boxed", "path", "class", "word", "label")
                if match[name])  # fmt: skip
    shown = match[0]
    numeral = match["label_n"] if kind == "label" else match[kind]
    number = _CAPITAL.index(numeral) + 1 if kind == "capital" else ordinal(numeral)
    if not number:
        return None
    if kind == "path":
        path = (int(match["chapter"]), number)
        return Marker(shown, "num", number, 0, match.end(), "num2", path=path)
    style = _STYLES.get(kind, "word")
    noun = match["class_of"] or match["label"] or ""
    mark = (match["cn_d"] or match["num_d"] or "") or " "
    series = f"label{noun}" if noun else f"{style}{mark}" if kind in ("cn", "num") else f"{style}{kind}"
    return Marker(shown, style, number, 0, match.end(), series)
