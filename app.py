"""What gunicorn serves (`app:server`); `python app.py` serves it on this machine."""

import logging
import os
import socket
import sys
from contextlib import suppress

import uvicorn

from whence.mistake import Mistake
from whence.settings import Settings
from whence.web.app import create_app
from whence.web.connection import Connection
from whence.web.heaps import keep_giving_back, lean_heaps
from whence.web.layers import logs

lean_heaps()
try:
    settings = Settings.load()
    server = create_app(settings)
except Mistake as error:
    sys.exit(f"Whence cannot start: {error}")

# gunicorn's operator reads a line for each request; who plays on this machine wants none.
logs.configure(logging.WARNING if __name__ == "__main__" else logging.INFO)

if __name__ == "__main__":
    try:
        door = socket.create_server(("127.0.0.1", settings.port))
    except OSError as error:
        why = os.strerror(error.errno or 0)  # the error's own words name the address once more
        sys.exit(f"Port {settings.port} cannot be used ({why}). Try PORT=8051 make run.")
    sys.stdout.write(f"Whence is open on http://127.0.0.1:{settings.port} (Ctrl-C closes it)\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        server,
        http=Connection,
        log_level="warning",
        proxy_headers=False,
        workers=1,
        timeout_graceful_shutdown=9,
    )
    keep_giving_back()
    with suppress(KeyboardInterrupt):  # which uvicorn raises again when it has closed all
        uvicorn.Server(config).run(sockets=[door])
