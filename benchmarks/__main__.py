"""`make bench`: measures everything, or the parts that are named, into benchmarks/results.json.

Each part is kept as soon as it is done, so an interrupted run loses only the part under way.
"""

import argparse
import importlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from benchmarks import results
from benchmarks.machine import machine, now, wait_for_quiet
from benchmarks.server import ENVIRONMENT

PARTS = ("clicks", "peers", "floor", "growth", "starting", "page", "collection")
"""Modules of this folder, each with `measure(folder, quick)`."""


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; none for all")
    parser.add_argument("--quick", action="store_true", help="seconds a part, keeping nothing")
    parser.add_argument(
        "--patience", type=float, default=5, help="minutes to wait for a quiet machine (5)"
    )
    asked = parser.parse_args(words)
    if unknown := ", ".join(set(asked.parts) - set(PARTS)):
        parser.error(f"there is no part {unknown}; there are {', '.join(PARTS)}")
    # Whoever ends this ends the servers, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tqdm(asked.parts or PARTS, unit="part") as progress:
        for name in progress:
            progress.set_description(name)
            if not asked.quick:
                wait_for_quiet(60 * asked.patience)
            before = now()
            with TemporaryDirectory(prefix="whence-bench-") as folder:
                found = importlib.import_module(f"benchmarks.{name}").measure(
                    Path(folder), asked.quick
                )
            for row in (found.header, *found.rows, *found.bars):
                progress.write(str(row))
            if not asked.quick:
                results.keep(name, before | found.as_json())
                results.keep("machine", machine() | {"gallery": ENVIRONMENT})


if __name__ == "__main__":
    main()
