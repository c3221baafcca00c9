import pytest
from hypothesis import given
from hypothesis import strategies as some

from whence.public_web.errors import UrlError
from whence.public_web.url import LONGEST, LONGEST_HOST, Url

REFUSED = [
    # other schemes, and none
    "",
    "pictures.example.org/1.jpg",
    "//pictures.example.org/1.jpg",
    "http://pictures.example.org/1.jpg",
    "ftp://pictures.example.org/1.jpg",
    "file:///etc/passwd",
    "gopher://pictures.example.org/1",
    "data:image/png;base64,iVBORw0KGgo=",
    "javascript:alert(1)",
    "jar:https://pictures.example.org!/1",
    "https:pictures.example.org/1.jpg",
    "https:/pictures.example.org/1.jpg",
    "https:///pictures.example.org/1.jpg",
    "url:https://pictures.example.org/1.jpg",
    "httpſ://pictures.example.org/1.jpg",
    "httpss://pictures.example.org/1.jpg",
    # numbers in every spelling
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://127.0.0.0x1/",
    "https://127.0.0.01/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/latest/meta-data/",
    "https://0xA9FEA9FE/latest/meta-data/",
    "https://0251.0376.0251.0376/",
    "https://8.8.8.8/1.jpg",
    "https://1.1.1.1.1/1.jpg",
    "https://999.999.999.999/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/",
    "https://[2606:4700:4700::1111]/",
    "https://[v1.fe80::1]/",
    "https://[::1/",
    # digits, dots and letters that some take for ASCII
    "https://１２７.0.0.1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://⑯⑨。②⑤④。⑯⑨。②⑤④/",
    "https://127。0。0。1/",
    "https://pictures。example。org/1.jpg",
    "https://pictureſ.example.org/1.jpg",
    "https://\u212aiosk.example.org/1.jpg",
    "https://pictures.exam\u00adple.org/1.jpg",
    "https://pictures.example.org\u200b/1.jpg",
    "https://pictures.example.org\uff0f@evil.example/",
    "https://pictures.example.org\u2044evil/",
    "https://museum.ελ/1.jpg",
    # users and passwords
    "https://user@pictures.example.org/1.jpg",
    "https://user:secret@pictures.example.org/1.jpg",
    "https://pictures.example.org@127.0.0.1/",
    "https://pictures.example.org:443@127.0.0.1/",
    "https://pictures.example.org%40127.0.0.1/",
    "https://@pictures.example.org/",
    "https://:@pictures.example.org/",
    # one parser's host is another's path
    "https://evil.example\\@pictures.example.org/1.jpg",
    "https://127.0.0.1\\.pictures.example.org/",
    "https:\\\\pictures.example.org\\1.jpg",
    "https://pictures.example.org/..\\..\\1.jpg",
    "https://pictures.example.org;evil.example/",
    "https://pictures.example.org,evil.example/",
    "https://pictures.example.org&evil.example/",
    "https://pictures.example.org%2f@evil.example/",
    "https://pictures.example.org%00.evil.example/",
    # line ends, blanks and other control characters
    "https://pictures.example.org/1.jpg\r\nHost: evil.example",
    "https://pictures.example.org\r\n/1.jpg",
    "https://pictures.example.org/1.jpg\n",
    "\nhttps://pictures.example.org/1.jpg",
    "https://pictures.example.org/1.jpg HTTP/1.1",
    " https://pictures.example.org/1.jpg",
    "ht\ttps://pictures.example.org/1.jpg",
    "https://pict\tures.example.org/1.jpg",
    "https://pictures.example.org/\x00.jpg",
    "https://pictures.example.org/\x7f.jpg",
    "https://pictures.example.org/\u2028.jpg",
    "https://pictures.example.org/\u202egpj.1",
    "https://pictures.example.org/\ud800.jpg",
    # names that are only ours, or none
    "https://localhost/",
    "https://LOCALHOST/",
    "https://redis/",
    "https://metadata/",
    "https://pictures.example.org./1.jpg",
    "https://localhost./",
    "https://.example.org/",
    "https://pictures..example.org/",
    "https://-pictures.example.org/",
    "https://pictures-.example.org/",
    "https://pic_tures.example.org/",
    "https://*.example.org/",
    "https://${HOST}.example.org/",
    f"https://{'a' * 64}.example.org/",
    f"https://{'a.' * 130}org/",
    # ports
    "https://pictures.example.org:80/",
    "https://pictures.example.org:22/",
    "https://pictures.example.org:8443/1.jpg",
    "https://pictures.example.org:0443/1.jpg",
    "https://pictures.example.org:+443/1.jpg",
    "https://pictures.example.org:/1.jpg",
    "https://pictures.example.org:４４３/1.jpg",
    "https://pictures.example.org:443:443/1.jpg",
    "https://pictures.example.org/" + "a" * 2_000,
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_plainly_an_https_address_is_refused(text: str) -> None:
    with pytest.raises(UrlError, match="not an https address") as refusal:
        Url.read(text)
    assert refusal.value.code == "not-an-url"


@pytest.mark.parametrize(
    ("text", "host", "target"),
    [
        ("https://pictures.example.org/1.jpg", "pictures.example.org", "/1.jpg"),
        ("HTTPS://Pictures.Example.ORG:443/A.jpg", "pictures.example.org", "/A.jpg"),
        ("https://example.org", "example.org", "/"),
        ("https://example.org?w=5", "example.org", "/?w=5"),
        ("https://example.org/a?b=c/d?e@f:80#g", "example.org", "/a?b=c/d?e@f:80"),
        ("https://example.org/#@evil.example/", "example.org", "/"),
        ("https://example.org/%E6%BC%A2.jpg", "example.org", "/%E6%BC%A2.jpg"),
        ("https://example.org/漢.jpg?é", "example.org", "/%E6%BC%A2.jpg?%C3%A9"),
        ("https://xn--mxa.example.org/1", "xn--mxa.example.org", "/1"),
        ("https://127.0.0.1.nip.io/1", "127.0.0.1.nip.io", "/1"),
    ],
)
def test_good_addresses_are_read(text: str, host: str, target: str) -> None:
    assert Url.read(text) == Url(host, target)


def test_an_address_may_be_just_so_long_and_so_may_its_host() -> None:
    host = ".".join(["a" * 63] * 3 + ["b" * 61])
    assert len(host) == LONGEST_HOST
    whole = f"https://{host}/".ljust(LONGEST, "c")
    assert Url.read(whole).host == host
    for longer in (f"{whole}c", f"https://{host}b/"):
        with pytest.raises(UrlError):
            Url.read(longer)


@given(some.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for tail in (text, f"https://{text}", f"https://example.org{text}"):
        try:
            url = Url.read(tail)
        except UrlError:
            continue
        assert url.target.startswith("/")
        assert url.target.isascii()
        assert url.target.isprintable()
        assert " " not in url.target


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b?c", ("example.org", "/b?c")),
        ("c.jpg", ("example.org", "/a/c.jpg")),
        ("//other.example.org/d", ("other.example.org", "/d")),
        ("https://other.example.org", ("other.example.org", "/")),
        ("/é".encode().decode("latin-1"), ("example.org", "/%C3%A9")),
    ],
)
def test_an_answer_may_lead_on(location: str, target: tuple[str, str]) -> None:
    assert Url("example.org", "/a/b").joined(location) == Url(*target)


@pytest.mark.parametrize(
    "location",
    [
        "http://example.org/",
        "//127.0.0.1/",
        "//localhost/",
        "https://[broken",
        "https://[::1]/",
        "/\\evil.example/",
        "\\\\evil.example\\",
        "/a\tb",
        "/a b",
        "/\xff",
        "/\u6f22",
        "file:///etc/passwd",
        "//user@example.org/",
    ],
)
def test_but_not_anywhere(location: str) -> None:
    with pytest.raises(UrlError):
        Url("example.org", "/a/b").joined(location)
