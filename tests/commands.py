"""What the tests of the command line share: how `kg` is called, and a release."""

import sys
from collections.abc import Callable

from click.testing import Result

RELEASE = "TIRANA, 3 May 2016 - The OSCE Presence in Albania organised a workshop on border policing in Tirana on 2 May 2016.\n"
KG = [sys.executable, "-W", "error", "-m", "kg"]

Run = Callable[..., Result]
