"""From raw works to a catalogue: each row is kept once, or left out for a stated reason."""

import re
from collections.abc import Iterable, Iterator, Mapping

from whence.cataloguing import tidy
from whence.cataloguing.report import Report
from whence.cataloguing.work import Work
from whence.cultures import culture_of
from whence.painting import Painting


def build(
    sources: Mapping[str, Iterable[Work]], prefix: str, museum: str
) -> tuple[list[Painting], Report]:
    """Keep each work once, in the order of the sources, and count what was left out and why.

    Ids are `<prefix>-<object number>`, or `<prefix>-<image name>` where the number is unknown
    (`<prefix>-image-<name>` where that name is itself a number).
    """
    report = Report()
    paintings = []
    for work in _kept(sources, report):
        painting = _painting(work, prefix, museum)
        paintings.append(painting)
        _count_mended(report, work, painting)
    report.keep(paintings)
    return paintings, report


def _kept(sources: Mapping[str, Iterable[Work]], report: Report) -> Iterator[Work]:
    addresses: set[str] = set()
    numbers: set[str] = set()
    for source, works in sources.items():
        for work in works:
            report.read[source] += 1
            picture = tidy.address(work.image_url)
            if why := _refusal(work, picture):
                report.drop(source, why)
            elif work.number and work.number in numbers:
                report.drop(source, "the same object as an earlier row")
            elif picture in addresses:
                report.drop(source, "the same picture as an earlier row")
            else:
                yield work
                numbers.add(work.number)
                addresses.add(picture)


def _refusal(work: Work, picture: str) -> str | None:
    if not culture_of(work.culture):
        return "none of the four cultures"
    if work.public == "False":
        return "not in the public domain"
    if not picture:
        return "no picture"
    return None


def _painting(work: Work, prefix: str, museum: str) -> Painting:
    return Painting(
        id=f"{prefix}-{work.number or _image_name(work.image_url)}",
        culture=culture_of(work.culture) or "",
        title=tidy.title(work.title),
        artist=tidy.artists(work.artist),
        date=tidy.text(work.date),
        medium=tidy.text(work.medium),
        museum=museum,
        page_url=tidy.address(work.page_url),
        image_url=tidy.address(work.image_url),
        licence="CC0" if work.public == "True" else "unknown",
    )


def _image_name(image_url: str) -> str:
    name = tidy.slug(re.sub(r"\.\w+$", "", image_url.strip().rpartition("/")[2]))
    return f"image-{name}" if name.isdigit() else name  # "4087.jpg" is not object 4087


def _count_mended(report: Report, work: Work, painting: Painting) -> None:
    changes = {
        "picture addresses with spaces quoted": "%20" in painting.image_url,
        "picture addresses with outer blanks": work.image_url != work.image_url.strip(),
        "titles tidied": work.title != painting.title,
        "artists' names tidied": work.artist != painting.artist,
        "page links brought to https": bool(painting.page_url)
        and work.page_url.startswith("http:"),
    }
    report.mended.update(what for what, changed in changes.items() if changed)
