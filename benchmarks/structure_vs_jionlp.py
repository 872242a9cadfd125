"""The whole structuring of a text against JioNLP's money and time extraction alone, in one run over the same texts.

    pip install "tiaokuan[bench]" && python benchmarks/structure_vs_jionlp.py [FILE_OR_FOLDER …]

Texts as in ``benchmarks/quantities.py``. Both sides are warmed up, then take turns; medians of all rounds. The target
is at most half of JioNLP's time. Exit code 0: reached, or JioNLP is not installed (which is said); 1: missed, or no
text.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from tiaokuan.benchmarks.quantities import texts
from tiaokuan.pipeline.run import structure

ROUNDS = 9
TARGET = 0.5


def structured(chosen: list[str]) -> None:
    """Normalise → segment → all extractors → contract JSON, from bytes to bytes."""
    for number, text in enumerate(chosen):
        structure(text.encode(), f"{number}.txt").model_dump_json()


def jionlp_extraction() -> Callable[[list[str]], None] | None:
    """JioNLP's extraction of money and time, or None where it is not installed."""
    try:
        import jionlp  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None

    def extract(chosen: list[str]) -> None:
        for text in chosen:
            jionlp.ner.extract_money(text, with_parsing=False)
            jionlp.ner.extract_time(text, with_parsing=False)

    return extract


def milliseconds(work: Callable[[list[str]], None], chosen: list[str]) -> float:
    """The time of one pass."""
    start = time.perf_counter()
    work(chosen)
    return (time.perf_counter() - start) * 1000


def main(arguments: list[str]) -> int:
    """Measure both sides and print the medians and their ratio."""
    chosen = texts(arguments)
    if not chosen:
        print("没有可读的文本：请给出文件或文件夹。")
        return 1
    size = sum(map(len, chosen))
    peer = jionlp_extraction()
    structured(chosen)
    if peer is None:
        ours = [milliseconds(structured, chosen) for _ in range(ROUNDS)]
        print(f"{len(chosen)} 个文本，{size} 字：tiaokuan 全流程 {statistics.median(ours):.1f} ms")
        print("未安装 jionlp，不作对比：pip install jionlp 后重跑。")
        return 0
    peer(chosen)
    pairs = [(milliseconds(structured, chosen), milliseconds(peer, chosen)) for _ in range(ROUNDS)]
    ours_ms, theirs_ms = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = ours_ms / theirs_ms
    print(f"{len(chosen)} 个文本，{size} 字，{ROUNDS} 轮中位数")
    print(f"  tiaokuan 全流程（规范化、分节、全部抽取、JSON） {ours_ms:8.1f} ms")
    print(f"  JioNLP 仅金额与时间抽取                        {theirs_ms:8.1f} ms")
    print(f"  比值 {ratio:.2f}（目标不高于 {TARGET}）")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
