"""A museum's answers: from the journal where it holds them, otherwise asked for and kept."""

import math
from typing import Any, Final

from whence.museums.journal import Journal
from whence.museums.polite import PoliteClient, Shape

DAY: Final = 86_400.0


class Answers:
    """Asks each address once, however often the program is started."""

    def __init__(self, client: PoliteClient, journal: Journal) -> None:
        self._client, self._journal = client, journal

    def ask(
        self,
        url: str,
        shape: Shape,
        most_seconds: float = math.inf,
        missing: Shape | None = None,
    ) -> Any:
        """Return `PoliteClient.json(url, shape, missing)`, at most `most_seconds` old."""
        answer = self._journal.get(url, most_seconds)
        if answer is None:
            answer = self._client.json(url, shape, missing)
            self._journal.put(url, answer)
        return answer
