"""The worker that gunicorn runs: its heart beats by any clock, its connections are bounded."""

import math

from uvicorn_worker import UvicornWorker

from whence.web.connection import Connection


class Worker(UvicornWorker):  # type: ignore[misc]  # it is untyped
    """Tells gunicorn every second that it lives.

    uvicorn waits until so much time has passed by the clock of the day since the last beat; set
    back by an hour, it would be silent for an hour, and gunicorn would kill it after `timeout`.
    """

    CONFIG_KWARGS = UvicornWorker.CONFIG_KWARGS | {
        "timeout_notify": -math.inf,
        "http": Connection,
        # The application knows its proxies by WHENCE_TRUSTED_HOPS.
        "proxy_headers": False,
    }
