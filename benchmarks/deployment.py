"""The gallery as it is deployed: gunicorn with two workers behind one proxy, on 127.0.0.1."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks import synthetic
from benchmarks.server import PYTHON, Server, running


class Deployment:
    """A running gallery and the processes that it is made of."""

    def __init__(self, server: Server, pid: Path) -> None:
        self.port, self.url = server.port, server.url
        self.megabytes = server.megabytes
        self.master = psutil.Process(int(pid.read_text()))

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer, the oldest first."""
        return sorted(self.master.children(), key=lambda each: each.create_time())


@contextmanager
def deployed(
    folder: Path,
    museum: str,
    works: int,
    before: Sequence[str] = (),
    application: str = "app:server",
    **env: str,
) -> Iterator[Deployment]:
    """Serve `works` works of `museum`; cache and corrections are in `folder`.

    `before` stands before the command (`unshare …`), `env` adds variables.
    """
    catalogue = synthetic.catalogue(folder / "paintings.csv", works, museum)
    pid = folder / f"gunicorn-{len(list(folder.glob('gunicorn-*.pid')))}.pid"
    knobs = {
        "WHENCE_CATALOGUE": str(catalogue),
        "WHENCE_MUSEUMS": museum,
        "WHENCE_CACHE": str(folder / "cache"),
        "WHENCE_TRUSTED_HOPS": "1",
        "DATABASE_URL": f"sqlite:///{folder / 'corrections.db'}",
        "WEB_CONCURRENCY": "2",
    }
    command = [PYTHON, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--pid", str(pid)]
    with running([*before, *command, application], knobs | env, "/readyz") as server:
        yield Deployment(server, pid)
