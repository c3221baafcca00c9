"""How long a Lambda takes from nothing to its first answer, and what its package weighs.

`python -m benchmarks.lambda_start` builds the package as its Dockerfile does and keeps what it
finds in deploy/lambda/start.json. Every start is a new process that sees the package alone.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy import lambda_package

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "deploy" / "lambda" / "start.json"
STUDY = ROOT / "data" / "studies" / "china-01.webp"
STARTS = 9
ASK = """
import base64, re, resource, sys
from whence.aws import handler
with open(sys.argv[1], "rb") as file:
    picture = base64.b64encode(file.read()).decode()
assert "label" in handler({"image": picture}, None)
used = resource.getrusage(resource.RUSAGE_SELF)
with open("/proc/self/status") as file:  # ru_maxrss may be that of whoever started this program
    peak = re.search(r"VmHWM:\\s+(\\d+)", file.read())[1]
print(used.ru_utime + used.ru_stime, peak)
"""


def main() -> None:
    """Build, measure, keep."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder)
        lambda_package.main(package)
        weights = lambda_package.weights(package)
        _start(package)  # so that the disk has been read
        starts = [_start(package) for _ in range(STARTS)]
    found = {
        "starts": STARTS,
        "seconds": round(statistics.median(seconds for seconds, *_ in starts), 2),
        "processor_seconds": round(statistics.median(used for _, used, _ in starts), 2),
        "megabytes_resident": round(statistics.median(memory for *_, memory in starts)),
        "megabytes": {
            "package": round(weights["all but the model"] / 1e6),
            "opencv": round((weights["cv2"] + weights["opencv_python_headless.libs"]) / 1e6),
            "numpy": round((weights["numpy"] + weights["numpy.libs"]) / 1e6),
            "litert": round(weights["ai_edge_litert"] / 1e6),
            "model": round(weights["model"] / 1e6),
        },
    }
    RESULT.write_text(json.dumps(found, indent=2) + "\n")
    print(RESULT.read_text())


def _start(package: Path) -> tuple[float, float, float]:
    """Return the seconds of a start, those that the processor worked, and megabytes of memory."""
    env = {"PYTHONPATH": str(package), "HOME": "/tmp", "PATH": os.environ["PATH"]}  # noqa: S108
    start = time.perf_counter()
    # -S: nothing of the environment that this program runs in
    command = [os.path.realpath(sys.executable), "-S", "-c", ASK, STUDY]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    used, memory = map(float, done.stdout.split())
    return seconds, used, memory * 1024 / 1e6


if __name__ == "__main__":
    main()
