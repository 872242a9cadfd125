"""Aligning and comparing 500 clauses with 500: the later edition renumbered, shuffled in places, reworded in places.

    python benchmarks/align.py [CLAUSES]

Prints the median of several runs in milliseconds for the alignment alone and for the whole comparison, and how many
clauses were given their right counterpart.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from tiaokuan.pipeline.align import Alignment, align
from tiaokuan.pipeline.diff import compare
from tiaokuan.pipeline.run import structure_text

_WHO = (
    "科技型中小企业", "高新技术企业", "行业协会", "产业园区", "职业院校", "科研院所", "检测机构", "创业团队", "合作社",
    "平台企业",
)  # fmt: skip
_WHAT = (
    "开展设备更新", "建设中试基地", "举办专业展会", "引进急需人才", "取得体系认证", "实施节能改造", "购买检测服务",
    "制定团体标准", "租赁生产用房", "组织技能竞赛", "开拓境外市场", "建设公共仓库", "投保出口信用保险", "发布应用场景",
)  # fmt: skip
_BY = ("主管部门", "财政部门", "行业主管单位", "属地街道", "专家委员会", "第三方机构", "受托银行", "服务专班")
_ACT = (
    "组织现场核查",
    "复核申报材料",
    "公示拟支持名单",
    "拨付专项资金",
    "开展绩效评价",
    "建立工作台账",
    "通报执行情况",
)


def clause(number: int, rng: random.Random) -> str:
    """The text of one clause, unlike any other."""
    who, what, by, act = (rng.choice(words) for words in (_WHO, _WHAT, _BY, _ACT))
    money, rate, days = rng.randint(2, 90), rng.randint(5, 50), rng.randint(5, 60)
    code = "".join(rng.choice("甲乙丙丁戊己庚辛壬癸东西南北春夏秋冬") for _ in range(4))
    return (
        f"对{who}在{code}片区{what}的，按实际投入的{rate}%给予补助，单个项目最高{money}万元。"
        f"由{by}在{days}个工作日内{act}，并将第{number}批{code}项目的结果书面告知申报单位。"
    )


def two_editions(size: int) -> tuple[str, str, list[int]]:
    """Both texts, and for each clause of the new one the number of the old (-1: none)."""
    rng = random.Random(7)
    old = [clause(n, rng) for n in range(size)]
    order = list(range(size))
    for _ in range(size // 20):
        at = order.pop(rng.randrange(len(order)))
        order.insert(rng.randrange(len(order)), at)
    order = [n for n in order if rng.random() > 0.04]
    new: list[str] = []
    origin: list[int] = []
    for n in order:
        text = old[n]
        if rng.random() < 0.25:
            text = text.replace("给予补助", "予以补助").replace("最高", "不超过").replace("书面告知", "书面通知")
        new.append(text)
        origin.append(n)
        if rng.random() < 0.04:
            new.append(clause(size + n, rng))
            origin.append(-1)
    return _document(old), _document(new), origin


def _document(clauses: list[str]) -> str:
    lines = [f"第{_numeral(n)}条　{text}" for n, text in enumerate(clauses, 1)]
    return "支持产业发展若干措施\n" + "\n".join(lines)


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def right_counterparts(found: Alignment, origin: list[int]) -> int:
    """How many clauses of the new document have the old one that they come from."""
    answers = {j: i for i, j in found.parts.items()}
    return sum(answers.get(j, -1) == i for j, i in enumerate(origin))


def median(run: Callable[[], object], times: int = 5) -> float:
    """The median time of a call in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    before, after, origin = two_editions(size)
    old, new = structure_text(before), structure_text(after)
    found = align(old, new)
    print(f"{len(found.old.parts)} x {len(found.new.parts)} clauses")
    print(f"{len(found.old.units)} x {len(found.new.units)} sentences")
    print(f"right counterparts {right_counterparts(found, origin)} of {len(origin)}")
    print(f"align   {median(lambda: align(old, new)):8.0f} ms")
    compare(old, new)
    print(f"compare {median(lambda: compare(old, new)):8.0f} ms")


if __name__ == "__main__":
    main()
