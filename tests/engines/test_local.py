from multiprocessing import active_children
from pathlib import Path

from whence.catalogue import Catalogue
from whence.engines.chunks import Decider, cut
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
    decided = decide(cut(Catalogue.load(works), 9), settings, workers=2)
    next(decided)
    processes = active_children()
    assert len(processes) == 2
    decided.close()  # type: ignore[attr-defined]
    # Not with psutil, which takes their exit codes away: their pool would wait for ever.
    for process in processes:
        process.join(10)
    assert not any(process.is_alive() for process in processes)


def test_of_nothing_comes_nothing(settings: Settings) -> None:
    assert list(decide([], settings, workers=2)) == []
