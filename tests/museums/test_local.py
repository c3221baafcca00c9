import socket
from pathlib import Path

import pytest
import requests

from whence.museums.local import local_museum


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    (tmp_path / "hall" / "Japan").mkdir(parents=True)
    (tmp_path / "hall" / "Japan" / "a wave #1.jpg").write_bytes(b"picture")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "hall"


def test_serves_the_files_of_the_folder_and_nothing_else(pictures: Path) -> None:
    with local_museum(pictures) as origin, requests.Session() as session:
        assert origin.startswith("http://127.0.0.1:")
        found = session.get(f"{origin}/Japan/a%20wave%20%231.jpg", timeout=5)
        assert (found.status_code, found.content) == (200, b"picture")
        assert found.headers["Content-Type"] == "image/jpeg"
        for path in ("none.jpg", "Japan/", "", "%2e%2e/secret.txt", "Japan/../../secret.txt"):
            assert session.get(f"{origin}/{path}", timeout=5).status_code == 404


def test_only_this_machine_may_come_in(pictures: Path) -> None:
    with local_museum(pictures) as origin:
        port = int(origin.rpartition(":")[2])
        # Who listens at every address of the machine listens at this one too.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), 5)


def test_a_closed_museum_answers_no_more(pictures: Path) -> None:
    with local_museum(pictures) as origin:
        pass
    with pytest.raises(requests.ConnectionError):
        requests.get(origin, timeout=5)


def test_a_taken_port_is_an_os_error(pictures: Path) -> None:
    with local_museum(pictures) as origin:
        port = int(origin.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"), local_museum(pictures, port):
            pass
