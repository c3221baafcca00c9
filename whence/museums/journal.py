"""What museums have answered so far, so that nothing is asked twice."""

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whence.json_lines import JsonLines


class Journal:
    """Answers by address, kept on disk as they come; a later one replaces an earlier one."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._lines, self._now = JsonLines(path, ("address", "at", "answer")), now
        self._answers = {line["address"]: (line["at"], line["answer"]) for line in self._lines}

    def get(self, address: str, most_seconds: float = math.inf) -> Any:
        """Return what `address` answered at most `most_seconds` ago, or None."""
        at, answer = self._answers.get(address, (-math.inf, None))
        return answer if self._now() - at <= most_seconds else None

    def put(self, address: str, answer: Any) -> None:
        """Remember an answer for good."""
        at = round(self._now())
        self._lines.append({"address": address, "at": at, "answer": answer})
        self._answers[address] = (at, answer)
