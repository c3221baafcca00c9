from pathlib import Path

from whence.museums.journal import Journal


def test_answers_outlive_the_program(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    assert journal.get("https://a.example/1") is None
    journal.put("https://a.example/1", {"title": "竹"})
    journal.put("https://a.example/1", {"title": "雪"})
    assert journal.get("https://a.example/1") == {"title": "雪"}
    assert Journal(tmp_path / "j.jsonl").get("https://a.example/1") == {"title": "雪"}


def test_lists_grow_old(tmp_path: Path) -> None:
    time = [1000.0]
    journal = Journal(tmp_path / "j.jsonl", lambda: time[0])
    journal.put("https://a.example/1", [1])
    time[0] += 50
    assert journal.get("https://a.example/1", 50) == [1]
    assert journal.get("https://a.example/1", 49) is None
    assert journal.get("https://a.example/1") == [1]
