import json
import os
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from whence.catalogue import Catalogue
from whence.cataloguing.report import Report
from whence.cli import main

GALLERY = """culture,image_url,object_id,title,artist,date,medium,page_url
America,https://a.org/DP1.jpg,1,Brooklyn,G. Baker,1869,Oil,http://m.org/1
Japan,https://a.org/29_100_450.jpg,,,,,,
Japan,https://a.org/DP 3.jpg ,,,,,,
Japan,https://a.org/DP 3.jpg,,,,,,
"""
OBJECTS = """\
object_id,title,artist,nationality,culture,date,medium,department,public_domain,link,\
primaryImageSmall
1,Brooklyn,G. Baker,American,American,1869,Oil,The American Wing,True,http://m.org/1,https://a.org/DP1.jpg
4,Pine,Isei,Japanese,Japan,,Ink,Asian Art,True,http://m.org/4,https://a.org/LC-29_100_450_jps.jpg
5,Tara,,,Tibet,,Ink,Asian Art,True,http://m.org/5,https://a.org/DP5.jpg
6,Vespers,Elihu Vedder,American,American,,Oil,The American Wing,False,http://m.org/6,https://a.org/DP6.jpg
7,Bat,Bhawani Das,Indian,,1780,Ink,Islamic Art,True,http://m.org/7,https://a.org/DP7.jpg
"""


def build(folder: Path, gallery: Path, objects: Path) -> Result:
    to = folder / "made" / "paintings.csv"
    given = ["--gallery", str(gallery), "--objects", str(objects), "--to", str(to)]
    return CliRunner().invoke(main, ["catalogue", "build", *given])


@pytest.fixture
def facts(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "gallery.csv").write_text(GALLERY)
    (tmp_path / "objects.csv").write_text(OBJECTS)
    return tmp_path / "gallery.csv", tmp_path / "objects.csv"


def test_builds_a_catalogue_and_a_report(tmp_path: Path, facts: tuple[Path, Path]) -> None:
    result = build(tmp_path, *facts)
    assert result.exit_code == 0, result.output
    catalogue = Catalogue.load(tmp_path / "made" / "paintings.csv")
    assert [(work.id, work.culture, work.title, work.licence) for work in catalogue] == [
        ("met-1", "America", "Brooklyn", "CC0"),
        ("met-4", "Japan", "Pine", "CC0"),
        ("met-DP-3", "Japan", "", "unknown"),
        ("met-7", "India", "Bat", "CC0"),
    ]
    saved = (tmp_path / "made" / "paintings.report.json").read_text(encoding="utf-8")
    report = Report(**json.loads(saved))
    assert report.dropped == {
        "gallery.csv": {"the same picture as an earlier row": 1},
        "objects.csv": {
            "none of the four cultures": 1,
            "not in the public domain": 1,
            "the same object as an earlier row": 2,
        },
    }
    assert report.table() in result.output
    assert "holds 4 paintings" in result.output


def test_a_second_build_is_the_same_to_the_byte(tmp_path: Path, facts: tuple[Path, Path]) -> None:
    made = tmp_path / "made"
    build(tmp_path, *facts)
    first = {path.name: path.read_bytes() for path in made.iterdir()}
    build(tmp_path, *facts)
    assert {path.name: path.read_bytes() for path in made.iterdir()} == first


def test_a_missing_source_is_one_sentence_and_writes_nothing(
    tmp_path: Path, facts: tuple[Path, Path]
) -> None:
    result = build(tmp_path, facts[0], tmp_path / "none.csv")
    assert result.exit_code == 1
    assert result.output.startswith("Error: Cannot read ")
    assert "Traceback" not in result.output
    assert not (tmp_path / "made").exists()


def test_the_committed_catalogue_is_what_the_command_makes(tmp_path: Path, shared: Path) -> None:
    facts = shared / "met"
    result = build(tmp_path, facts / "gallery_urls.csv", facts / "objects.csv")
    assert result.exit_code == 0, result.output
    for name in ("paintings.csv", "paintings.report.json"):
        made, committed = tmp_path / "made" / name, ROOT / "data" / name
        assert made.read_bytes() == committed.read_bytes(), f"build data/{name} again"


def test_the_readme_tells_what_the_report_counts() -> None:
    saved = (ROOT / "data" / "paintings.report.json").read_text(encoding="utf-8")
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    report = Report(**json.loads(saved))
    assert report.table() in readme
    catalogue = Catalogue.load(ROOT / "data" / "paintings.csv")
    assert report.kept["paintings"] == len(catalogue)
    for culture in ("America", "China", "India", "Japan"):
        assert report.kept[culture] == sum(work.culture == culture for work in catalogue)


def test_the_readme_names_every_column() -> None:
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    header = (ROOT / "data" / "paintings.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert [name for name in header.split(",") if f"`{name}`" not in readme] == []


def test_a_folder_becomes_a_catalogue_of_a_local_museum(tmp_path: Path) -> None:
    (tmp_path / "paintings.csv").write_text(
        "file,culture,artist,title,date,style,source,licence\nJapan/a b.jpg,Japan,,,,,w,\n"
    )
    to = tmp_path / "local.csv"
    given = ["catalogue", "local", str(tmp_path), "--port", "8061", "--to", str(to)]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0, result.output
    (work,) = Catalogue.load(to)
    assert work.image_url == "http://127.0.0.1:8061/Japan/a%20b.jpg"


def test_the_pictures_in_shared_become_a_catalogue(tmp_path: Path, shared: Path) -> None:
    to = tmp_path / "local.csv"
    given = ["catalogue", "local", str(shared / "paintings"), "--to", str(to)]
    assert CliRunner().invoke(main, given).exit_code == 0
    assert len({work.culture for work in Catalogue.load(to)}) == 4


def test_a_list_without_our_cultures_leaves_the_old_catalogue_alone(
    tmp_path: Path, facts: tuple[Path, Path]
) -> None:
    assert build(tmp_path, *facts).exit_code == 0
    file = tmp_path / "made" / "paintings.csv"
    before = file.read_bytes()
    for given in facts:
        given.write_text(given.read_text().splitlines()[0] + "\n")
    result = build(tmp_path, *facts)
    assert result.exit_code == 1
    assert f"holds no painting ({file})" in result.output
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == [
        "paintings.csv",
        "paintings.report.json",
    ]


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_catalogue_names_a_port_that_can_be_asked(tmp_path: Path, port: str) -> None:
    given = ["catalogue", "local", str(tmp_path), "--port", port, "--to", str(tmp_path / "x.csv")]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert f"{port} is not in the range 1<=x<=65535" in result.output


def test_a_catalogue_may_be_written_to_a_pipe(facts: tuple[Path, Path], tmp_path: Path) -> None:
    pipe = tmp_path / "catalogue"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    given = ["--gallery", str(facts[0]), "--objects", str(facts[1]), "--to", str(pipe)]
    done = CliRunner().invoke(main, ["catalogue", "build", *given])
    reader.join(30)
    assert done.exit_code == 0, done.output
    assert "Brooklyn" in read[0]
