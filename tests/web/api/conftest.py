"""The API alone, in this process: the little model and the built-in studies."""

import pytest
from fastapi import FastAPI

from tests.conftest import ROOT
from whence.gallery import Gallery
from whence.settings import Settings
from whence.web.api import server
from whence.web.bodies import Room
from whence.web.callbacks.collection import Browsing
from whence.web.exhibits import Exhibits
from whence.web.workers import Workers

TINY = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    settings = Settings(
        model=TINY,
        catalogue=(ROOT / "data" / "studies.csv",),
        cache=tmp_path_factory.mktemp("cache"),
    )
    gallery = Gallery.open(settings)
    return server.create(
        settings,
        gallery,
        TINY,
        Workers(),
        Room(),
        Browsing(gallery),
        Exhibits(gallery.catalogue, TINY.parent, gallery.classifier.bundle.id),
    )
