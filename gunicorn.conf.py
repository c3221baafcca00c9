"""How gunicorn serves Whence: read by every `gunicorn app:server` started in this folder."""

import os
import socket

_port = os.environ.get("PORT") or "8050"

bind = f"[::]:{_port}" if socket.has_dualstack_ipv6() else f"0.0.0.0:{_port}"
worker_class = "uvicorn_worker.UvicornWorker"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
# The model and the catalogue are loaded once, before the workers part, and shared by them.
preload_app = True
# Heroku's router keeps a connection for 90 seconds and gives up on a first byte after 30.
keepalive = 95
timeout = 30
# Heroku kills 30 seconds after SIGTERM; the museum's slowest answer takes 8.
graceful_timeout = 9
accesslog = None
# Nobody steers a dyno or a container through a socket file, and some have no disk to put it on.
control_socket_disable = True
