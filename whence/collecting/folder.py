"""A folder that one collection at a time may write to."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from whence.collecting.errors import CollectError
from whence.files import alone


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold `folder` while the context lasts; raise CollectError where another collection does."""
    with ExitStack() as held:
        try:
            held.enter_context(alone(folder / ".lock"))
        except BlockingIOError as error:
            raise CollectError(
                f"Another collection is writing to {folder}; wait for it, or name another folder "
                "with --to."
            ) from error
        yield
