from collections.abc import Iterator
from multiprocessing import active_children
from multiprocessing.connection import wait
from pathlib import Path

from whence.catalogue import Catalogue
from whence.engines.chunks import Chunk, Decider, cut
from whence.engines.local import decide
from whence.settings import Settings


def test_several_processes_say_what_one_says(works: Path, settings: Settings) -> None:
    chunks = list(cut(Catalogue.load(works), 9))
    found = dict(decide(chunks, settings, workers=2))
    alone = Decider(settings)
    assert sorted(found) == [chunk.number for chunk in chunks]
    for chunk in chunks:
        for row, expected in zip(found[chunk.number], alone(chunk), strict=True):
            assert {**row, "ms": 0} == {**expected, "ms": 0}


def test_who_stops_listening_waits_for_nobody(works: Path, settings: Settings) -> None:
    first, *_ = cut(Catalogue.load(works), 9)
    long = [Chunk(number, first.works * 20000) for number in (1, 2)]
    decided = decide([first, *long], settings, workers=2)
    assert next(decided)[0] == first.number
    processes = active_children()
    assert len(processes) == 2
    decided.close()  # type: ignore[attr-defined]
    # Their exit codes belong to the pool, which waits for ever where join or psutil took one, and
    # is_alive says yes where the pool was quicker; sentinels only tell that a process has ended.
    for process in processes:
        assert wait([process.sentinel], 10)


def test_no_more_than_two_chunks_a_worker_are_taken_ahead(works: Path, settings: Settings) -> None:
    taken: list[int] = []

    def chunks() -> Iterator[Chunk]:
        for chunk in cut(Catalogue.load(works), 1):
            taken.append(chunk.number)
            yield chunk

    decided = decide(chunks(), settings, workers=1)
    for done in (1, 2, 3):
        next(decided)
        assert len(taken) <= done + 1
    decided.close()  # type: ignore[attr-defined]


def test_of_nothing_comes_nothing(settings: Settings) -> None:
    assert list(decide([], settings, workers=2)) == []
