"""What was measured is kept beside what was measured before."""

from pathlib import Path

from benchmarks.results import Bar, Found, keep, read


def test_a_bar_is_met_from_its_limit_on() -> None:
    assert Bar("more", 10, at_least=10).met
    assert not Bar("more", 9.9, at_least=10).met
    assert Bar("less", 2, at_most=2).met
    assert not Bar("less", 2.1, at_most=2).met


def test_parts_are_kept_one_by_one_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    assert read(path) == {}
    found = Found(("a",), [("1",)], [Bar("more", 3, "×", at_least=2)])
    keep("clicks", found.as_json(), path)
    keep("page", {"rows": []}, path)
    keep("page", {"rows": [["2"]]}, path)
    kept = read(path)
    assert kept["page"] == {"rows": [["2"]]}
    assert kept["clicks"]["rows"] == [["1"]]
    assert kept["clicks"]["bars"][0]["met"] is True
