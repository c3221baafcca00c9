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


def test_of_nothing_comes_nothing(settings: Settings) -> None:
    assert list(decide([], settings, workers=2)) == []
