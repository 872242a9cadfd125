"""Cleaning one paragraph: one-to-one translation, converter residues, stray white space."""

from __future__ import annotations

import html
import re

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.misread import mend_figures
from tiaokuan.pipeline.pieces import Edit, Piece, edit_piece

_FULL = "".join(chr(0xFF10 + i) for i in range(10)) + "".join(chr(0xFF21 + i) for i in range(26))
_FULL += "".join(chr(0xFF41 + i) for i in range(26)) + "％＋／＝＆＠＃＿"
_HALF = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%+/=&@#_"
_SPACES = "\t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
ONE_TO_ONE = str.maketrans(_FULL + _SPACES, _HALF + " " * len(_SPACES))
_TRANSLATED = deferred(f"[{re.escape(_FULL + _SPACES)}]")

_CJK = "\u3007\u4e00-\u9fff\u3400-\u4dbf"
_MARKS = "，。；：、！？（）《》“”‘’〔〕【】…—"
_ENTITY = deferred(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ODD = r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f-\x9f"
#: What goes: it begins with one set of characters, so that the search skips all others; each alternative then looks
#: back at the character that it began with.
_RESIDUE = deferred(
    rf"[\[*\\$ {_ODD}](?:"
    r"(?<=\[)bookmark:[^\]\n]{0,80}\]"
    r"|(?<![\d*]\*)(?<=\*)\*(?![\d*])|(?<=\d\*)\*(?![\d*])|(?<![\d*]\*)(?<=\*)\*(?=\d)"
    r"|(?<=2\*)\*{3}(?=0\d\d年)|(?<=20\*)\*{3}(?=\d\d年)|(?<=20\d\*)\*{3}(?=\d年)"
    r"|(?<=\\)(?=[.、()\[\]#*_>+\-!~`])"
    r"|(?<=\$)\{[^{}\n]{1,60}\}"
    rf"|(?<=[{_ODD}])"
    r"|(?<=第 \d )(?=\d ?[条章节])|(?<=第\d )(?=\d ?[条章节])"
    rf"|(?<=[{_CJK}{_MARKS}] )(?=[\d])|(?<=\d )(?=[{_CJK}{_MARKS}%‰℃])"
    rf"|(?<=[{_MARKS}] )(?=[{_CJK}《“（])|(?<=[{_CJK}] )(?=[，。；：、！？）》”]))"
)
_NUMBERED = deferred(
    r"\d{1,2}(?:(?:[.．]\d{1,2}){1,3}(?= [^\d万亿元倍米吨%])|(?= [^\d年月日时个家项名人元万亿件次届批号%]))"
)
_PRIVATE = deferred("[\ue000-\uf8ff]+")
_NEEDED = r" \\*$&\[\u0000-\u0008\u000b-\u001f\u007f-\u00ad\u200b-\u2064\ufeff\ue000-\uf8ff"
_NEEDS = deferred(f"[{_NEEDED}]")
_CHANGED = deferred(f"[{_NEEDED}⒈-⒛{re.escape(_FULL + _SPACES)}]")  # without any of them, a text is clean
_GAPS, _GAP_PIECES, _SENTENCE, _LEAD = 6, 3, 40, 6
_BROKEN_NUMBER = deferred(r"(?<![0-9.])(?P<left>[1-9][0-9]{0,4}) {1,2}(?P<right>0[0-9]{0,3})(?=万|亿|元|%|％)")
_GAP = deferred(
    rf"(?<=[{_CJK}])(?<!政府)(?<!委)(?<!局)(?<!办)(?<!部)(?<!厅) (?=[{_CJK}])(?![^，。；：]{{0,10}}[：:])"
)
_HANGING = " " * 8  # no paragraph begins so far in: a line under it does, or one in the middle
_WHITE = " \t\u3000\r\n"


def clean_piece(piece: Piece) -> Piece:
    """The piece without residues and outer white space; its own object is changed and given back."""
    changed = _CHANGED.search(piece.text) is not None
    if changed and _TRANSLATED.search(piece.text):
        piece.text = piece.text.translate(ONE_TO_ONE)
    piece.indented = piece.text.startswith(("\u3000\u3000", "  ")) and not piece.text.startswith(_HANGING)
    if changed:
        if "&" in piece.text:
            _decode_entities(piece)
        if _NEEDS.search(piece.text):
            _drop_residues(piece)
    mend_figures(piece, stopped=changed)
    _trim(piece)
    if changed and " 0" in piece.text:
        _join_numbers(piece)
    return piece


def _join_numbers(piece: Piece) -> None:
    """Close a gap inside a number (最高10 0万元): no figure begins with a nought and a digit or a unit. Each is noted:
    what the number was is a guess."""
    matches = list(_BROKEN_NUMBER.finditer(piece.text))
    if matches:
        edit_piece(piece, [(m.end("left"), m.start("right"), "") for m in matches])
        removed = 0
        for match in matches:
            gap = match.start("right") - match.end("left")
            start, end = match.start() - removed, match.end() - removed - gap
            removed += gap
            piece.notes.append(("broken_number_joined", f"数字“{match[0]}”中间有空格，已合并，请核对原文", start, end))


def _decode_entities(piece: Piece) -> None:
    edits: list[Edit] = []
    for match in _ENTITY.finditer(piece.text):
        char = html.unescape(match[0])
        if char != match[0] and len(char) == 1:
            edits.append((match.start(), match.end(), char.translate(ONE_TO_ONE)))
    edit_piece(piece, edits)


def _drop_residues(piece: Piece) -> None:
    edits: list[Edit] = []
    lead = _PRIVATE.match(piece.text)
    if lead:
        edits.append((0, lead.end(), ""))
    numbered = _NUMBERED.match(piece.text)
    for match in _RESIDUE.finditer(piece.text, lead.end() if lead else 0):
        if numbered and match.start() == numbered.end():
            continue  # the space that parts a heading from its number (2.1 某标准)
        edits.append((match.start(), match.end(), ""))
        if match[0][0] in "[*\\$":
            at = match.start() - sum(end - start for start, end, _ in edits[:-1])
            piece.notes.append(("converter_residue", f"已删除转换残留“{match[0][:30]}”", at, at))
    edit_piece(piece, edits)


def _trim(piece: Piece) -> None:
    """Take white space off both ends."""
    text = piece.text
    stripped = text.strip(_WHITE)
    if len(stripped) != len(text):
        lead = len(text) - len(text.lstrip(_WHITE)) if stripped else len(text)
        edits: list[Edit] = [(0, lead, "")] if lead else []
        tail = lead + len(stripped)
        if tail < len(text):
            edits.append((tail, len(text), ""))
        edit_piece(piece, edits)
        piece.notes = [(c, m, max(0, s - lead), max(0, e - lead)) for c, m, s, e in piece.notes]


def close_gaps(pieces: list[Piece]) -> int:
    """Delete the single spaces that a converter left inside Chinese sentences where it broke lines, and give their
    number; a text with a few of them only is left alone (there they part names)."""
    hits = {i: found for i, p in enumerate(pieces) if " " in p.text and (found := _gaps(p))}
    if sum(map(len, hits.values())) < _GAPS or len(hits) < _GAP_PIECES:
        return 0
    for index, found in hits.items():
        edit_piece(pieces[index], [(at, at + 1, "") for at in found])
    return sum(map(len, hits.values()))


def _gaps(piece: Piece) -> list[int]:
    """Where single spaces stand inside a long paragraph's sentences: not after its marker, before a label, or between
    two organs."""
    if piece.table is not None or len(piece.text) < _SENTENCE:
        return []
    return [match.start() for match in _GAP.finditer(piece.text) if match.start() > _LEAD]
