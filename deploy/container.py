"""Rehearse `docker build` and `docker run` without an engine: the Dockerfile's own steps.

Each stage is built into a clean folder inside a bubblewrap sandbox; then CMD and HEALTHCHECK run
as the image's user, without capabilities, with a read-only root, and with no more of this machine
than its system libraries and its Python.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dockerfile_parse import DockerfileParser

from deploy.serving import Served, free_port, serve

SYSTEM = ("/bin", "/etc", "/lib", "/lib64", "/sbin", "/usr")
"""What a base image brings; Python itself is laid over /usr/local."""

PATH = "/usr/local/bin:/usr/bin:/bin"
KEPT = ("state", "venv")
"""Folders at the top of the image that a RUN step makes; a sandbox cannot add any itself."""


class Stage:
    """One stage of a Dockerfile, built into `folder` from the files of `context`."""

    def __init__(self, folder: Path, context: Path, python: Path) -> None:
        self.folder = folder
        # A base image's loader knows the libraries of its own Python.
        self.env = {"PATH": PATH, "LD_LIBRARY_PATH": "/usr/local/lib"}
        self.command: list[str] = []
        self.healthcheck: list[str] = []
        self._context = context
        self._base = python.parent.parent
        self._workdir = Path("/")
        self._user = ("0", "0")
        folder.mkdir()

    def take(self, kind: str, value: str) -> None:
        """Carry out one step of the Dockerfile."""
        steps = {
            "WORKDIR": self._enter,
            "ENV": self._set,
            "COPY": self._copy,
            "RUN": self._run,
            "USER": self._become,
            "CMD": lambda words: self.command.extend(json.loads(words)),
            "HEALTHCHECK": lambda words: self.healthcheck.extend(
                json.loads(words[words.index("[") :])
            ),
            "EXPOSE": lambda _: None,
            "VOLUME": lambda _: None,
        }
        if kind not in steps:
            sys.exit(f"the rehearsal does not know the Dockerfile's step {kind}")
        steps[kind](value)

    def running(self, command: Sequence[str]) -> list[str]:
        """Return the command line that runs `command` in the finished image."""
        user, group = self._user
        identity = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
        identity += ["--no-new-privs", "--bounding-set=-all", "--", *command]
        rights = ["--remount-ro", "/", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        rights += ["--cap-add", "CAP_SETPCAP"]
        return self._sandbox(identity, SYSTEM, writable=("state",), more=rights)

    def _enter(self, folder: str) -> None:
        self._workdir = Path(folder)
        self._at(folder).mkdir(parents=True, exist_ok=True)

    def _set(self, pairs: str) -> None:
        for pair in shlex.split(pairs):
            name, _, text = pair.partition("=")
            self.env[name] = text.replace("$PATH", self.env["PATH"])

    def _become(self, name: str) -> None:
        user, _, group = name.partition(":")
        self._user = (user, group or user)

    def _copy(self, words: str) -> None:
        *names, to = words.split()
        source = self._context
        if names[0].startswith("--from="):
            source = self.folder.parent / names.pop(0).removeprefix("--from=")
        for name in names:
            found = source / name.lstrip("/")
            if found.is_dir():
                shutil.copytree(found, self._at(to), symlinks=True, dirs_exist_ok=True)
            else:
                self._at(to).mkdir(parents=True, exist_ok=True)
                shutil.copy2(found, self._at(to))

    def _run(self, command: str) -> None:
        for top in KEPT:
            if f"/{top}" in command:
                (self.folder / top).mkdir(exist_ok=True)
        # A builder may see all of this machine (its mirror of PyPI, say); the image may not.
        tops = [str(top) for top in Path("/").iterdir() if top.name not in ("dev", "proc", "tmp")]
        env = {**os.environ, **self.env}
        shell = self._sandbox(["sh", "-c", command], tops, writable=None)
        subprocess.run(shell, env=env, check=True)

    def _at(self, inside: str) -> Path:
        return self.folder / (self._workdir / inside).relative_to("/")

    def _sandbox(
        self,
        command: Sequence[str],
        system: Sequence[str],
        writable: Sequence[str] | None,
        more: Sequence[str] = (),
    ) -> list[str]:
        own = {f"/{top.name}": top for top in sorted(self.folder.iterdir())}
        line = ["bwrap", "--die-with-parent", "--tmpfs", "/"]
        for top in system:
            if top not in own and Path(top).exists():
                line += ["--ro-bind", top, top]
        line += ["--ro-bind", str(self._base), "/usr/local"]
        for inside, outside in own.items():
            free = writable is None or inside[1:] in writable
            line += ["--bind" if free else "--ro-bind", str(outside), inside]
        line += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--chmod", "1777", "/tmp"]  # noqa: S108
        return [*line, *more, "--chdir", str(self._workdir), "--", *command]


def build(context: Path, python: Path, work: Path) -> Stage:
    """Run every step of `context`/deploy/Dockerfile inside `work`; return its last stage."""
    work.mkdir()
    parser = DockerfileParser(path=str(work))
    parser.content = (context / "deploy" / "Dockerfile").read_text()
    stage = None
    for step in parser.structure:
        kind, value = step["instruction"], step["value"]
        if kind == "FROM":
            _, _, name = value.partition(" AS ")
            stage = Stage(work / (name or "image"), context, python)
        elif kind != "COMMENT" and stage is not None:
            stage.take(kind, value)
    if stage is None:
        sys.exit("the Dockerfile has no FROM")
    return stage


def rehearse(context: Path, python: Path, work: Path) -> Served:
    """Build the image, run it, ask its health check; return what serving it measured."""
    if not shutil.which("bwrap") or os.geteuid() != 0:
        sys.exit("The container's rehearsal needs root and Debian's package `bubblewrap`.")
    image = build(context, python, work)
    for unwanted in ("gcc", "cc", "make", "pip"):
        if (image.folder / "venv" / "bin" / unwanted).exists():
            sys.exit(f"the image holds {unwanted}")
    port = free_port()
    env = image.env | {"PORT": str(port)}
    healthy = image.running(image.healthcheck)

    def ask() -> None:
        subprocess.run(healthy, env=env, check=True, timeout=10)

    return serve(image.running(image.command), image.folder, env, port, ask)
