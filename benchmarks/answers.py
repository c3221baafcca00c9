"""What the network says of every picture in a folder, as JSON: one process, one way of asking."""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from whence.classifier import Classifier
from whence.model_file import open_model
from whence.pictures import decode
from whence.settings import Settings

AT_ONCE = 8


def answers(pictures: Path, threads: int, at_once: int) -> dict[str, dict[str, Any]]:
    """Decide every file of `pictures`, `at_once` at the same time, with LiteRT's `threads`."""
    settings = Settings.load()
    judge = Classifier(open_model(settings.model, settings.cache), at_once, threads)
    files = sorted(pictures.iterdir())
    with ThreadPoolExecutor(at_once) as pool:
        said = pool.map(partial(_answer, judge), files)
        return {file.name: each for file, each in zip(files, said, strict=True)}


def _answer(judge: Classifier, file: Path) -> dict[str, Any]:
    said = judge.predict(decode(file.read_bytes(), judge.bundle.spec.size))
    return {
        "probabilities": said.probabilities,
        "novelty": said.novelty,
        "label": said.label,
        "verdict": said.verdict,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=1)
    asked = parser.parse_args()
    print(json.dumps(answers(asked.pictures, asked.threads, asked.at_once)))
