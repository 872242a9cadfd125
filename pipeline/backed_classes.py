"""Who receives the figures of a section where no clause with a figure names anybody: those whom its sentences support
(支持企业采购专业服务。…，给予不超过20%的支持) or the lead-in of its list names (对老字号企业按以下标准给予奖励：)."""

from __future__ import annotations

from collections.abc import Iterator

from tiaokuan.extractors.antecedents import read_antecedent, subjects_of
from tiaokuan.extractors.beneficiaries import beneficiary
from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.clauses import Piece, sentences, split
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, ApplicantFinding
from tiaokuan.extractors.parties import is_party, receives
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import after_marker
from tiaokuan.pipeline.tree import Node, Tree

_BACKS = deferred(
    r"\s*(?:大力|积极|重点|优先)?(?:支持|鼓励|引导|推动)(?:和?(?:支持|鼓励|引导))?(?!政策|范围|对象|方式|标准|力度)"
)
_LEADS = deferred(
    r"(?:给予|予以|实行|发放)[^，。；：\n]{0,24}(?:奖励|补助|补贴|资助|扶持|支持|奖补)[^。；：\n]{0,30}[：:]\s*$"
)
_GIVING = deferred(
    r"^(?P<who>对?[^。；：\n]{4,160}?)[，,](?:[^，。；：\n]{2,20}[，,])?(?:[^，。；：\n]{0,24}?)(?:给予|予以|实行|发放)"
)
#: What names who receives, or might, in words of its own.
_NAMES = deferred(
    r"(?<![^，。；：\n])[^，。；：\n]{0,6}(?:对(?![外口接象方台港标账应])|凡)|享受|(?:给予|奖励|补助)(?!一次性|最高|不超过|资金|适当|专项|一定)[^，。；\d]{2,16}(?:奖补|补助|奖励|补贴|资助)"
)
_WORDS = ("支持", "鼓励", "引导", "推动")


def read_backed(ctx: Context, tree: Tree, sink: Sink) -> None:
    """Add them to ``sink``."""
    told = {id(f.node) for f in sink.found if isinstance(f.finding, ApplicantFinding)}
    paid = {id(f.node) for f in sink.found if isinstance(f.finding, AmountFinding)}
    for node in tree.walk():
        if id(node) in told:
            continue
        if id(node) in paid:
            sink.add(node, None, [beneficiary(m) for m in _backed(ctx, node)])
        elif any(id(child) in paid for child in node.children) and not any(id(below) in told for below in node.walk()):
            sink.add(node, None, [beneficiary(m) for m in _leading(ctx, node)])


def _backed(ctx: Context, node: Node) -> list[ClassMention]:
    """The subjects of the section's sentences that support somebody to do something, each once."""
    start = after_marker(node)
    if not any(ctx.text.find(word, start, node.end) >= 0 for word in _WORDS):
        return []
    found: dict[str, ClassMention] = {}
    for piece in _segments(ctx, start, node.end):
        backs = _BACKS.match(ctx.text, piece.start, piece.end)
        if _NAMES.search(ctx.text, piece.start, piece.end):
            return []
        for mention in subjects_of(ctx, backs.end(), piece.end) if backs else ():
            if receives(mention) and is_party(mention) and mention.category != "park":
                found.setdefault(mention.label, mention)
    return list(found.values())


def _segments(ctx: Context, start: int, end: int) -> Iterator[Piece]:
    for sentence in sentences(ctx.text, start, end):
        yield from split(ctx.text, sentence.start, sentence.end, "；;：:")


def _leading(ctx: Context, node: Node) -> list[ClassMention]:
    """The class of the last sentence before the section's list, where it gives."""
    start = after_marker(node)
    if _LEADS.search(ctx.text, max(start, node.end - 120), node.end) is None:
        return []
    last = sentences(ctx.text, start, node.end)[-1]
    giving = _GIVING.match(ctx.text[last.start : last.end].lstrip())
    if giving is None:
        return []
    skipped = last.end - last.start - len(ctx.text[last.start : last.end].lstrip())
    named = read_antecedent(ctx, last.start + skipped, last.start + skipped + giving.end("who")).mentions
    return [m for m in named if is_party(m)]
