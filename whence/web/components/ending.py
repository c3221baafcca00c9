"""How a game ended: who won, what hung, and a line to copy."""

from collections.abc import Sequence
from typing import Any

from whence.game import ROUNDS, Game, Round, squares
from whence.painting import Painting
from whence.web import elements as html
from whence.web.components.aria import aria
from whence.web.components.hanging import ICONS, painting_url, thumbnail
from whence.web.components.rounds import View, room
from whence.web.components.score import TONES, score, told
from whence.web.elements import Element
from whence.web.language import _
from whence.web.names import fact, label_name


def over(game: Game, paintings: Sequence[Painting]) -> View:
    """Return the page after the last painting: who won, what hung, and a line to copy."""
    progress = _("Today’s ten is played.") if game.daily else _("These ten are played.")
    said, label = _ending(game), _share(game)
    wall = _hall(game, paintings)
    return View(room("over"), progress, wall, said, label, score(game), "", "")


def _ending(game: Game) -> list[Element]:
    ahead = sum(game.yours) - sum(game.networks)
    sentence = (
        _("A draw.") if ahead == 0 else _("You win.") if ahead > 0 else _("The network wins.")
    )
    later = _("The next ten hang from midnight, UTC.") if game.daily else ""
    return [html.H2(sentence), html.P(later)]


def _share(game: Game) -> Element:
    """Return the result as text to copy, which gives no painting away, and its button."""
    day = f" {game.name}" if game.daily else ""
    counts = {"yours": sum(game.yours), "networks": sum(game.networks), "total": ROUNDS}
    result = _("{yours}/{total} (network {networks}/{total})", **counts)
    first = f"Whence{day} · {result}\n"
    lines = [first, *_squares(game.yours), " ", _("me"), "\n"]
    lines += [*_squares(game.networks), " ", _("network")]
    spoken = f"{result}. {told(_('You'), game.yours)}. {told(_('Network'), game.networks)}."
    words: dict[str, Any] = {
        "data-copied": _("Copied."),
        "data-refused": _("The browser keeps its clipboard closed. Copy what is selected."),
    }
    return html.Div(
        [
            html.Pre(lines, id="play-share", role="img", **aria(label=spoken)),
            html.Button(_("Copy the result"), id="play-copy", className="action", **words),
            html.P(id="play-copied", role="status"),
        ],
        className="share",
    )


def _squares(outcomes: Sequence[bool]) -> list[str | Element]:
    """Return squares that are drawn by the style: not every machine has a face for them."""
    pairs = zip(squares(outcomes), outcomes, strict=True)
    return [html.Span(square, className=f"square {TONES[right]}") for square, right in pairs]


def _hall(game: Game, paintings: Sequence[Painting]) -> Element:
    """Return all paintings of the game, each with what both said of it."""
    tiles = [_tile(work, each) for work, each in zip(paintings, game.rounds, strict=True)]
    return html.Ul(tiles, className="shelf")


def _tile(work: Painting, each: Round) -> Element:
    title = fact(work.title) if work.title else _("Title not in our list")
    said = ((_("You"), each.guess), (_("Network"), each.network))
    return html.Li(
        html.A(
            [
                thumbnail(work),
                html.Span(title, className="title"),
                html.Span(label_name(each.truth), className="facts"),
                *(_said(who, culture, each.truth) for who, culture in said),
            ],
            href=painting_url(work),
        )
    )


def _said(who: str, culture: str, truth: str) -> Element:
    tone = TONES[culture == truth]
    return html.Span(f"{ICONS[tone]} {who}: {label_name(culture)}", className=f"said-so {tone}")
