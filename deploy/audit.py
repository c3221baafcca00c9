"""Ask PyPI about known vulnerabilities of everything that constraints.txt pins.

Exits with 0 when there are none, 1 when there are some, 3 when nobody could be asked: PyPI is
reached through a mirror that knows of no vulnerabilities, or there is no network.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UNASKED = 3


def main() -> int:
    """Audit, say what was found, and return the exit code."""
    how = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    said = subprocess.run(
        [Path(sys.executable).parent / "pip-audit", "-r", ROOT / "constraints.txt", *how],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages: list[dict[str, Any]] = json.loads(said.stdout)["dependencies"]
    except (ValueError, LookupError):
        print(_unasked(said.stderr.strip().splitlines()[-1:]))
        return UNASKED
    sentence, code = judged(packages)
    print(sentence)
    return code


def judged(packages: list[dict[str, Any]]) -> tuple[str, int]:
    """Return the sentence and the exit code for what pip-audit says of each package."""
    asked = [package for package in packages if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in asked
        for fault in package["vulns"]
    ]
    if found:
        return "\n".join(["Known vulnerabilities:", *found]), 1
    if not asked:
        return _unasked([]), UNASKED
    missed = sorted(package["name"] for package in packages if "skip_reason" in package)
    unknown = f" PyPI does not know {', '.join(missed)}: not audited." if missed else ""
    return f"{len(asked)} packages audited, no vulnerability known.{unknown}", 0


def _unasked(reason: list[str]) -> str:
    return " ".join(
        [
            "NOT AUDITED: PyPI's vulnerability service (https://pypi.org/pypi/…/json) cannot be "
            "reached from here, so nothing is known about the packages; run `make audit` where it "
            "can.",
            *reason,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
