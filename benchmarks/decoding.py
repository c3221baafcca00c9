"""The process that is watched: decodes and predicts each file whose number it reads.

`python -m benchmarks.decoding fuzz` takes numbers of damaged files from its input, `largest` takes
names of files; each is answered by one JSON line: what became of it, processor seconds, peak
memory of the process so far, in bytes.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.damage import damaged
from whence import bundle
from whence.classifier import Classifier
from whence.pictures import PictureError, Pixels, decode

MODEL = Path(__file__).parent.parent / "model" / "culture.pkl"


def main() -> None:
    classifier = Classifier(bundle.read(MODEL))
    answer = of_number if sys.argv[1] == "fuzz" else of_file
    for line in sys.stdin:
        print(json.dumps(answer(line.strip(), classifier)), flush=True)


def of_number(line: str, classifier: Classifier) -> dict[str, object]:
    file = damaged(int(line))
    found, pixels = judged(file.data, classifier)
    if (
        file.way == "cut off"
        and pixels is not None
        and not np.array_equal(pixels, decode(file.whole))
    ):
        found["wrong"] = "half a picture"
    if file.way == "noise after the signature" and pixels is not None:
        found["wrong"] = "no picture"
    return {"number": file.number, "kind": file.kind, "way": file.way} | found


def of_file(line: str, classifier: Classifier) -> dict[str, object]:
    return {"file": line} | judged(Path(line).read_bytes(), classifier)[0]


def judged(data: bytes, classifier: Classifier) -> tuple[dict[str, object], Pixels | None]:
    start, pixels, wrong = time.process_time(), None, None
    try:
        pixels = decode(data, classifier.bundle.spec.size)
        wrong = None if sound(pixels, classifier) else "nonsense"
        became = "decoded"
    except PictureError as error:
        became = error.code
    seconds = time.process_time() - start
    return {"became": became, "wrong": wrong, "seconds": round(seconds, 3), "peak": peak()}, pixels


def sound(pixels: Pixels, classifier: Classifier) -> bool:
    """Predict, and say whether both the picture and the answer are what they should be."""
    prediction = classifier.predict(pixels)
    shape = pixels.ndim == 3 and pixels.shape[2] == 3 and pixels.size > 0
    return shape and pixels.dtype == np.uint8 and abs(sum(prediction.probabilities) - 1) < 1e-6


def peak() -> int:
    """Return the largest resident memory of this process so far, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main()
