from pathlib import Path

import pytest

from whence.catalogue_csv import CatalogueError
from whence.collecting.errors import CollectError
from whence.collecting.url_list import UrlList
from whence.painting import Painting


def listed(folder: Path, text: str, url: str | None = None, label: str | None = None) -> UrlList:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return UrlList(path, url, label)


def found(urls: UrlList) -> list[Painting | str]:
    total, leads = urls.leads([])
    results = list(map(urls.judge, leads))
    assert total == len(results)
    return results


@pytest.mark.parametrize(
    "header", ["url,label", "Breed,Image URL", "x,link,class", "\ufeffurl,tag", "url,label,URL"]
)
def test_columns_are_guessed_by_their_headings(tmp_path: Path, header: str) -> None:
    cell = {"url": "https://a.example/1.jpg", "link": "https://a.example/1.jpg", "x": "?",
            "Image URL": "https://a.example/1.jpg"}  # fmt: skip
    row = ",".join(cell.get(name, "pug") for name in header.removeprefix("\ufeff").split(","))
    (one,) = found(listed(tmp_path, f"{header}\n{row}\n"))
    assert isinstance(one, Painting)
    facts = {"culture": "pug", "museum": "a.example", "licence": "unknown"}
    nobody_knows = dict.fromkeys(("title", "artist", "date", "medium", "page_url"), "")
    address = "https://a.example/1.jpg"
    assert one == Painting(id=one.id, image_url=address, **facts, **nobody_knows)


def test_columns_can_be_named(tmp_path: Path) -> None:
    text = "url,where,label,what\nx,https://a.example/my%20dog.jpg,y,pug\n"
    (one,) = found(listed(tmp_path, text, "where", "what"))
    assert isinstance(one, Painting)
    assert one.culture == "pug"
    assert one.id.startswith("my-dog-")


def test_a_column_that_cannot_be_guessed_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"holds the labels: name one of url, x with --label-c"):
        listed(tmp_path, "url,x\n")
    with pytest.raises(CollectError, match=r"list.csv .* holds the addresses: name one of its col"):
        listed(tmp_path, "")
    with pytest.raises(CollectError, match="name one of address with --url-column"):
        listed(tmp_path, "address\n")
    with pytest.raises(CatalogueError, match="lacks the columns nothing"):
        listed(tmp_path, "url,label\n", "nothing")


@pytest.mark.parametrize("other", [";", "\t"])
def test_columns_are_separated_by_commas(tmp_path: Path, other: str) -> None:
    with pytest.raises(CollectError, match="save it with commas"):
        listed(tmp_path, f"url{other}label\nhttps://a.example/1.jpg{other}pug\n")


@pytest.mark.parametrize("content", [None, b"\xff\xfeu\x00r\x00l\x00", b"url,label\x00\xe9\n"])
def test_what_is_no_table_in_utf_8_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CollectError, match="must be a CSV file in UTF-8"):
        UrlList(path, None, None)


def test_one_column_cannot_be_both(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="column url cannot hold addresses and labels both"):
        listed(tmp_path, "url,label\n", None, "url")


def test_rows_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    text = (
        "url,label\nhttps://a.example/1.jpg,pug\n,pug\nftp://a.example/2.jpg,pug\n"
        "https://a.example/3.jpg, \nhttps://a.example/1.jpg,corgi\nhttp://a.example/1.jpg,pug\n"
    )
    first, *others = found(listed(tmp_path, text))
    assert isinstance(first, Painting)
    assert others == [
        "no web address",
        "no web address",
        "no label",
        "an earlier line gives this address another label",
        "an earlier line gives this address already",
    ]


def test_a_row_without_label_does_not_stand_in_the_way_of_a_later_one(tmp_path: Path) -> None:
    text = "url,label\nhttps://a.example/1.jpg,\nhttps://a.example/1.jpg,pug\n"
    unlabelled, labelled = found(listed(tmp_path, text))
    assert unlabelled == "no label"
    assert isinstance(labelled, Painting)


def test_ids_differ_where_addresses_do(tmp_path: Path) -> None:
    text = (
        "url,label\nhttps://a.example/1.jpg,x\nhttps://b.example/1.jpg,x\nhttps://b.example/?1,x\n"
    )
    ids = {one.id for one in found(listed(tmp_path, text)) if isinstance(one, Painting)}
    assert len(ids) == 3


def test_hosts_are_named_once(tmp_path: Path) -> None:
    text = "url,label\nhttp://a.example/1,x\nhttps://A.example/2,x\nhttp://127.0.0.1:5/3,x\nz,x\n"
    assert listed(tmp_path, text).origins() == ["https://a.example", "http://127.0.0.1:5"]
