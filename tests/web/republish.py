"""Makes an N-Quads file the whole data of a running server and returns when it is served: for suites that load data between tests.

python tests/web/republish.py STORE URL FILE
"""

import sys
import time
from pathlib import Path

import httpx
from served import publish


def main(store: Path, url: str, file: Path) -> None:
    """Publishes the next generation and waits until the server says that it serves it."""
    number = 1 + max((int(entry.name) for entry in (store / "generations").iterdir()), default=0)
    publish(store, number, file.read_text(encoding="utf-8"))
    deadline = time.monotonic() + 30
    while httpx.get(f"{url}health").json()["generation"] != number:
        if time.monotonic() > deadline:
            sys.exit(f"generation {number} is not served after 30 s")
        time.sleep(0.02)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
