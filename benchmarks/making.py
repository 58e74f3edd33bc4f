"""Many releases for measurements: the sample documents with other people, places and years, the same for the same seed.

    python benchmarks/making.py FOLDER COUNT [--seed 1]

Each document is a sample whose persons have the names of others, whose towns are other towns and whose years and months are
shifted; a line at the end numbers it, so that no two are the same. Still many report the same happening, with other persons: more
than real releases do. A thousand files lie in each folder.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_YEAR = re.compile(r"\b(?:19[89]|20[012])\d\b")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_MONTH = re.compile("|".join(rf"\b{month}\b" for month in _MONTHS))
IN_FOLDER = 1000


class Sample(NamedTuple):
    """A sample document, the persons and towns that its gold names, and the ending of its file."""

    text: str
    persons: tuple[str, ...]
    places: tuple[str, ...]
    suffix: str


def samples() -> list[Sample]:
    """The sample documents in order of name."""
    found = []
    for path in sorted((ROOT / "data" / "documents").iterdir()):
        gold = json.loads((ROOT / "data" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        persons = {person["name"] for person in gold["people"]}
        places = {event["city"] for event in gold["events"] if event.get("city")}
        found.append(Sample(path.read_text(encoding="utf-8"), tuple(sorted(persons)), tuple(sorted(places)), path.suffix))
    return found


class Maker:
    """Makes the document of a number: a pure function of the seed and the number."""

    def __init__(self, seed: int) -> None:
        self.seed, self.samples = seed, samples()
        parts = [name.split() for sample in self.samples for name in sample.persons if " " in name]
        self.first = sorted({name[0] for name in parts})
        self.last = sorted({name[-1] for name in parts})
        self.places = sorted({place for sample in self.samples for place in sample.places})

    def document(self, number: int) -> tuple[str, str]:
        """The text and the ending of a document."""
        sample, chance = self.samples[number % len(self.samples)], random.Random(f"{self.seed} {number}")
        others = {person: (chance.choice(self.first), chance.choice(self.last)) for person in sample.persons}
        swaps = {person: " ".join(other) for person, other in others.items()}
        swaps |= {person.split()[-1]: other[1] for person, other in others.items()}
        swaps |= {place: chance.choice(self.places) for place in sample.places}
        named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(swaps, key=len, reverse=True)) or "(?!)")
        shift, months = chance.randrange(-5, 6), chance.randrange(len(_MONTHS))
        text = _YEAR.sub(lambda year: str(int(year[0]) + shift), named.sub(lambda name: swaps[name[0]], sample.text))
        text = _MONTH.sub(lambda month: _MONTHS[(_MONTHS.index(month[0]) + months) % len(_MONTHS)], text)
        end = f"<p>Reference {number}.</p></body>" if sample.suffix == ".html" else f"\n\nReference {number}.\n"
        return text.replace("</body>", end) if sample.suffix == ".html" else text + end, sample.suffix


def write(folder: Path, count: int, seed: int = 1, begin: int = 0) -> Iterator[Path]:
    """The files of documents `begin` to before `begin + count`, written under a folder."""
    maker = Maker(seed)
    for number in range(begin, begin + count):
        text, suffix = maker.document(number)
        path = folder / f"{number // IN_FOLDER:04d}" / f"{number:06d}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{sum(1 for _ in write(options.folder, options.count, options.seed)):,} documents in {options.folder}")


if __name__ == "__main__":
    main()
