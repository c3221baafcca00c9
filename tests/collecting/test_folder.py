from pathlib import Path

import pytest

from whence.collecting.errors import CollectError
from whence.collecting.folder import alone_in


def test_one_collection_at_a_time(tmp_path: Path) -> None:
    place = tmp_path / "images"
    with alone_in(place), pytest.raises(CollectError, match="Another collection"), alone_in(place):
        pass
    with alone_in(place):
        pass
