import re
from html.parser import HTMLParser

from tests.learning.test_exploring_figures import made
from whence.learning.exploring_figures import figures
from whence.learning.exploring_page import captions, page


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.images, self.tags = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attributes))


def test_the_page_needs_no_other_file_and_captions_each_picture():
    found = made()
    text = page("toy", found, figures(found))
    read = Page(text)
    assert len(read.images) == read.tags.count("figcaption") == 4
    assert all(image["src"].startswith("data:image/png;base64,iVBOR") for image in read.images)
    assert all(len(image["alt"]) > 20 for image in read.images)
    assert not re.search(r"https?://|<script|<link", text)


def test_captions_tell_the_figures():
    told = captions(made())
    assert "Most are a (3), fewest b (1)." in told["labels"]
    assert "6 to 9 pixels, 6 in the middle" in told["sizes"]
    assert "2 sources" in told["sources"]
    assert "2 of them hold one label only" in told["sources"]
    assert "Each has 2 works." in captions(made(labels={"a": 2, "b": 2}))["labels"]


def test_names_cannot_become_markup():
    label = "<script>alert(1)</script>"
    found = made(labels={label: 2, "b": 1}, unreadable=["<b>.jpg"], sources={})
    text = page("<i>", found, {"labels": b""})
    assert not {"script", "b", "i"} & set(Page(text).tags)
    assert "&lt;b&gt;.jpg" in text
    assert "names no sources" in text


def test_many_unreadable_files_are_counted_and_ten_named():
    text = page("toy", made(unreadable=[f"{number}.jpg" for number in range(12)]), {})
    assert "12 files are no readable pictures: 0.jpg" in text
    assert "9.jpg and more." in text
