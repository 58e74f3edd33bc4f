"""What deriving costs: its share of a whole build at each level, in processor time and on the clock, and of one with ten changes.

    python benchmarks/inferring.py [--count 3000] [--changed 10] [--seed 1] [--levels none shortcuts aligned]

The documents are made from the samples (`making.py`), the same for the same seed. Processor time is that of all processes and
threads, so it counts what the database sorts meanwhile in the background.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import making

from kg.pipeline import build
from kg.store import LEVELS, Build, open_reader

SETTLED = 2.5  # seconds after which a file's time stamp can be trusted


class Spent(NamedTuple):
    """Seconds of processor time and on the clock."""

    processor: float
    clock: float

    @classmethod
    def now(cls) -> "Spent":
        """What was spent so far, also by processes that have ended."""
        used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cls(sum(one.ru_utime + one.ru_stime for one in used), time.perf_counter())

    def since(self, begin: "Spent") -> "Spent":
        """What was spent after another reading."""
        return Spent(self.processor - begin.processor, self.clock - begin.clock)


class Watched:
    """Notes what each call of `Build.derive` spends, once what was handed in before is in the database."""

    def __init__(self) -> None:
        self.spent = Spent(0, 0)
        self._derive = Build.derive
        Build.derive = lambda stage, *given, **named: self._run(stage, *given, **named)  # type: ignore[method-assign]

    def _run(self, stage: Build, *given: Any, **named: Any) -> None:  # noqa: ANN401 - those of derive
        stage.settle()
        begin = Spent.now()
        self._derive(stage, *given, **named)
        self.spent = Spent.now().since(begin)


def measure(documents: Path, store: Path, level: str, watched: Watched) -> str:
    """A line about one build."""
    begin = Spent.now()
    build([documents], store, infer=level)
    whole, derived = Spent.now().since(begin), watched.spent
    with open_reader(store) as reader:
        quads = reader.count()
    shares = (f"{part:6.1f} of {all_:6.1f} s ({100 * part / all_:4.1f} %)" for part, all_ in zip(derived, whole, strict=True))
    return f"{level:<10} processor {next(shares)}, clock {next(shares)}, {quads:,} quads"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--levels", nargs="+", default=list(LEVELS), choices=LEVELS)
    options, watched = parser.parse_args(), Watched()
    with tempfile.TemporaryDirectory() as home:
        paths = list(making.write(Path(home) / "documents", options.count, options.seed))
        time.sleep(SETTLED)
        for level in options.levels:
            store = Path(home) / level
            print(measure(Path(home) / "documents", store, level, watched), flush=True)
            for path in paths[: options.changed]:
                path.write_text(path.read_text(encoding="utf-8") + f"\nSeen again at {time.time_ns()}.\n", encoding="utf-8")
            time.sleep(SETTLED)
            print(f"  {options.changed} changed:", measure(Path(home) / "documents", store, level, watched), flush=True)


if __name__ == "__main__":
    main()
