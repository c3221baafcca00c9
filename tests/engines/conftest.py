import csv
from pathlib import Path

import pytest

from tests.conftest import ROOT
from whence.catalogue import Catalogue
from whence.painting import COLUMNS
from whence.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    tiny = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"
    return Settings(model=tiny, cache=tmp_path / "cache")


@pytest.fixture
def works(tmp_path: Path) -> Path:
    """A catalogue of 40 works: the built-in pictures, and one whose file is not there."""
    path = tmp_path / "works.csv"
    studies = list(Catalogue.load(ROOT / "data" / "studies.csv"))
    for study in studies:
        copy = tmp_path / Path(study.image_url).name
        copy.write_bytes(Path(study.image_url).read_bytes())
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for study in studies[:40]:
            row = {name: getattr(study, name) for name in COLUMNS}
            table.writerow(row | {"image_url": Path(study.image_url).name})
    (tmp_path / Path(studies[3].image_url).name).unlink()
    return path
