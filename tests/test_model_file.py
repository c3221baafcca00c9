import hashlib
import json
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.serving import free_port
from tests.conftest import ROOT
from tests.model_server import ModelServer
from tests.museums.trouble import Trouble
from whence import model_download, model_file
from whence.bundle import BundleError, read
from whence.cli import main
from whence.model_address import RemoteModel
from whence.model_file import at_hand, open_model

TINY = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"
CONTENT = TINY.read_bytes()
DIGEST = hashlib.sha256(CONTENT).hexdigest()
FETCH = """
import sys
from pathlib import Path
from whence.model_address import model_address
from whence.model_file import open_model
print(open_model(model_address(sys.argv[1]), Path(sys.argv[2])).id)
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setattr(model_file, "FIRST_PAUSE", 0.01)
    with ModelServer(CONTENT, tmp_path) as server:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(server.authority))
        yield server


def model(server: ModelServer, digest: str = DIGEST) -> RemoteModel:
    return RemoteModel(server.url, digest)


def remains(cache: Path) -> set[str]:
    return {file.name.replace(DIGEST, "it") for file in (cache / "models").iterdir()}


def refusal(model: RemoteModel, cache: Path) -> str:
    with pytest.raises(BundleError) as caught:
        at_hand(model, cache)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_path_is_at_hand_already(tmp_path: Path) -> None:
    assert at_hand(TINY, tmp_path / "cache") == TINY
    assert not (tmp_path / "cache").exists()


def test_it_is_downloaded_once_and_is_a_model_like_any_other(
    server: ModelServer, tmp_path: Path
) -> None:
    assert open_model(model(server), tmp_path).id == read(TINY).id
    file = at_hand(model(server), tmp_path)
    assert file.read_bytes() == CONTENT
    assert json.loads(file.with_suffix(".json").read_text()) == json.loads(
        TINY.with_suffix(".json").read_text()
    )
    assert server.asked == [None]
    assert remains(tmp_path) == {"it.pkl", "it.json", "it.lock"}


def test_an_interrupted_download_goes_on_where_it_was(server: ModelServer, tmp_path: Path) -> None:
    server.ways += ["half", "half"]
    assert open_model(model(server), tmp_path)
    half = len(CONTENT) // 2
    more = half + (len(CONTENT) - half) // 2
    assert server.asked == [None, f"bytes={half}-", f"bytes={more}-"]
    assert server.sent == len(CONTENT)


def test_only_interruptions_that_bring_nothing_count(server: ModelServer, tmp_path: Path) -> None:
    server.ways += ["half"] * (model_file.ATTEMPTS + 1)
    assert open_model(model(server), tmp_path)


def test_a_killed_process_is_continued_by_the_next(server: ModelServer, tmp_path: Path) -> None:
    server.ways.append("half and wait")
    arguments = [sys.executable, "-c", FETCH, f"{server.url}#sha256={DIGEST}", str(tmp_path)]
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL)
    part, half = tmp_path / "models" / f"{DIGEST}.part", len(CONTENT) // 2
    ends = time.monotonic() + 60
    while not part.exists() or part.stat().st_size < half:
        assert time.monotonic() < ends
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert remains(tmp_path) == {"it.part", "it.lock"}
    assert open_model(model(server), tmp_path)
    assert server.asked == [None, f"bytes={half}-"]


def test_a_whole_part_without_its_name_is_used(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / f"{DIGEST}.part").write_bytes(CONTENT)
    assert open_model(model(server), tmp_path)
    assert server.sent == 0


@pytest.mark.parametrize(
    "ways", [["without ranges"], ["another range"] * model_file.ATTEMPTS, ["416"], []]
)
def test_a_part_of_something_else_does_no_harm(
    server: ModelServer, tmp_path: Path, ways: list[str]
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / f"{DIGEST}.part").write_bytes(b"of something else")
    server.ways += ways
    assert open_model(model(server), tmp_path)
    assert remains(tmp_path) == {"it.pkl", "it.json", "it.lock"}


def test_what_a_server_without_ranges_gives_takes_the_place_of_what_was_there(
    server: ModelServer, tmp_path: Path
) -> None:
    server.ways += ["half", "without ranges"]
    assert open_model(model(server), tmp_path)
    assert len(server.asked) == 2


def test_a_wrong_digest_never_loads(server: ModelServer, tmp_path: Path) -> None:
    wrong = "0" * 64
    assert "its SHA-256 is another" in refusal(model(server, wrong), tmp_path)
    assert remains(tmp_path) == {f"{wrong}.lock"}
    assert "its SHA-256 is another" in refusal(model(server, wrong), tmp_path)


def test_a_truncated_file_is_another_file(server: ModelServer, tmp_path: Path) -> None:
    server.server.content = CONTENT[:-100]
    assert "its SHA-256 is another" in refusal(model(server), tmp_path)
    assert remains(tmp_path) == {"it.lock"}


def test_a_foreign_pickle_with_the_right_digest_meets_the_second_wall(
    server: ModelServer, tmp_path: Path
) -> None:
    server.server.content = evil = pickle.dumps(os.getcwd)
    for _ in range(2):
        with pytest.raises(BundleError, match="which no model needs"):
            open_model(model(server, hashlib.sha256(evil).hexdigest()), tmp_path)
    assert server.asked == [None]


def test_a_file_that_rotted_on_disk_is_brought_again(server: ModelServer, tmp_path: Path) -> None:
    file = at_hand(model(server), tmp_path)
    file.write_bytes(CONTENT[:-1] + b"?")
    assert open_model(model(server), tmp_path)
    assert server.asked == [None, None]


def test_a_manifest_that_was_lost_comes_back(server: ModelServer, tmp_path: Path) -> None:
    beside = at_hand(model(server), tmp_path).with_suffix(".json")
    beside.unlink()
    at_hand(model(server), tmp_path)
    assert json.loads(beside.read_text())["sha256"] == DIGEST


@pytest.mark.parametrize("way", ["403", "404", "to https://[broken", "to http://127.0.0.1/"])
def test_an_address_without_a_model_is_said_at_once(
    server: ModelServer, tmp_path: Path, way: str
) -> None:
    server.ways.append(way)
    assert "check WHENCE_MODEL" in refusal(model(server), tmp_path)
    assert len(server.asked) == 1


def test_a_redirect_is_followed(server: ModelServer, tmp_path: Path) -> None:
    server.ways.append("to /elsewhere")
    assert open_model(model(server), tmp_path)


@pytest.mark.parametrize("way", ["503", "500", "429"])
def test_a_server_in_trouble_is_asked_again_and_given_up(
    server: ModelServer, tmp_path: Path, way: str
) -> None:
    server.ways.append(way)
    assert open_model(model(server), tmp_path / "first")
    server.ways += [way] * model_file.ATTEMPTS
    assert "try later" in refusal(model(server), tmp_path / "second")
    assert not server.ways


def test_a_server_in_trouble_is_left_in_peace_longer_each_time(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    server.ways += ["503"] * 3
    assert open_model(model(server), tmp_path)
    first = pauses[0]
    assert first > 0
    assert pauses == [first, 2 * first, 4 * first]


@pytest.mark.usefixtures("server")
def test_a_server_that_is_not_there_or_says_nothing_sensible_may_be_another_time(
    tmp_path: Path,
) -> None:
    with Trouble() as museum:
        for url in (f"https://127.0.0.1:{free_port()}", museum.origin.replace("http:", "https:")):
            assert "try later" in refusal(RemoteModel(f"{url}/culture.pkl", DIGEST), tmp_path)


def test_a_server_need_not_say_how_long_the_file_is(server: ModelServer, tmp_path: Path) -> None:
    server.ways.append("without length")
    assert open_model(model(server), tmp_path)
    assert server.asked == [None]


def test_a_model_may_be_as_large_as_is_allowed(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_download, "MOST_BYTES", len(CONTENT))
    assert open_model(model(server), tmp_path)


def test_size_and_time_are_bounded(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_download, "MOST_BYTES", 1_000_000)
    server.ways.append("endless")
    assert "more than 1 MB" in refusal(model(server), tmp_path)
    assert not (tmp_path / "models" / f"{DIGEST}.part").stat().st_size
    monkeypatch.setattr(model_file, "PATIENCE", 1.0)
    server.ways += ["half and wait"] * 9
    assert "in time" in refusal(model(server), tmp_path)


@pytest.mark.usefixtures("server")
def test_connecting_may_not_take_all_the_time_nor_more_than_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[float] = []

    def dial(_: tuple[str, int], limit: float, **__: object) -> socket.socket:
        limits.append(limit)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", dial)
    away = RemoteModel("https://models.example/culture.pkl", DIGEST)
    assert "try later" in refusal(away, tmp_path)
    assert set(limits) == {model_download.CONNECT_LIMIT}
    monkeypatch.setattr(model_file, "PATIENCE", 1.0)
    refusal(away, tmp_path)
    assert limits[-1] <= 1


def test_the_time_is_for_all_of_it_however_slowly_it_drips(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "PATIENCE", 1.0)
    server.ways.append("half and drip")
    start = time.monotonic()
    assert "in time" in refusal(model(server), tmp_path)
    assert time.monotonic() - start < 5


def test_an_authority_that_nobody_knows_is_said(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert "certificate of 127.0.0.1 is not trusted" in refusal(model(server), tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", __file__)
    assert "name the authority's file in REQUESTS_CA_BUNDLE" in refusal(model(server), tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REQUESTS_CA_BUNDLE", "/nowhere.pem"),
        ("HTTPS_PROXY", "http://"),
        ("HTTPS_PROXY", "socks5://127.0.0.1:9"),
        ("HTTPS_PROXY", "ftp://127.0.0.1:9"),
    ],
)
def test_a_wrong_word_in_the_environment_is_named(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv(name, value)
    assert f"check {name}" in refusal(model(server), tmp_path)


def test_a_cache_that_cannot_be_written_is_said(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    assert "set WHENCE_CACHE" in refusal(model(server), tmp_path)


def test_processes_that_start_together_download_once(server: ModelServer, tmp_path: Path) -> None:
    server.ways.append("half")
    arguments = [sys.executable, "-c", FETCH, f"{server.url}#sha256={DIGEST}", str(tmp_path)]
    processes = [
        subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert {process.communicate()[0].strip() for process in processes} == {read(TINY).id}
    assert server.sent == len(CONTENT)


def test_threads_that_start_together_download_once(server: ModelServer, tmp_path: Path) -> None:
    found: list[Path] = []
    threads = [
        threading.Thread(target=lambda: found.append(at_hand(model(server), tmp_path)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert server.asked == [None]


def test_the_command_line_takes_an_address_too(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHENCE_CACHE", str(tmp_path))
    study = str(ROOT / "data" / "studies" / "china-01.webp")
    address = f"{server.url}#sha256={DIGEST}"
    said = CliRunner().invoke(main, ["predict", "--json", "--model", address, study])
    assert json.loads(said.stdout)["model"] == read(TINY).id
    monkeypatch.setenv("WHENCE_MODEL", address)
    assert CliRunner().invoke(main, ["predict", "--json", study]).exit_code == 0
    bare = CliRunner().invoke(main, ["predict", "--model", server.url, study])
    assert bare.exit_code == 2
    assert "#sha256=" in bare.output
