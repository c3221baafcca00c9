from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from click.testing import CliRunner

from whence.catalogue import Catalogue
from whence.commands.studies import command
from whence.cultures import CULTURES
from whence.settings import ROOT
from whence.studies import paint

COMMITTED = ROOT / "data" / "studies.csv"


def painted(folder: Path, *options: str) -> dict[str, bytes]:
    done = CliRunner().invoke(command, ["--to", str(folder / "studies"), "--size", "64", *options])
    assert done.exit_code == 0, done.output
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_files_are_the_same_every_time(tmp_path: Path) -> None:
    first = painted(tmp_path / "a", "--per-culture", "2")
    second = painted(tmp_path / "b", "--per-culture", "2")
    other = painted(tmp_path / "c", "--per-culture", "2", "--seed", "40")

    assert first == second
    assert len(first) == 9
    assert all(first[name] != other[name] for name in first if name.endswith(".webp"))


def test_catalogue_loads_and_never_passes_studies_off(tmp_path: Path) -> None:
    painted(tmp_path, "--per-culture", "1")
    works = Catalogue.load(tmp_path / "studies.csv")

    assert [work.culture for work in works] == list(CULTURES)
    for work in works:
        assert Path(work.image_url).is_file()
        assert work.id == f"study-{work.culture.lower()}-01"
        assert work.title.startswith("Study after ")
        assert (work.museum, work.page_url, work.licence) == ("Built-in study", "", "MIT")
        assert "painted by code" in work.artist


def test_seeds_of_training_are_pointed_out(tmp_path: Path) -> None:
    options = ["--to", str(tmp_path / "s"), "--size", "32", "--per-culture", "1", "--seed", "1000"]

    assert "training" in CliRunner().invoke(command, options).output


def test_committed_studies_are_complete_small_and_up_to_date() -> None:
    works = list(Catalogue.load(COMMITTED))
    files = [Path(work.image_url) for work in works]

    assert min(Counter(work.culture for work in works).values()) >= 12
    assert len({work.id for work in works}) == len(set(files)) == len(works) >= 48
    assert sum(file.stat().st_size for file in files) < 2_000_000
    for work, file in zip(works, files, strict=True):
        kept = cv2.imread(str(file))
        assert max(kept.shape[:2]) == 480
        if work.id.endswith("-05"):  # WebP loses a little, so near is near enough
            fresh = paint(work.culture, 5)[:, :, ::-1]
            assert fresh.shape == kept.shape
            assert np.abs(fresh.astype(int) - kept.astype(int)).mean() < 6


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(command, ["--to", str(tmp_path / "file" / "s"), "--size", "32"])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "Not a directory." in done.output
