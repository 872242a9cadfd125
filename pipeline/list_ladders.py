"""Ladders over the entries of a list (（一）不足5万元的，奖励500元；（二）5万元以上的，按2%奖励): the threshold of each
entry chooses what is paid, and is its tier. What the lead-in says of all the grants (一次性奖励：) holds for each."""

from __future__ import annotations

from tiaokuan.extractors.base import Interval
from tiaokuan.extractors.findings import AmountFinding, ConditionFinding, TierFinding
from tiaokuan.extractors.tiers import adjoin
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.found import Found
from tiaokuan.pipeline.tree import Node

_ONE_OFF = deferred(
    r"一次性[^，。；：\d每]{0,12}(?:奖励|补助|补贴|资助|奖补|扶持|支持|奖金)[^。；\d每]{0,10}[：:]\s*$"
)
_LEAST = 2


def settle_ladders(text: str, found: list[Found]) -> list[Found]:
    """``found`` with the thresholds of such lists as tiers of the amounts, and no conditions."""
    lists: dict[int, dict[int, list[Found]]] = {}
    parents: dict[int, Node] = {}
    for entry in found:
        node = entry.node
        if node is None or node.parent is None or not isinstance(entry.finding, AmountFinding | ConditionFinding):
            continue
        parents[id(node.parent)] = node.parent
        lists.setdefault(id(node.parent), {}).setdefault(id(node), []).append(entry)
    spent: set[int] = set()
    for key, entries in lists.items():
        if len(entries) < _LEAST:
            continue
        _once(text, parents[key], list(entries.values()))
        spent |= _ladder(list(entries.values()))
    return [entry for entry in found if id(entry.finding) not in spent] if spent else found


def _once(text: str, parent: Node, entries: list[list[Found]]) -> None:
    first = min((child.start for child in parent.children), default=parent.end)
    if "一次性" not in text[parent.start : first] or not _ONE_OFF.search(text[parent.start : first]):
        return
    for entry in entries:
        for found in entry:
            amount = found.finding
            if isinstance(amount, AmountFinding) and amount.frequency is None and amount.kind != "budget":
                amount.frequency = None if (amount.per_unit or "").endswith(("月", "年")) else "once"


def _ladder(entries: list[list[Found]]) -> set[int]:
    """Give the amounts of a ladder their tiers; the conditions (their ids) that have become tiers."""
    rungs: dict[str | None, list[tuple[AmountFinding, ConditionFinding]]] = {}
    for entry in entries:
        amounts = [f.finding for f in entry if isinstance(f.finding, AmountFinding) and f.finding.kind != "budget"]
        gates = [f.finding for f in entry if isinstance(f.finding, ConditionFinding)]
        if len(amounts) != 1 or len(gates) != 1 or not gates[0].gates or gates[0].metric is None:
            continue
        if amounts[0].tier is None and amounts[0].start < gates[0].end and gates[0].start < amounts[0].end:
            rungs.setdefault(gates[0].metric.unit, []).append((amounts[0], gates[0]))
    spent: set[int] = set()
    for pairs in rungs.values():
        values = [gate.metric.value for _, gate in pairs if gate.metric is not None]
        if len(pairs) >= _LEAST and len(set(values)) == len(values) and _chooses(pairs, values):
            for amount, gate in pairs:
                _give(amount, gate, pairs[0][1])
                spent.add(id(gate))
    return spent


def _chooses(pairs: list[tuple[AmountFinding, ConditionFinding]], values: list[Interval]) -> bool:
    names = {gate.metric.name for _, gate in pairs if gate.metric is not None}
    return adjoin(values) or len(names) == 1


def _give(amount: AmountFinding, gate: ConditionFinding, first: ConditionFinding) -> None:
    metric = gate.metric
    assert metric is not None
    assert first.metric is not None
    name = metric.name if len(metric.name) > 1 and metric.name != metric.unit else first.metric.name
    unit = None if (metric.unit or "").startswith("元") else metric.unit
    amount.tier = TierFinding(name, metric.value, unit, metric.currency)
    amount.figures = (*amount.figures, *(i for i in gate.figures if i not in amount.figures))
