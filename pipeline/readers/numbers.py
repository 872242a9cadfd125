"""Numbers as Word, LibreOffice and browsers display them in automatic lists.

``format_number(n, form)`` takes the names of ST_NumberFormat (ECMA-376 part 1, 17.18.59). Where the standard's text and
Word differ, Word's display is followed; beyond the range of a set (⑳, 癸) the standard's fallback is plain decimal or a
repeated cycle, as noted at each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

MAX_NUMBER = 1_000_000_000

_LOW = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_AIUEO_WIDE = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA_WIDE = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_AIUEO_NARROW = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA_NARROW = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_CHICAGO = "*†‡§"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ONES = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
         "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen")
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ORDINAL_WORDS = {"One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth",
                  "Nine": "Ninth", "Twelve": "Twelfth"}


def format_number(number: int, form: str) -> str:
    """``number`` in the format ``form`` (a value of ST_NumberFormat); decimal for unknown forms and for numbers that
    a form cannot show, empty for ``none`` and ``bullet``."""
    number = max(-MAX_NUMBER, min(MAX_NUMBER, number))
    formatter = _formatters().get(form)
    return formatter(number) if formatter else str(number)


def positional(number: int, digits: str) -> str:
    """``number`` digit by digit: 102 → 一〇二."""
    return "".join("-" if c == "-" else digits[int(c)] for c in str(number))


def counting(number: int, digits: str, units: str, *, zero: str = "零", bare_ten: bool = True, one_unit: bool = True,
             myriads: str = "万亿") -> str:
    """``number`` in the counting system of Chinese: 一百零五.

    ``digits`` are 0–9, ``units`` ten, hundred, thousand; ``zero`` stands for skipped places (empty: none is written);
    ``bare_ten``: 十一 for 11, not 一十一; ``one_unit``: 一百 for 100 (False: 百, as in Japanese).
    """
    if number <= 0:
        return digits[0] if number == 0 else "-" + counting(-number, digits, units, zero=zero, bare_ten=bare_ten,
                                                            one_unit=one_unit, myriads=myriads)
    groups = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        if text and zero and (group < 1000 or not groups[place + 1]):
            text += zero
        part = _group(group, digits, units, zero, one_unit)
        text += part + (myriads[place - 1] if place else "")
    return text[1:] if bare_ten and text.startswith(digits[1] + units[0]) else text


def _group(group: int, digits: str, units: str, zero: str, one_unit: bool) -> str:
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = group // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += zero if gap else ""
        gap = False
        text += "" if digit == 1 and power and not one_unit else digits[digit]
        text += units[power - 1] if power else ""
    return text


def _to_99(number: int, digits: str, ten: str = "十") -> str:
    """Counting up to 99 (十, 十一, 二十), digit by digit beyond (一〇〇): chineseCounting and its kin."""
    if not 0 < number < 100:
        return positional(number, digits)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + (ten if tens else "") + (digits[ones] if ones else "")


def _letters(number: int, alphabet: str) -> str:
    """A … Z, AA, BB … as Word repeats letters."""
    if not 0 < number <= 780:
        return str(number)
    turn, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (turn + 1)


def _roman(number: int) -> str:
    if not 0 < number < 32_768:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _enclosed(number: int, *ranges: tuple[int, int, int]) -> str:
    """The enclosed character of ``number`` from ranges (first number, last, first code point); decimal beyond."""
    for first, last, code in ranges:
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


def _cycle(number: int, signs: str) -> str:
    """A sign of a cycle that begins anew after its last."""
    return signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _sexagenary(number: int) -> str:
    return _cycle(number, _STEMS) + _cycle(number, _BRANCHES) if number > 0 else str(number)


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _cardinal(number: int) -> str:
    if not 0 < number < 1_000_000:
        return str(number)
    if number >= 1000:
        rest = f" {_cardinal(number % 1000).lower()}" if number % 1000 else ""
        return f"{_cardinal(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" {_cardinal(number % 100).lower()}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return _TENS[number // 10] + (f"-{_ONES[number % 10].lower()}" if number % 10 else "")
    return _ONES[number]


def _ordinal_text(number: int) -> str:
    words = _cardinal(number)
    if words.isdigit():
        return words
    head, gap, last = words.rpartition("-") if "-" in words.split(" ")[-1] else words.rpartition(" ")
    key = last.capitalize()
    new = _ORDINAL_WORDS.get(key) or (key[:-1] + "ieth" if key.endswith("y") else key + "th")
    return head + gap + (new.lower() if gap else new)


def _wide(number: int) -> str:
    return positional(number, "０１２３４５６７８９")


@lru_cache(maxsize=1)
def _formatters() -> dict[str, Callable[[int], str]]:
    """Every format that Word offers where East Asian languages are enabled, and the Western ones."""
    def lower_thousand(n: int) -> str:
        return counting(n, "〇" + _LOW[1:], "十百千")

    traditional = "零壹貳參肆伍陸柒捌玖"
    korean = "영일이삼사오육칠팔구"
    return {
        "none": lambda n: "", "bullet": lambda n: "",
        "decimal": str, "decimalHalfWidth": str, "decimalFullWidth": _wide, "decimalFullWidth2": _wide,
        "decimalZero": lambda n: f"{n:02d}", "numberInDash": lambda n: f"- {n} -",
        "hex": lambda n: f"{n:X}", "ordinal": _ordinal, "cardinalText": _cardinal, "ordinalText": _ordinal_text,
        "upperLetter": lambda n: _letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter": lambda n: _letters(n, "abcdefghijklmnopqrstuvwxyz"),
        "upperRoman": lambda n: _roman(n).upper(), "lowerRoman": _roman,
        "russianLower": lambda n: _letters(n, _RUSSIAN), "russianUpper": lambda n: _letters(n, _RUSSIAN.upper()),
        "chicago": lambda n: _letters(n, _CHICAGO),
        "decimalEnclosedCircle": lambda n: _enclosed(n, (1, 20, 0x2460)),
        "decimalEnclosedCircleChinese": lambda n: _enclosed(n, (1, 20, 0x2460)),
        "decimalEnclosedParen": lambda n: _enclosed(n, (1, 20, 0x2474)),
        "decimalEnclosedFullstop": lambda n: _enclosed(n, (1, 20, 0x2488)),
        "ideographEnclosedCircle": lambda n: _enclosed(n, (1, 10, 0x3280)),
        "ideographDigital": lambda n: positional(n, _LOW),
        "japaneseDigitalTenThousand": lambda n: positional(n, _LOW),
        "taiwaneseDigital": lambda n: positional(n, "○" + _LOW[1:]),
        "koreanDigital2": lambda n: positional(n, "零" + _LOW[1:]),
        "koreanDigital": lambda n: positional(n, korean),
        "chineseCounting": lambda n: _to_99(n, "○" + _LOW[1:]),
        "taiwaneseCounting": lambda n: _to_99(n, "○" + _LOW[1:]),
        "chineseCountingThousand": lower_thousand, "taiwaneseCountingThousand": lower_thousand,
        "japaneseCounting": lambda n: counting(n, "〇" + _LOW[1:], "十百千", zero="", one_unit=False),
        "koreanCounting": lambda n: _korean_counting(n, korean),
        "chineseLegalSimplified": lambda n: counting(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", bare_ten=False),
        "ideographLegalTraditional": lambda n: counting(n, traditional, "拾佰仟", bare_ten=False, myriads="萬億"),
        "japaneseLegal": lambda n: counting(
            n, "〇壱弐参四伍六七八九", "拾百阡", zero="", bare_ten=False, myriads="萬億"
        ),
        "koreanLegal": _korean_legal,
        "ideographTraditional": lambda n: _cycle(n, _STEMS) if n <= 10 else str(n),
        "ideographZodiac": lambda n: _cycle(n, _BRANCHES) if n <= 12 else str(n),
        "ideographZodiacTraditional": _sexagenary,
        "aiueo": lambda n: _cycle(n, _AIUEO_NARROW), "aiueoFullWidth": lambda n: _cycle(n, _AIUEO_WIDE),
        "iroha": lambda n: _cycle(n, _IROHA_NARROW), "irohaFullWidth": lambda n: _cycle(n, _IROHA_WIDE),
        "ganada": lambda n: _cycle(n, _GANADA), "chosung": lambda n: _cycle(n, _CHOSUNG),
    }


def _korean_counting(number: int, digits: str) -> str:
    """일 … 십 … 백 … 만: no unit is counted by 일."""
    text = counting(number, digits, "십백천", zero="", one_unit=False, myriads="만억")
    return text[1:] if text.startswith(("일만", "일억")) else text


def _korean_legal(number: int) -> str:
    """하나 … 아흔아홉, decimal beyond."""
    ones = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
    tens = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
    return tens[number // 10] + ones[number % 10] if 0 < number < 100 else str(number)
