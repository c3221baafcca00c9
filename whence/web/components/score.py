"""The running duel between visitor and network: two counts, and a mark for each answer."""

from collections.abc import Sequence

from whence.game import ROUNDS, Game
from whence.web import elements as html
from whence.web.components.aria import aria
from whence.web.components.hanging import ICONS, WORDS, Tone
from whence.web.elements import Element
from whence.web.language import _

TONES: tuple[Tone, Tone] = ("wrong", "right")


def score(game: Game) -> list[Element]:
    """Return the running duel: two counts, and a mark for each answer."""
    yours, networks = game.yours, game.networks
    return [
        html.P(_("You"), className="who"),
        html.P(f"{sum(yours)} : {sum(networks)}", className="count"),
        html.P(_("Network"), className="who"),
        _marks(_("You"), yours),
        _marks(_("Network"), networks),
    ]


def _marks(who: str, outcomes: Sequence[bool]) -> Element:
    tones = [TONES[outcome] for outcome in outcomes]
    marks = [html.Span(ICONS[tone], className=f"tick {tone}") for tone in tones]
    rest = [html.Span("·", className="tick")] * (ROUNDS - len(marks))
    return html.P([*marks, *rest], className="ticks", role="img", **aria(label=told(who, outcomes)))


def told(who: str, outcomes: Sequence[bool]) -> str:
    """Return the marks as words."""
    if not outcomes:
        return _("{who}: nothing said yet", who=who)
    words = _(", ").join(_(WORDS[TONES[outcome]]).lower() for outcome in outcomes)
    return _("{who}: {words}", who=who, words=words)
