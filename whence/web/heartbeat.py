"""The worker that gunicorn runs: its heart beats by any clock, and not longer than its master's."""

import math
import os
import signal

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

    async def callback_notify(self) -> None:
        """Beat; leave as after SIGTERM where gunicorn asked by SIGQUIT, or is no more itself."""
        self.notify()
        if not self.alive or os.getppid() != self.ppid:
            os.kill(os.getpid(), signal.SIGTERM)
