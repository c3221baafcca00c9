from pathlib import Path

import pytest

from tests.collecting.works import work
from tests.museums.trouble import Trouble, picture
from whence.catalogue import Catalogue
from whence.engines.chunks import PATIENCE, Chunk, Decider, cut
from whence.engines.parts import AGAIN
from whence.museums.http import MuseumClient
from whence.settings import Settings
from whence.sources import LIMIT


def test_every_work_is_in_one_chunk_in_its_order(works: Path) -> None:
    catalogue = Catalogue.load(works)
    chunks = list(cut(catalogue, 7))
    assert [chunk.number for chunk in chunks] == list(range(6))
    assert [work for chunk in chunks for work in chunk.works] == list(catalogue)


def test_a_work_that_cannot_be_had_is_a_row_with_the_reason(
    works: Path, settings: Settings
) -> None:
    chunk = next(cut(Catalogue.load(works), 5))
    Path(chunk.works[1].image_url).write_bytes(b"no picture")
    rows = Decider(settings)(chunk)
    assert [row["id"] for row in rows] == [work.id for work in chunk.works]
    assert [number for number, row in enumerate(rows) if "error" in row] == [1, 3]
    assert rows[1]["error"]["code"] == "unknown-format"
    assert rows[3]["error"]["code"] == "not-found"


@pytest.mark.parametrize(
    ("path", "code"), [("/good/1.jpg", None), ("/missing", "not-found"), ("/forbidden", AGAIN)]
)
def test_museums_are_given_time_and_their_silence_is_told_from_a_no(
    settings: Settings, path: str, code: str | None
) -> None:
    with Trouble() as museum:
        asking = settings.model_copy(update={"museums": (museum.origin,)})
        (row,) = Decider(asking)(Chunk(0, (work("met-1", museum.url(path)),)))
    assert row.get("error", {}).get("code") == code


def test_museums_are_given_more_time_than_where_a_visitor_waits(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def get(_: MuseumClient, address: str, deadline: float) -> bytes:
        given.append(deadline)
        return picture()

    monkeypatch.setattr(MuseumClient, "get", get)
    Decider(settings)(Chunk(0, (work("met-1"),)))
    assert given == [PATIENCE]
    assert PATIENCE > LIMIT
