"""Cleaning what museums write: text, names, titles, addresses, and slugs made of them."""

import hashlib
import re
from urllib.parse import quote, urlsplit, urlunsplit


def text(raw: str) -> str:
    """Put one space for every run of blanks, tabs and line breaks; none at the ends."""
    return " ".join(raw.split())


def title(raw: str) -> str:
    """Keep the English half of a title in two scripts ("竹に翡翠図|Kingfisher and Bamboo")."""
    halves = [half for half in map(text, raw.split("|")) if half]
    latin = [half for half in halves if re.match(r"[\W\d]*[A-Za-z]", half)]
    return (latin or halves or [""])[-1]


def artists(raw: str) -> str:
    """List the names of "A|B" once each as "A; B"; write "NI ZAN" as "Ni Zan"."""
    names = [text(name) for name in raw.split("|")]
    mixed = [name.title() if name.isupper() else name for name in names if name]
    return "; ".join(dict.fromkeys(mixed))


def address(raw: str) -> str:
    """Quote what may not stand in a URL, such as spaces; leave what is quoted already.

    Outer blanks go, `http` to a museum's page or picture becomes `https`. Empty stays empty, and
    what cannot be read as an address becomes so.
    """
    try:
        parts = urlsplit(raw.strip())
    except ValueError:
        return ""
    scheme, host = parts.scheme, parts.netloc
    if scheme == "http":
        scheme, host = "https", host.removesuffix(":80")
    path = quote(parts.path, safe="/%(),~+=:@!$&'*;")
    return urlunsplit((scheme, host, path, parts.query, parts.fragment))


def slug(raw: str) -> str:
    """Make a name that is safe in a URL: letters, digits, `_` and single `-`."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", raw).strip("-_")


def long_slug(name: str, identity: str, length: int = 60) -> str:
    """Make a slug that shows at most `length` letters of `name` and differs with `identity`."""
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    return f"{slug(name)[:length]}-{digest}".lstrip("-")
