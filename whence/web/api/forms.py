"""Files of a multipart form, one after the other while they arrive, one in memory at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from typing import Final

from fastapi import Request
from multipart import (
    MultipartError,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from whence.pictures import MOST_BYTES
from whence.web.bodies import chunks
from whence.web.lengths import announced
from whence.web.problem import Problem

MOST_FILES: Final = 16
MOST_TOGETHER: Final = 30_000_000
"""Bytes of one form; each file of it may have as many as any picture."""


async def files(request: Request, most: int = MOST_FILES) -> AsyncIterator[tuple[str, bytes]]:
    """Yield name and bytes of each part; of a file that is too large just enough to tell.

    Raises Problem where the form is too large, has more than `most` parts, or is none.
    """
    if (announced(request.headers) or 0) > MOST_TOGETHER:
        raise _too_much()
    _, options = parse_options_header(request.headers["content-type"])
    boundary = options.get("boundary", "").encode("latin-1", "replace")
    name, body = "", BytesIO()
    try:
        # Strict, it refuses a line break that arrives alone after the end.
        parser = PushMultipartParser(
            boundary, max_segment_count=most, header_charset="latin-1", strict=False
        )
        async for event in parser.parse_async(_reader(request)):
            if event is None:
                yield name, body.getvalue()
                body = BytesIO()
            elif isinstance(event, bytes | bytearray):
                if body.tell() <= MOST_BYTES:
                    body.write(event)
            else:
                name = _meant(event.filename or event.name or "")
    except ParserLimitReached as error:
        raise _beyond(error, most) from error
    except MultipartError as error:
        raise Problem(400, "malformed-form", f"This is no sound form: {error.args[0]}.") from error


def _beyond(limit: ParserLimitReached, most: int) -> Problem:
    if "header" in limit.args[0]:
        sentence = "The headers of a file, its name among them, are too long or too many."
        return Problem(413, "too-large", sentence)
    number = f"{most} files" if most > 1 else "one file"
    return Problem(413, "too-many", f"Send at most {number}.")


def _meant(name: str) -> str:
    """Return a name in UTF-8 of which the single bytes were read; one in another writing suffers.

    Read as UTF-8, one odd name would refuse the files of a whole form.
    """
    return name.encode("latin-1").decode("utf-8", "replace")


def _reader(request: Request) -> Callable[[int], Awaitable[bytes]]:
    """Return what reads the body chunk by chunk, b"" at its end; raises Problem."""
    arriving = aiter(chunks(request))
    read = 0

    async def chunk(_: int) -> bytes:
        nonlocal read
        data = await anext(arriving, b"")
        read += len(data)
        if read > MOST_TOGETHER:
            raise _too_much()
        return data

    return chunk


def _too_much() -> Problem:
    return Problem(413, "too-large", "These files are larger than 30 MB together. Send fewer.")
