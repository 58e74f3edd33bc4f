"""Reading on one core: words a second, start-up and memory, over the sample documents; against spaCy's small English pipeline.

    python benchmarks/reading.py [--spacy PATH/TO/python] [--model en_core_web_sm] [--rounds 5] [--seconds 3]

Each figure comes from a process of its own that reads the same texts again and again. The two take turns, round after round, and
the ratios are the medians of the rounds', because a machine is never quiet. Counted is processor time, of all threads together.
`start` is what it takes until the first word can be read, imports included; `first start` is ours where nothing has been compiled
yet. spaCy does other work: it tags and parses each word and finds names and dates; we find who did what, when and for how much.
`names only` is spaCy without what its names do not need. `--spacy` names the Python of an environment that has spaCy and the model
(python -m spacy download en_core_web_sm); where they are missing only our figures are printed.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
NOT_FOR_NAMES = ["tagger", "parser", "attribute_ruler", "lemmatizer"]
Read = Callable[[Sequence[str]], object]


class Figures(NamedTuple):
    """Words a second, seconds of start-up, and the most megabytes that were held."""

    rate: float
    start: float
    memory: float


class Side(NamedTuple):
    """One that reads: its name and the command that measures it."""

    name: str
    command: list[str]


def kg(_model: str) -> Read:
    """Our reading, claims included."""
    sys.path.insert(0, str(ROOT))
    from kg.extract import read
    from kg.knowledge import load
    from kg.model import Document

    knowledge = load()
    return lambda texts: [read(Document("text", text), knowledge) for text in texts]


def spacy(model: str, exclude: Sequence[str] = ()) -> Read:
    """The pipeline of spaCy."""
    import spacy as library

    pipeline = library.load(model, exclude=list(exclude))
    return lambda texts: list(pipeline.pipe(texts))


def names(model: str) -> Read:
    """The pipeline of spaCy as far as names need it."""
    return spacy(model, NOT_FOR_NAMES)


READERS = {"kg": kg, "spacy": spacy, "names": names}


def measure(name: str, model: str, texts: Sequence[str], seconds: float) -> Figures:
    """The figures of this very process: it reads all texts once to warm up, then again until the seconds are over."""
    read = READERS[name](model)
    start = time.process_time()
    read(texts)
    words, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < seconds:
        read(texts)
        words += sum(len(text.split()) for text in texts)
    unit = 1024 if sys.platform == "darwin" else 1
    return Figures(words / spent, start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / unit)


def ask(side: Side, **environment: str) -> Figures:
    """The figures that a process of its own prints."""
    done = subprocess.run(
        side.command, capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD, **environment}
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return Figures(*json.loads(done.stdout))


def sample_texts() -> list[str]:
    """The sample documents as they are read."""
    from kg.documents import load
    from kg.resources import folder

    return [load(path).text for path in sorted((folder("data") / "documents").iterdir())]


def sides(chosen: argparse.Namespace, texts: Path) -> list[Side]:
    """Who takes part: we, and spaCy where it is installed."""

    def side(reader: str, name: str, python: str) -> Side:
        script = [python, __file__, "--reader", reader, "--texts", str(texts), "--seconds", str(chosen.seconds)]
        return Side(name, [*script, "--model", chosen.model])

    ours = side("kg", "kg", sys.executable)
    theirs = [side("spacy", f"spaCy {chosen.model}", chosen.spacy), side("names", "  names only", chosen.spacy)]
    probe = f"import spacy; spacy.load({chosen.model!r})"
    done = subprocess.run([chosen.spacy, "-c", probe], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"spaCy could not be measured: {done.stderr.strip().splitlines()[-1]}")
        return [ours]
    return [ours, *theirs]


def compare(chosen: argparse.Namespace) -> None:
    """Measures all sides in turns and prints the table."""
    with tempfile.TemporaryDirectory() as name:
        held, cache = Path(name) / "texts.json", str(Path(name) / "cache")
        texts = sample_texts()
        held.write_text(json.dumps(texts))
        print(f"{len(texts)} documents, {sum(len(text.split()) for text in texts):,} words")
        taking_part = sides(chosen, held)
        first = ask(taking_part[0], XDG_CACHE_HOME=cache)
        rounds = [[ask(side) for side in taking_part] for _ in range(chosen.rounds)]
        print_table(taking_part, rounds)
        print(f"first start: {first.start * 1000:.0f} ms")


def print_table(taking_part: Sequence[Side], rounds: Sequence[Sequence[Figures]]) -> None:
    """A line a side: the medians of its rounds, and how many times as fast, as soon ready and as small we are."""
    print(f"{'':28s}{'words/s':>10s}{'start ms':>10s}{'MB':>8s}{'speed':>9s}{'start':>8s}{'memory':>8s}")
    for place, side in enumerate(taking_part):
        rate, start, memory = medians([one[place] for one in rounds])
        row = f"{side.name:28s}{rate:10,.0f}{start * 1000:10.0f}{memory:8.0f}"
        if place:
            speed, sooner, smaller = medians([ahead(one[0], one[place]) for one in rounds])
            row += f"{speed:9.1f}{sooner:8.1f}{smaller:8.1f}"
        print(row)


def medians(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(*(statistics.median(column) for column in zip(*rounds, strict=True)))


def ahead(ours: Figures, theirs: Figures) -> Figures:
    """How many times as good ours are."""
    return Figures(ours.rate / theirs.rate, theirs.start / ours.start, theirs.memory / ours.memory)


def main() -> None:
    """Runs the rounds, or measures one side for them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spacy", metavar="PYTHON", default=sys.executable)
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.reader:
        print(json.dumps(measure(chosen.reader, chosen.model, json.loads(chosen.texts.read_text()), chosen.seconds)))
    else:
        compare(chosen)


if __name__ == "__main__":
    main()
