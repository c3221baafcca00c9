"""`make faults`: breaks everything around the gallery, one after the other, under visitors.

On 127.0.0.1 only; about nine minutes. Each outcome is kept in benchmarks/faults.json as soon as
it is known; names of parts on the command line run only those.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tqdm import tqdm

from benchmarks.faults.cache import cache
from benchmarks.faults.clock import clock
from benchmarks.faults.museums import museums
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.processes import processes
from benchmarks.faults.servers import servers
from benchmarks.machine import now
from benchmarks.server import ROOT
from whence.files import atomic_write

RESULTS: Final = ROOT / "benchmarks" / "faults.json"
PARTS: Final = {
    "processes": processes,
    "museums": museums,
    "cache": cache,
    "servers": servers,
    "clock": clock,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="none for all")
    parser.add_argument("--dry", action="store_true", help="keep nothing")
    asked = parser.parse_args()
    broken = 0
    for name in tqdm(asked.parts or PARTS, unit="part"):
        before = now()
        with TemporaryDirectory(prefix="whence-faults-") as folder:
            found = []
            for outcome in PARTS[name](Path(folder)):
                found.append(outcome)
                broken += not outcome.held
                tqdm.write(_told(outcome))
        if not asked.dry:
            _keep(name, before | {"outcomes": [asdict(outcome) for outcome in found]})
    raise SystemExit(f"{broken} faults were not borne" if broken else 0)


def _told(outcome: Outcome) -> str:
    mark = "✓" if outcome.held else "✗"
    return f"{mark} {outcome.fault}\n  {outcome.saw}\n  lost: {outcome.lost}\n  {outcome.counts}"


def _keep(part: str, found: dict[str, Any]) -> None:
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[part] = found
    ordered = {name: kept[name] for name in PARTS if name in kept}
    atomic_write(RESULTS, json.dumps(ordered, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
