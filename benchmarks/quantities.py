"""How long the grammar of quantities takes, and what it finds.

    python benchmarks/quantities.py [FILE_OR_FOLDER …]

Without arguments the texts are ``../shared/seeds`` where they are there, else the project's own samples (``.txt`` and
``.md``). Prints the median time of a pass over all of them, and how many quantities of each kind there are.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tiaokuan.extractors.quantities import find_quantities

ROUNDS = 15
ROOT = Path(__file__).resolve().parent.parent
PLACES = (ROOT.parent / "shared" / "seeds", ROOT / "corpus" / "samples")


def texts(arguments: Iterable[str]) -> list[str]:
    """The texts to read: the files named, those in the folders named, or the first default folder that is there."""
    places = [Path(argument) for argument in arguments] or [place for place in PLACES if place.is_dir()][:1]
    files = [file for place in places for file in (sorted(place.iterdir()) if place.is_dir() else [place])]
    return [file.read_text("utf-8-sig", errors="replace") for file in files if file.suffix in (".txt", ".md")]


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where there is nothing to read."""
    chosen = texts(arguments)
    if not chosen:
        print("没有可读的文本：请给出文件或文件夹。")
        return 1
    for text in chosen:
        find_quantities(text)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = [quantity for text in chosen for quantity in find_quantities(text)]
        times.append((time.perf_counter() - start) * 1000)
    size = sum(map(len, chosen))
    median, best = statistics.median(times), min(times)
    print(f"{len(chosen)} 个文本，{size} 字；{len(found)} 处数量；中位数 {median:.1f} ms，最快 {best:.1f} ms")
    for kind, count in Counter(quantity.kind.value for quantity in found).most_common():
        print(f"  {kind:<10} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
