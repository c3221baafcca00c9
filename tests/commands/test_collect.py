import csv
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.museums.fake_clock import FakeClock
from tests.museums.standin import StandIn
from tests.museums.standin_cleveland import StandInCleveland
from tests.museums.standin_met import StandInMet
from whence.catalogue import Catalogue
from whence.cli import main
from whence.collecting.collect import Report, collect
from whence.collecting.folder import alone_in
from whence.museums import polite
from whence.settings import ROOT


@pytest.fixture
def met() -> Iterator[StandInMet]:
    with StandInMet() as museum:
        yield museum


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["collect", *map(str, arguments), "--pace", "0"])


def test_the_met_to_a_folder(met: StandInMet, tmp_path: Path) -> None:
    met.add(1)
    met.add(2, culture="China")
    met.add(3, isPublicDomain=False)
    result = call("met", "--api", met.api, "--to", tmp_path)
    assert result.exit_code == 0, result.output
    assert "2 pictures kept.\n1 left out: not in the public domain.\n" in result.output
    assert f"{tmp_path} holds 2 pictures." in result.output
    works = Catalogue.load(tmp_path / "catalogue.csv")
    assert all(Path(work.image_url).is_file() for work in works)
    (tmp_path / "met" / "met-1.jpg").unlink()
    again = call("met", "--api", met.api, "--to", tmp_path, "--culture", "China")
    assert f"{tmp_path} holds 1 pictures." in again.output


def test_cleveland_with_limit_and_culture(tmp_path: Path) -> None:
    with StandInCleveland() as museum:
        for number in range(5):
            museum.add(number, culture=["Japan" if number % 2 else "India"])
        given = ("--culture", "India", "--limit", 2)
        result = call("cleveland", "--api", museum.api + "/", "--to", tmp_path, *given)
    assert result.exit_code == 0, result.output
    assert [work.id for work in Catalogue.load(tmp_path / "catalogue.csv")] == [
        "cleveland-0",
        "cleveland-2",
    ]


# Requests: 1 is the search, then object and picture in turn.
@pytest.mark.parametrize("moments", [(1,), (2,), (3,), (4, 5, 6), (9, 14)])
def test_kill_9_loses_nothing_and_repeats_nothing(
    met: StandInMet, tmp_path: Path, moments: tuple[int, ...]
) -> None:
    for number in range(1, 9):
        met.add(number)
    command = [sys.executable, "-m", "whence", "collect", "met", "--culture", "Japan", "--pace=0"]
    for moment in (*moments, None):
        met.kill_at, met.victim = moment, Future()
        with subprocess.Popen(
            [*command, "--api", met.api, "--to", str(tmp_path)], cwd=ROOT, stderr=subprocess.DEVNULL
        ) as process:
            met.victim.set_result(process.pid)
            assert process.wait(60) == (0 if moment is None else -9)
    assert {work.id for work in Catalogue.load(tmp_path / "catalogue.csv")} == {
        f"met-{number}" for number in range(1, 9)
    }
    assert set(met.answered.values()) == {1}
    assert met.answered.total() == 1 + 2 * 8
    assert met.asked.total() == met.answered.total() + len(moments)
    assert not list(tmp_path.glob("met/.*"))


@pytest.fixture
def urls(tmp_path: Path) -> Iterator[tuple[StandIn, Path]]:
    with StandIn() as museum:
        good, spaced = museum.hang("1.jpg", 1), museum.hang("my dog.jpg", 2)
        file = tmp_path / "dogs.csv"
        rows = [(good, "pug"), (spaced, "corgi"), (f"{museum.origin}/gone.jpg", "pug"), ("", "pug")]
        text = "".join(f"{address},{label}\n" for address, label in rows)
        file.write_text("url,breed\n" + text)
        yield museum, file


def test_a_list_to_a_folder(urls: tuple[StandIn, Path], tmp_path: Path) -> None:
    museum, file = urls
    museum.fails["/pictures/1.jpg"] = ["forbidden"]
    to = tmp_path / "to"
    result = call("urls", file, "--allow", "127.0.0.1", "--to", to)
    assert result.exit_code == 0, result.output
    with (to / "dead.csv").open() as dead:
        assert [(row["address"], row["label"], row["reason"]) for row in csv.DictReader(dead)] == [
            ("", "pug", "no web address"),
            (f"{museum.origin}/pictures/1.jpg", "pug", "The address is closed to us."),
            (f"{museum.origin}/gone.jpg", "pug", "The host has no picture at this address."),
        ]
    again = call("urls", file, "--allow-all-listed-hosts", "--to", to, "--retry-dead")
    assert again.exit_code == 0, again.output
    rows = (to / "paintings.csv").read_text().splitlines()[1:]
    assert sorted(row.split(",")[1] for row in rows) == ["corgi", "pug"]
    assert museum.asked["/pictures/my%20dog.jpg"] == 1


def test_a_picture_that_has_moved_is_followed_where_that_is_allowed(
    urls: tuple[StandIn, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polite, "FIRST_PAUSE", 0)
    museum, file = urls
    museum.pictures["/pictures/1.jpg"] = "https://127.0.0.2:9/1.jpg"
    to, words = tmp_path / "to", ["--allow", "127.0.0.1"]
    call("urls", file, *words, "--to", to)
    assert (
        "not at a museum on our list, but at https://127.0.0.2:9." in (to / "dead.csv").read_text()
    )
    words += ["--allow", "127.0.0.2:9"]
    call("urls", file, *words, "--to", to)
    assert "The host cannot be reached" in (to / "dead.csv").read_text()


@pytest.mark.parametrize(
    "host", ["", "[", "museum.example:port", "https://museum.example", "a.example/b"]
)
def test_what_is_no_host_is_told(urls: tuple[StandIn, Path], tmp_path: Path, host: str) -> None:
    words = ["--allow-all-listed-hosts", "--allow", host, "--to", tmp_path]
    result = call("urls", urls[1], *words)
    assert result.exit_code == 1
    assert result.output == f"Error: --allow {host} is no host; write it like images.example.org.\n"


def test_ctrl_c_says_how_to_go_on(
    urls: tuple[StandIn, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("whence.commands.collect.collect", interrupted)
    result = call("urls", urls[1], "--allow", "127.0.0.1", "--to", tmp_path / "to")
    assert result.exit_code == 130
    assert "run the same command again" in result.output


def test_what_was_kept_before_ctrl_c_stands_in_the_tables(
    met: StandInMet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(museum: Any, cultures: Any, _: object, *others: Any) -> Report:
        collect(museum, cultures, 1, *others)
        raise KeyboardInterrupt

    monkeypatch.setattr("whence.commands.collect.collect", interrupted)
    met.add(1)
    met.add(2)
    assert call("met", "--api", met.api, "--to", tmp_path).exit_code == 130
    assert [work.id for work in Catalogue.load(tmp_path / "catalogue.csv")] == ["met-1"]
    assert (tmp_path / "paintings.csv").read_text().count("met-1.jpg") == 1


def test_a_folder_that_another_collection_fills_is_left_alone(
    met: StandInMet, urls: tuple[StandIn, Path], tmp_path: Path
) -> None:
    museum, file = urls
    to = tmp_path / "to"
    with alone_in(to):
        for given in (("met", "--api", met.api), ("urls", file, "--allow", "127.0.0.1")):
            result = call(*given, "--to", to)
            assert result.exit_code == 1
            assert f"Another collection is writing to {to}" in result.output
    assert not met.asked + museum.asked


def test_a_dead_host_does_not_stop_the_others(
    urls: tuple[StandIn, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polite, "FIRST_PAUSE", 0)
    _, file = urls
    dead = "".join(f"http://127.0.0.1:1/{number},pug\n" for number in range(5))
    file.write_text(file.read_text().replace("breed\n", "breed\n" + dead))
    result = call("urls", file, "--allow", "127.0.0.1", "--to", tmp_path)
    assert "2 pictures kept." in result.output
    assert "5 without an answer" in result.output
    assert (tmp_path / "dead.csv").read_text().count("http://127.0.0.1:1/") == 5


def test_to_have_had_nothing_is_a_failure(
    met: StandInMet, urls: tuple[StandIn, Path], tmp_path: Path
) -> None:
    museum, file = urls
    file.write_text(f"url,breed\n{museum.origin}/gone.jpg,pug\n")
    result = call("urls", file, "--allow", "127.0.0.1", "--to", tmp_path / "dogs")
    assert result.exit_code == 1
    assert result.output.endswith(
        f"Error: No picture could be had; {tmp_path}/dogs/dead.csv says why.\n"
    )
    assert "gone.jpg" in (tmp_path / "dogs" / "dead.csv").read_text()
    met.add(3, isPublicDomain=False)
    result = call("met", "--api", met.api, "--to", tmp_path / "met")
    assert result.exit_code == 1
    assert "1 left out: not in the public domain." in result.output
    assert result.output.endswith("Error: No picture could be had; the lines above say why.\n")


def test_hosts_must_be_allowed_before_anything_is_asked(
    urls: tuple[StandIn, Path], tmp_path: Path
) -> None:
    museum, file = urls
    host = museum.origin.removeprefix("http://")
    result = call("urls", file, "--allow", "stranger.example", "--to", tmp_path / "to")
    assert result.exit_code == 1
    assert result.output == (
        f"Error: The list names hosts that you have not allowed: {host}. Add --allow HOST for "
        "each, or --allow-all-listed-hosts.\n"
    )
    assert not museum.asked
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("api", ["http://museum.example/api", "museum.example", "https://[x"])
def test_an_api_must_be_https(tmp_path: Path, api: str) -> None:
    result = call("met", "--api", api, "--to", tmp_path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: --api ")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize(("given", "seconds"), [((), 15 * 60), (("--cool-down", 2.5), 150)])
def test_who_was_turned_away_rests_for_minutes(
    met: StandInMet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[object, ...],
    seconds: float,
) -> None:
    fake = FakeClock()
    monkeypatch.setattr(polite, "Clock", lambda: fake.clock)
    met.add(1)
    met.fails[met.object_path(1)] = ["forbidden"]
    result = call("met", "--api", met.api, "--to", tmp_path, *given)
    assert "1 pictures kept." in result.output
    assert fake.naps == [seconds]


def test_to_rest_no_time_is_refused(tmp_path: Path) -> None:
    result = call("met", "--cool-down", 0, "--to", tmp_path)
    assert result.exit_code == 2
    assert "'--cool-down': 0.0 is not in the range x>0" in result.output


def test_damage_and_bad_places_are_one_sentence(met: StandInMet, tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text("?\n")
    (tmp_path / "file").write_text("")
    (tmp_path / "bare.csv").write_text("a,b\n")
    damaged = call("met", "--api", met.api, "--to", tmp_path)
    below_a_file = call("met", "--api", met.api, "--to", tmp_path / "file" / "images")
    headless = call("urls", tmp_path / "bare.csv", "--to", tmp_path)
    for result, words in (
        (damaged, "line 1 is damaged; delete that line."),
        (below_a_file, f"{tmp_path / 'file' / 'images'}: Not a directory."),
        (headless, "name one of a, b with --url-column."),
    ):
        assert result.exit_code == 1
        assert words in result.output
        assert result.output.count("\n") == 1
