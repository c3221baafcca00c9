"""`python -m whence collect`: pictures and facts from museums, or from any list of addresses."""

from collections.abc import Callable, Collection
from functools import reduce
from pathlib import Path
from typing import Any, Final

import click

from whence.collecting.collect import Museum, Report, collect, write_tables
from whence.collecting.errors import CollectError
from whence.collecting.folder import alone_in
from whence.collecting.keeper import Keeper
from whence.collecting.url_list import UrlList
from whence.commands.failure import told
from whence.commands.screen import say
from whence.csv_table import written
from whence.cultures import CULTURES
from whence.files import atomic_write
from whence.museums import cleveland, met
from whence.museums.address import origin_of
from whence.museums.answers import Answers
from whence.museums.journal import Journal
from whence.museums.polite import PoliteClient
from whence.service_addresses import origin

IMAGES: Final = Path("data/images")
_FOLDER = click.Path(path_type=Path, file_okay=False)
_SECONDS = click.FloatRange(min=0)
_MINUTES = click.FloatRange(min=0, min_open=True)
_Decorator = Callable[[Any], Any]


@click.group()
def command() -> None:
    """Collect pictures, slowly and politely; a run that was stopped goes on where it was."""


def _shared(pace: float) -> _Decorator:
    options = (
        click.option("--limit", type=click.IntRange(min=1), help="Stop at so many pictures."),
        click.option("--pace", type=_SECONDS, default=pace, show_default=True,
                     help="Seconds between two requests to one host."),
        click.option("--retry-dead", is_flag=True, help="Ask for dead links once more."),
    )  # fmt: skip
    return _all(*options)


def _museum(api: str, pace: float) -> _Decorator:
    return _all(
        click.option("--culture", "cultures", multiple=True, type=click.Choice(CULTURES),
                     help="Only this culture; may be given several times."),
        click.option("--to", type=_FOLDER, default=IMAGES, show_default=True,
                     help="Folder of pictures, manifest and tables."),
        click.option("--cool-down", type=_MINUTES, default=15.0, show_default=True,
                     help="Minutes to rest after the museum turned us away."),
        click.option("--api", default=api, show_default=True, help="Address of the API."),
        _shared(pace),
    )  # fmt: skip


def _all(*options: _Decorator) -> _Decorator:
    return lambda function: reduce(lambda made, option: option(made), reversed(options), function)


@command.command("met")
@_museum(met.API, met.PACE)
def met_command(**options: Any) -> None:
    """Collect the Metropolitan Museum's public-domain paintings."""
    _from_museum(met.Met, met.PICTURES, **options)


@command.command("cleveland")
@_museum(cleveland.API, cleveland.PACE)
def cleveland_command(**options: Any) -> None:
    """Collect the Cleveland Museum of Art's public-domain paintings."""
    _from_museum(cleveland.Cleveland, cleveland.PICTURES, **options)


@command.command("urls")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--url-column", help="Column of the addresses; guessed by its heading.")
@click.option("--label-column", help="Column of the labels; guessed by its heading.")
@click.option("--to", type=_FOLDER, help="Folder to fill.  [default: data/images/<name of FILE>]")
@click.option(
    "--allow",
    multiple=True,
    metavar="HOST",
    help="A host that may be asked, of the list or where it sends us; may be given several times.",
)
@click.option("--allow-all-listed-hosts", is_flag=True, help="Ask every host of the list.")
@_shared(0.5)
@told()
def urls_command(
    file: Path, url_column: str | None, label_column: str | None, to: Path | None,
    allow: tuple[str, ...], allow_all_listed_hosts: bool, limit: int | None, pace: float,
    retry_dead: bool,
) -> None:  # fmt: skip
    """Collect the pictures of FILE, a CSV of addresses and labels; dead links go to dead.csv."""
    urls = UrlList(file, url_column, label_column)
    origins = urls.origins()
    if not allow_all_listed_hosts:
        _confirm(origins, allow)
    folder = to or IMAGES / file.stem
    client = PoliteClient([*origins, *_others(allow)], pace, cool_down=0, attempts=3)
    with alone_in(folder):
        journal = Journal(folder / "journal.jsonl")
        keeper = Keeper(folder, urls.slug, client, journal, retry_dead)
        report, held = _run(urls, None, limit, keeper, client, folder)
        atomic_write(folder / "dead.csv", _dead(report))
    if not held:
        raise CollectError(f"No picture could be had; {folder / 'dead.csv'} says why.")


@told()
def _from_museum(
    kind: Callable[[Answers, str], Museum], pictures: str, api: str, cultures: tuple[str, ...],
    to: Path, limit: int | None, pace: float, cool_down: float, retry_dead: bool,
) -> None:  # fmt: skip
    try:
        origins = (origin_of(api), pictures)
    except ValueError as error:
        raise CollectError(f"--api {error} Write it like {met.API}.") from error
    client = PoliteClient(origins, pace, cool_down * 60)
    with alone_in(to):
        journal = Journal(to / "journal.jsonl")
        museum = kind(Answers(client, journal), api.rstrip("/"))
        keeper = Keeper(to, museum.slug, client, journal, retry_dead)
        _, held = _run(museum, cultures or CULTURES, limit, keeper, client, to)
    if not held:
        raise CollectError("No picture could be had; the lines above say why.")


def _run(
    museum: Museum, cultures: Collection[str] | None, limit: int | None, keeper: Keeper,
    client: PoliteClient, folder: Path,
) -> tuple[Report, int]:  # fmt: skip
    """Collect, and return how that went and how many pictures the folder now holds."""
    try:
        report = collect(museum, cultures, limit, keeper, client)
    finally:
        held = write_tables(keeper, folder)
    say("\n".join(report.lines()))
    say(f"{folder} holds {held:,} pictures.")
    return report, held


def _confirm(origins: list[str], allow: tuple[str, ...]) -> None:
    """Ask nobody whom the list names and the person has not."""
    hosts = dict.fromkeys(origin.partition("://")[2] for origin in origins)
    if strangers := [host for host in hosts if not {host, host.partition(":")[0]} & set(allow)]:
        raise CollectError(
            f"The list names hosts that you have not allowed: {', '.join(strangers[:10])}"
            f"{' …' if len(strangers) > 10 else ''}. Add --allow HOST for each, or "
            "--allow-all-listed-hosts."
        )


def _others(allow: tuple[str, ...]) -> list[str]:
    """Return the origins that were allowed, for pictures may have moved to them."""
    origins = []
    for host in allow:
        try:
            origins.append(origin(f"https://{host}"))
        except ValueError as error:
            raise CollectError(
                f"--allow {host} is no host; write it like images.example.org."
            ) from error
    return origins


def _dead(report: Report) -> str:
    unusable = [(address, label, why) for (_, address, label), why in report.unusable]
    # These hosts are anybody's.
    failed = [
        (work.image_url, work.culture, why.replace("The museum", "The host"))
        for work, why in report.dead + report.silent
    ]
    return written(("address", "label", "reason"), unusable + failed)
