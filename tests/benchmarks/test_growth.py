from pathlib import Path

from benchmarks.growth import similar


def test_works_are_found_among_those_that_were_made_up(tmp_path: Path) -> None:
    assert similar(tmp_path / "works.npz", 100) > 0
    assert list(tmp_path.iterdir()) == []
