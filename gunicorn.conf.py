"""How gunicorn serves Whence: read by every `gunicorn app:server` started in this folder."""

import atexit
import gc
import os
import shutil
import socket
import sys
import tempfile
from typing import Any

# All that is loaded before the workers part stays; looking for garbage in it takes a fifth of that.
gc.disable()

_port = os.environ.get("PORT") or "8050"

bind = f"[::]:{_port}" if socket.has_dualstack_ipv6() else f"0.0.0.0:{_port}"
worker_class = "whence.web.heartbeat.Worker"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
if not workers:
    sys.exit("WEB_CONCURRENCY: 0 workers answer nobody; write 1 or more.")
# The model and the catalogue are loaded once, before the workers part, and shared by them.
preload_app = True
# Heroku's router keeps a connection for 90 seconds and gives up on a first byte after 30.
keepalive = 95
timeout = 30
# Heroku kills 30 seconds after SIGTERM; the museum's slowest answer takes 8.
graceful_timeout = 9
# The application writes one line a request itself.
accesslog = None
# Nobody steers a dyno or a container through a socket file, and some have no disk to put it on.
control_socket_disable = True


def _clear(master: int) -> None:
    """Throw the figures away, never a folder that was made by others, nor as a worker that ends."""
    if _own_folder and os.getpid() == master:
        shutil.rmtree(_own_folder, ignore_errors=True)


# Each worker counts in files of its own; /metrics adds them up. SIGHUP has this file read again,
# where only the environment still tells that the folder was made here; a master that USR2 then
# starts inherits that, and would lose its figures with the old one. The files are maps: to write
# to one on a disk that is full kills a worker, hence the memory where the system has such a disk.
_me = str(os.getpid())
_memory = "/dev/shm"  # noqa: S108 - mkdtemp's folder there is one's own
_disk = _memory if os.access(_memory, os.W_OK | os.X_OK) else None
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ or os.environ.get("METRICS_MASTER", _me) != _me:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="whence-metrics-", dir=_disk)
    os.environ["METRICS_MASTER"] = _me
    atexit.register(_clear, os.getpid())  # a start may fail before gunicorn has anything to end
_own_folder = os.environ["PROMETHEUS_MULTIPROC_DIR"] if "METRICS_MASTER" in os.environ else None


def when_ready(server: object) -> None:
    """Leave what is loaded out of the workers' garbage collections: they would unshare it.

    What loading took and needs no more is given back first; a worker could do so for itself only.
    """
    from whence.web.heaps import give_back

    give_back()
    gc.freeze()
    gc.enable()


def post_worker_init(worker: object) -> None:
    """Let each worker give back the memory that it no longer needs, again and again.

    After SIGHUP garbage is no longer looked for in the master, nor in what it starts.
    """
    from whence.web.heaps import keep_giving_back

    gc.enable()
    keep_giving_back()


def child_exit(server: object, worker: Any) -> None:
    """Let what a dead worker had waiting count no longer."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server: object) -> None:
    """Throw the figures away with the last worker."""
    _clear(os.getpid())
