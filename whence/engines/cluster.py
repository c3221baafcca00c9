"""The engine of a cluster: Ray Data, on this machine or on many.

A worker that dies is started again and its chunk decided anew; a chunk's rows reach the caller
once, since Ray passes on the outcome of finished tasks alone.
"""

import json
import logging
import socket
from collections.abc import Iterable, Iterator
from typing import Any, Final

import ray
from ray.data import ActorPoolStrategy, DataContext

from whence.engines.chunks import Chunk, Decider, Rows
from whence.painting import Painting
from whence.settings import Settings

PATIENCE: Final = 5.0
"""Seconds in which a cluster's address must take a connection."""


def decide(
    chunks: Iterable[Chunk], settings: Settings, workers: int, address: str | None = None
) -> Iterator[tuple[int, Rows]]:
    """Yield number and rows of each chunk as it is decided by `workers` processes.

    `address` is a running cluster's (`ray://…` or `auto`); None starts one on this machine. Raises
    ConnectionError where there is no cluster at `address`.
    """
    _refuse_absent(address)
    cores = workers if address is None else None
    ray.init(address, num_cpus=cores, logging_level=logging.ERROR, log_to_driver=False)
    DataContext.get_current().enable_progress_bars = False
    try:
        # JSON, because a work's facts are text of any kind and Arrow would guess types.
        items = [{"chunk": chunk.number, "works": _text(chunk)} for chunk in chunks]
        decided = ray.data.from_items(items, override_num_blocks=len(items)).map(
            _worker(settings),
            compute=ActorPoolStrategy(size=workers),
            num_cpus=1,
        )
        for row in decided.iter_rows():
            yield int(row["chunk"]), json.loads(row["rows"])
    finally:
        ray.shutdown()


def _refuse_absent(address: str | None) -> None:
    """Raise ConnectionError where nobody listens at HOST:PORT; Ray would ask on for minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
    except (OSError, OverflowError):
        raise ConnectionError(f"There is no Ray cluster at {address}.") from None


def _worker(settings: Settings) -> type:
    """Return the class of which Ray makes one in each worker process."""

    class Worker:
        def __init__(self) -> None:
            self._decide = Decider(settings)

        def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
            works = tuple(Painting(**facts) for facts in json.loads(row["works"]))
            rows = self._decide(Chunk(int(row["chunk"]), works))
            return {"chunk": row["chunk"], "rows": json.dumps(rows, ensure_ascii=False)}

    return Worker


def _text(chunk: Chunk) -> str:
    return json.dumps([work._asdict() for work in chunk.works], ensure_ascii=False)
