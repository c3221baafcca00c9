"""`make mutants`: changes the core line by line and sees whether a test notices (mutmut).

What is changed and which tests judge it stands in pyproject.toml. mutmut keeps what it has tried
in mutants/, so an interrupted run goes on. The result is written to benchmarks/mutants.json; the
command fails when a survivor is neither killed nor explained. `python -m benchmarks.mutants columns
works` changes only those modules and keeps what is known of the others.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from whence.files import atomic_write

ROOT: Final = Path(__file__).parent.parent
RESULTS: Final = ROOT / "benchmarks" / "mutants.json"
MUTMUT: Final = Path(sys.executable).parent / "mutmut"
NOTICED: Final = {"killed", "timeout", "segfault", "suspicious"}
REASONS: Final[dict[str, str]] = json.loads(
    (ROOT / "benchmarks" / "survivors.json").read_text(encoding="utf-8")
)
"""Why a change that a pattern describes (`function: old -> new`) alters nothing that matters."""


def main() -> None:
    modules = sys.argv[1:]
    command = [MUTMUT, "run", "--max-children", "1", *(f"whence.{name}.*" for name in modules)]
    # It ends well where changes survive, too.
    if code := subprocess.run(command, cwd=ROOT).returncode:
        raise SystemExit(f"mutmut ended with {code}; the last results are kept.")
    results = collected(modules)
    atomic_write(RESULTS, json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    unexplained = [each for each in results["survivors"] if not each["why"]]
    for each in unexplained:
        print(f"{each['name']}: {each['change']}")
    raise SystemExit(1 if unexplained else 0)


def collected(only: Collection[str] = ()) -> dict[str, Any]:
    """Return how many changes of each module were noticed, and every survivor.

    Of modules that are not among `only` it is what the last results say; of all where it is empty.
    """
    lines = told("results", "--all", "true").splitlines()
    states = dict(line.strip().split(": ") for line in lines if ": " in line)
    modules: dict[str, Counter[str]] = {}
    survivors = []
    if only:
        known = json.loads(RESULTS.read_text(encoding="utf-8"))
        modules = {name: found for name, found in known["modules"].items() if name not in only}
        survivors = [each for each in known["survivors"] if module(each["name"]) not in only]
        states = {name: state for name, state in states.items() if module(name) in only}
    for name, state in tqdm(sorted(states.items())):
        counts = modules.setdefault(module(name), Counter(mutants=0, noticed=0))
        counts["mutants"] += 1
        counts["noticed"] += state in NOTICED
        if state not in NOTICED:
            survivors.append({"name": name, "state": state} | survivor(name))
    survivors.sort(key=itemgetter("name"))
    return {"modules": dict(sorted(modules.items())), "survivors": survivors}


def module(name: str) -> str:
    return name.split(".")[1]


def survivor(name: str) -> dict[str, str]:
    """Return what a survivor changed, and why that need not be noticed."""
    lines = [line for line in told("show", name).splitlines() if re.match(r"[-+](?!--|\+\+)", line)]
    old, new = (" ".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    function = re.sub(r"^.*\.x_?|__mutmut_\d+$", "", name)
    change = f"{function}: {old} -> {new}"
    why = next((why for pattern, why in REASONS.items() if re.search(pattern, change)), "")
    return {"change": change, "why": why}


def told(*arguments: str) -> str:
    done = subprocess.run(
        [MUTMUT, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
