"""Readers in a process of their own, many at once, that ask a store again and again until a file bids them end.

python crowd.py STORE END THREADS: in round N of the trial every document says `Round<N>`, and generation N holds that round; so
each answer must be of the one generation that the reader has open. What was asked comes out as a line of JSON.
"""

import json
import random
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any, cast

from kg.iris import NAMESPACE
from kg.store import Reader, current, open_reader

DOCUMENTS = 40
SCAN = f"SELECT ?text WHERE {{ ?document <{NAMESPACE}text> ?text }}"
COUNTS = f"""SELECT ?round (COUNT(*) AS ?count) WHERE {{
    ?document a <{NAMESPACE}Document> ; <urn:read> ?kind . GRAPH ?document {{ ?round a <{NAMESPACE}Institution> }}
    FILTER(CONTAINS(STR(?round), "/round"))
}} GROUP BY ?round"""


class Crowd:
    """What the threads of this process have seen."""

    def __init__(self, store: Path, end: Path) -> None:
        self.store, self.end = store, end
        self.answers, self.overtaken = 0, 0
        self.generations: set[int] = set()
        self.failures: list[str] = []

    def stay(self, seed: int) -> None:
        """One reader after the other until the end."""
        chance = random.Random(seed)
        try:
            while not self.end.exists():
                with open_reader(self.store) as reader:
                    self.ask(reader, chance)
                    self.generations.add(reader.generation.number)
                    self.overtaken += current(self.store) != reader.generation
        except BaseException:  # noqa: BLE001 - told at the end, by the process
            self.failures.append(traceback.format_exc())

    def ask(self, reader: Reader, chance: random.Random) -> None:
        """All kinds of questions, with pauses in which a build may publish; the last time as the first."""
        pause = chance.choice((0, 0, 0.01, 0.05))
        first = list(reader.nquads())
        for query, expected in ((SCAN, DOCUMENTS), (COUNTS, 1)):
            values = []
            for row in cast(Any, reader.query(query)):
                values.append([value.value for value in row])
                time.sleep(pause / 2)
            assert len(values) == expected, values
            assert all(f"round{reader.generation.number}" == word for row in values for word in rounds(row)), values
            assert query == SCAN or values[0][1] == str(DOCUMENTS), values
            self.answers += 1
        with reader.manifest() as manifest:
            assert len(manifest.sources()) == DOCUMENTS
        time.sleep(pause * 10)
        assert list(reader.nquads()) == first


def rounds(row: list[str]) -> list[str]:
    """The words and names of rounds in a row."""
    return [word for value in row for word in value.lower().replace("/", " ").split() if word.startswith("round")]


def main(store: str, end: str, threads: str) -> int:
    """1 when a reader failed."""
    crowd = Crowd(Path(store), Path(end))
    places = [threading.Thread(target=crowd.stay, args=(seed,)) for seed in range(int(threads))]
    for place in places:
        place.start()
    for place in places:
        place.join()
    seen = {"answers": crowd.answers, "overtaken": crowd.overtaken, "generations": sorted(crowd.generations)}
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stderr.write("\n".join(crowd.failures))
    return 1 if crowd.failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
