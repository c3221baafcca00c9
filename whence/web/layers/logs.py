"""Log lines in logfmt (`name=value …`), each with the request that it belongs to."""

import logging
import sys
from datetime import UTC, datetime
from typing import Final

from whence.web.layers.access import Served, request_id

access: Final = logging.getLogger("whence.access")


class Logfmt(logging.Formatter):
    """Writes a record as one line, and below it the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        pairs = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": request_id.get(),
        }
        if record.name == access.name:
            line = record.getMessage()
        else:
            line = f"msg={quoted(record.getMessage())}"
        start = " ".join(f"{name}={value}" for name, value in pairs.items() if value)
        traceback = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{start} {line}{traceback}"


def configure(level: int) -> None:
    """Let everything of ours from `level` on be written to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Logfmt())
    logger = logging.getLogger("whence")
    logger.handlers = [handler]
    logger.setLevel(level)
    logger.propagate = False


def write(served: Served) -> None:
    """Write the line of one request: nothing of who asked, or what for."""
    access.info(
        "method=%s route=%s status=%d bytes=%d ms=%.1f",
        served.method,
        quoted(served.route),
        served.status,
        served.bytes,
        served.seconds * 1000,
    )


def quoted(value: str) -> str:
    """Return a value as logfmt wants it: quoted where it has blanks, always on one line."""
    plain = value.isprintable() and not set(value) & set(' "=\\')
    if plain and value:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else repr(c)[1:-1] for c in escaped) + '"'
