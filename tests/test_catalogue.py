import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from whence.catalogue import Catalogue
from whence.catalogue_csv import CatalogueError
from whence.painting import Painting

HEADER = "id,culture,title,artist,date,medium,museum,page_url,image_url,licence"

Write = Callable[..., Path]


def row(
    painting_id: str = "met-1",
    culture: str = "Japan",
    image: str = "https://example.org/a.jpg",
    page: str = "",
) -> str:
    return f"{painting_id},{culture},,,,,,{page},{image},"


def painting(number: int) -> Painting:
    picture = f"https://example.org/{number}.jpg"
    return Painting(f"met-{number}", "Japan", "", "", "", "", "", "", picture, "")


def some(count: int) -> Catalogue:
    return Catalogue(painting(number) for number in range(count))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*lines: str, name: str = "paintings.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        return path

    return write


def problems(*paths: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(*paths)
    return caught.value.problems


def test_loads_every_column_in_order(write: Write) -> None:
    path = write(
        'met-1,Japan,"Fūjin, Raijin",Sōtatsu,ca. 1640,Ink on gold,The Met,'
        "https://example.org/1,https://example.org/a%20b.jpg,CC0",
        row("b"),
        row("a"),
    )
    catalogue = Catalogue.load(path)
    assert catalogue.get("met-1") == Painting(
        id="met-1",
        culture="Japan",
        title="Fūjin, Raijin",
        artist="Sōtatsu",
        date="ca. 1640",
        medium="Ink on gold",
        museum="The Met",
        page_url="https://example.org/1",
        image_url="https://example.org/a%20b.jpg",
        licence="CC0",
    )
    assert [work.id for work in catalogue] == ["met-1", "b", "a"]
    assert len(catalogue) == 3
    assert "b" in catalogue
    assert "c" not in catalogue
    assert catalogue.get("c") is None


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    names = HEADER.split(",")[::-1]
    path.write_text(f"note,{','.join(names)}\n\nhello,CC0,http://a.org/b,,,,,,,India,x\n\n")
    (work,) = Catalogue.load(path)
    assert (work.id, work.culture, work.image_url) == ("x", "India", "http://a.org/b")


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n{row()}\n", encoding="utf-8-sig")
    assert "met-1" in Catalogue.load(path)


def test_a_relative_picture_lies_beside_its_catalogue(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(row("a", image="studies/./a b.webp"), row("b", image="https://example.org/./b"))
    monkeypatch.chdir(tmp_path)
    beside, away = Catalogue.load(Path("paintings.csv"))
    assert beside.image_url == str(tmp_path / "studies" / "a b.webp")
    assert away.image_url == "https://example.org/./b"


def test_several_files_are_one_catalogue(write: Write) -> None:
    first, second = write(row("a"), name="1.csv"), write(row("b"), name="2.csv")
    assert [work.id for work in Catalogue.load(second, first)] == ["b", "a"]


def test_other_labels_can_be_asked_for(write: Write) -> None:
    path = write(row(culture="Beagle"))
    assert len(Catalogue.load(path, cultures=("Beagle",))) == 1


def test_all_bad_rows_are_reported_at_once_by_line(write: Write) -> None:
    path = write(
        row(""),
        row("ok"),
        row("ok"),
        row("no slug"),
        row("a", culture=""),
        row("b", culture="American"),
        row("c", culture="Atlantis"),
        row("d", image=""),
        row("e", image="ftp://example.org/a.jpg"),
        row("f", image="javascript:alert(1)"),
        row("g", image="https://example.org/a b.jpg"),
        row("h", image="https:///a.jpg"),
        row("i", image="../a.jpg"),
        row("j", image="x/../../a.jpg"),
        row("k", image="/etc/passwd"),
        row("l", image="..\\a.jpg"),
        row("m", page="javascript:alert(1)"),
        "n,Japan",
    )
    expected = [
        (2, "id is empty"),
        (4, f"id 'ok' is already used in {path} line 3"),
        (5, "id 'no slug' may hold only letters"),
        (6, "culture is empty"),
        (7, "unknown culture 'American'; write 'America'"),
        (8, "unknown culture 'Atlantis'; use one of America, China, India, Japan"),
        (9, "image_url is empty"),
        (10, "must begin with https:// or http://"),
        (11, "must begin with https:// or http://"),
        (12, "quote spaces as %20"),
        (13, "is not a valid address"),
        (14, "leaves the folder"),
        (15, "leaves the folder"),
        (16, "leaves the folder"),
        (17, "leaves the folder"),
        (18, "page_url 'javascript:alert(1)' is no http or https address"),
        (19, "has 2 cells, the header has 10"),
    ]
    found = problems(path)
    assert len(found) == len(expected)
    for problem, (line, words) in zip(found, expected, strict=True):
        assert problem.startswith(f"{path} line {line}: ")
        assert words in problem


def test_one_row_may_have_several_faults(write: Write) -> None:
    assert len(problems(write(row("", culture="", image="")))) == 3


def test_the_faults_of_a_row_keep_the_order_of_its_columns(write: Write) -> None:
    path = write(row("", culture="", image=""))
    faults = ("id is empty.", "culture is empty.", "image_url is empty.")
    assert problems(path) == tuple(f"{path} line 2: {fault}" for fault in faults)


def test_the_problems_of_all_files_are_told_together(write: Write) -> None:
    paths = [write(row(""), name=f"{number}.csv") for number in range(3)]
    assert problems(*paths) == tuple(f"{path} line 2: id is empty." for path in paths)


def test_lines_are_counted_in_the_file_not_in_rows(write: Write) -> None:
    path = write('a,Japan,"a title\nover three\nlines",,,,,,http://a.org/b,', "", row(""))
    assert problems(path) == (f"{path} line 6: id is empty.",)


def test_the_same_id_in_two_files_is_reported_with_both_places(write: Write) -> None:
    first, second = write(row("a"), name="1.csv"), write(row("a"), name="2.csv")
    assert problems(first, second) == (
        f"{second} line 2: id 'a' is already used in {first} line 2.",
    )


def test_an_id_given_three_times_is_told_with_its_first_place(write: Write) -> None:
    path = write(row("a"), row("a"), row("b"), row("a"))
    assert problems(path) == tuple(
        f"{path} line {line}: id 'a' is already used in {path} line 2." for line in (3, 5)
    )


def test_a_long_list_of_problems_is_cut(write: Write) -> None:
    path = write(*[row("") for _ in range(1025)])
    with pytest.raises(CatalogueError) as caught:
        Catalogue.load(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 22
    assert lines[0] == "The catalogue has 1,025 problems:"
    assert lines[-1].strip() == "… and 1,005 more"


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    assert problems(path) == (f"Cannot read {path}: No such file or directory.",)


def test_missing_columns_are_named(write: Write) -> None:
    path = write("1,Japan", header="id,culture")
    (problem,) = problems(path)
    assert problem.startswith(f"{path} line 1: lacks the columns title, artist, date")


@pytest.mark.parametrize("content", ["", HEADER + "\n"])
def test_an_empty_catalogue_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    (problem,) = problems(path)
    assert "holds no painting" in problem or "lacks the columns" in problem


def test_empty_files_are_named(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_text(HEADER + "\n")
    assert problems(*paths) == (f"The catalogue holds no painting ({paths[0]}, {paths[1]}).",)


def test_no_file_at_all_is_refused() -> None:
    assert problems() == ("The catalogue holds no painting (no file).",)


def test_bytes_that_are_not_utf8_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}\n{row()}\n".encode() + b"b,Japan,caf\xe9,,,,,,http://a.org/b,\n")
    assert problems(path) == (f"{path} line 3: is not UTF-8; save the file as UTF-8.",)


def test_an_open_quote_is_reported_where_it_begins(write: Write) -> None:
    (problem,) = problems(write(row("a"), 'b,Japan,"never closed', row("c")))
    assert "line 3: is not valid CSV" in problem


def test_every_row_can_be_drawn_and_none_is_preferred() -> None:
    catalogue, rng = some(10), random.Random(7)
    counts = Counter(catalogue.random(rng).id for _ in range(10_000))
    assert set(counts) == {work.id for work in catalogue}
    # χ² with 9 degrees of freedom exceeds 27.9 once in a thousand.
    assert sum((count - 1000) ** 2 / 1000 for count in counts.values()) < 27.9


@pytest.mark.parametrize("excluded", [1, 5, 8])
def test_excluded_works_are_never_drawn_and_the_rest_evenly(excluded: int) -> None:
    catalogue, rng = some(10), random.Random(7)
    without = {f"met-{number}" for number in range(excluded)}
    counts = Counter(catalogue.random(rng, without).id for _ in range(10_000))
    assert set(counts) == {work.id for work in catalogue} - without
    expected = 10_000 / (10 - excluded)
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 29


def test_the_last_one_left_is_found_in_a_large_catalogue() -> None:
    catalogue = some(20_000)
    without = [f"met-{number}" for number in range(19_999)]
    assert catalogue.random(random.Random(0), frozenset(without)).id == "met-19999"


def test_a_draw_of_a_catalogue_looks_at_few_works() -> None:
    class Counting(frozenset[str]):
        looks = 0

        def __contains__(self, key: object) -> bool:
            Counting.looks += 1
            return super().__contains__(key)

    some(20_000).random(random.Random(0), Counting({"met-1"}))
    assert 1 <= Counting.looks <= 3


@pytest.mark.parametrize("count", [0, 3])
def test_nothing_left_to_draw_says_so(count: int) -> None:
    catalogue = some(count)
    with pytest.raises(LookupError, match=r"^No painting is left to draw\.$"):
        catalogue.random(random.Random(0), {"met-0", "met-1", "met-2"})


def test_the_same_seed_draws_the_same_works() -> None:
    catalogue = some(100)
    one, two = random.Random(3), random.Random(3)
    assert [catalogue.random(one) for _ in range(9)] == [catalogue.random(two) for _ in range(9)]


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(CatalogueError, match=r"^The catalogue holds the same id twice\.$"):
        Catalogue([painting(1), painting(1)])


def test_a_work_is_found_by_its_id_and_so_is_its_place() -> None:
    catalogue = some(3)
    works = list(catalogue)
    assert [catalogue.row(work.id) for work in works] == [0, 1, 2]
    assert [catalogue.get(work.id) for work in works] == works
    assert [catalogue.culture(work.id) for work in works] == [work.culture for work in works]
    asked = (catalogue.row, catalogue.get, catalogue.culture)
    assert [ask("nobody") for ask in asked] == [None, None, None]
