from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from tests.conftest import ROOT
from whence.bundle import read
from whence.catalogue import Catalogue
from whence.similar import Neighbours, shortened

E = 64
ALL = {f"work-{number}" for number in range(100)}


def embedding(number: int) -> np.ndarray:
    return np.random.default_rng(number).standard_normal(E).astype(np.float32)


def picture(number: int) -> np.ndarray:
    return shortened(embedding(number))


@pytest.fixture
def hundred() -> Neighbours:
    works = Neighbours("m-1")
    for number in range(100):
        works.add(f"work-{number}", picture(number))
    return works


def test_a_work_is_nearest_to_itself_and_to_its_double(hundred: Neighbours) -> None:
    double = shortened(embedding(7) + 0.1 * embedding(1000))
    hundred.add("double", double)
    assert hundred.nearest(picture(7), 2) == ["work-7", "double"]
    assert hundred.nearest(picture(7), 1, without={"work-7"}) == ["double"]


def test_neighbours_are_those_of_the_whole_embedding() -> None:
    """The projection may swap close seconds, but never lose what is truly near."""
    rng = np.random.default_rng(3)
    centres = rng.standard_normal((10, 1280)).astype(np.float32)
    works = Neighbours("m")
    for number in range(200):
        noise = rng.standard_normal(1280).astype(np.float32)
        works.add(f"{number % 10}-{number}", shortened(centres[number % 10] + noise))
    for kind, centre in enumerate(centres):
        assert all(name.startswith(f"{kind}-") for name in works.nearest(shortened(centre), 4))


def test_fewer_works_than_asked_for_and_none_at_all(hundred: Neighbours) -> None:
    assert len(hundred.nearest(picture(1), 1000)) == 100
    assert Neighbours("m").nearest(picture(1), 4) == []


def test_a_work_that_is_there_stays_as_it_is(hundred: Neighbours) -> None:
    hundred.add("work-1", picture(2))
    assert hundred.nearest(picture(1), 1) == ["work-1"]
    assert len(hundred) == 100


def test_saved_works_come_back_for_the_same_model_only(hundred: Neighbours, tmp_path: Path) -> None:
    file = tmp_path / "works.npz"
    hundred.save(file)
    again = Neighbours("m-1")
    assert again.load(file, ALL)
    assert len(again) == 100
    assert again.nearest(picture(42), 1) == ["work-42"]
    other = Neighbours("m-2")
    assert not other.load(file, ALL)
    assert len(other) == 0


def test_a_work_that_hangs_no_more_does_not_come_back(hundred: Neighbours, tmp_path: Path) -> None:
    hundred.save(tmp_path / "works.npz")
    again = Neighbours("m-1")
    assert again.load(tmp_path / "works.npz", ALL - {"work-42"})
    assert len(again) == 99
    assert again.nearest(picture(42), 1) != ["work-42"]


def test_saving_again_what_was_loaded_changes_no_work(hundred: Neighbours, tmp_path: Path) -> None:
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    hundred.save(first)
    again = Neighbours("m-1")
    again.load(first, ALL)
    again.save(second)
    with np.load(first) as one, np.load(second) as two:
        assert np.array_equal(one["vectors"], two["vectors"])


def test_works_are_found_wherever_they_stand_among_many() -> None:
    works = Neighbours("m")
    for number in range(9_000):
        works.add(str(number), picture(number))
    for number in (0, 4_095, 4_096, 8_999):
        assert works.nearest(picture(number), 1) == [str(number)]


def test_numbers_of_another_kind_are_not_taken(hundred: Neighbours, tmp_path: Path) -> None:
    file = tmp_path / "works.npz"
    hundred.save(file)
    saved = dict(np.load(file))
    np.savez(file, **saved | {"vectors": saved["vectors"] / np.float16(254)})
    assert not Neighbours("m-1").load(file, ALL)


def test_nothing_is_unpickled_of_a_file_that_anybody_may_have_made(
    hundred: Neighbours, tmp_path: Path
) -> None:
    file = tmp_path / "works.npz"
    hundred.save(file)
    saved = dict(np.load(file))
    np.savez(file, **saved | {"ids": saved["ids"].astype(object)})
    assert not Neighbours("m-1").load(file, ALL)


@pytest.mark.parametrize("strength", [0.001, 1000])
def test_how_strong_an_embedding_is_does_not_matter(strength: float) -> None:
    loud = shortened(np.float32(strength) * embedding(7)).astype(int)
    assert np.abs(loud - picture(7)).max() <= 1


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken", b"\x93NUMPY"])
def test_a_missing_or_broken_file_is_no_disaster(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "works.npz"
    if content is not None:
        file.write_bytes(content)
    works = Neighbours("m-1")
    assert not works.load(file, ALL)
    assert len(works) == 0


@pytest.mark.parametrize(("at", "value"), [(6, 0x6D), (8, 0x01)])
def test_a_file_that_claims_to_be_of_a_later_kind_or_encrypted_is_no_disaster(
    hundred: Neighbours, tmp_path: Path, at: int, value: int
) -> None:
    file = tmp_path / "works.npz"
    hundred.save(file)
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\x01\x02") + at] = value  # in the first entry of the directory
    file.write_bytes(data)
    assert not Neighbours(hundred.model).load(file, ALL)


def test_a_file_with_a_work_too_few_is_refused(hundred: Neighbours, tmp_path: Path) -> None:
    file = tmp_path / "works.npz"
    hundred.save(file)
    with np.load(file) as saved:
        np.savez(file, model=saved["model"], ids=saved["ids"][1:], vectors=saved["vectors"])
    again = Neighbours("m-1")
    assert not again.load(file, ALL)
    assert len(again) == 0


def test_an_embedding_of_nothing_is_no_disaster(hundred: Neighbours) -> None:
    nothing = shortened(np.zeros(E, np.float32))
    hundred.add("nothing", nothing)
    assert len(hundred.nearest(nothing, 4)) == 4
    assert hundred.nearest(picture(1), 1) == ["work-1"]


def test_many_threads_may_add_and_ask() -> None:
    works = Neighbours("m")

    def visit(first: int) -> None:
        for number in range(first, first + 200):
            works.add(str(number), picture(number))
            assert works.nearest(picture(number), 1) == [str(number)]

    threads = [Thread(target=visit, args=(1000 * number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(works) == 800


def test_the_studies_are_embedded_by_the_model_that_is_served() -> None:
    """Run `WHENCE_CATALOGUE=data/studies.csv python -m whence embed` after a change of model."""
    works = Neighbours(read(ROOT / "model" / "culture.pkl").id)
    studies = Catalogue.load(ROOT / "data" / "studies.csv")
    assert works.load(ROOT / "data" / "studies.embeddings.npz", studies)
    assert len(works) == len(studies)
