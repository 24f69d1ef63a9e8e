"""A feeder process that dies of archives and stalls at archives whose names say so."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.scale import feeder
from sayso.sources import archives
from sayso.sources.yielded import Yielded

MODULE = "tests.scale.dying"


def main() -> None:
    opened = archives.pages

    def pages(path: Path, *rest: Any) -> Iterator[Yielded]:
        if "dies" in path.name:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "stalls" in path.name:
            time.sleep(600)
        return opened(path, *rest)

    archives.pages = pages  # type: ignore[assignment]
    feeder.main()
