import time
from itertools import pairwise

import pytest

from tests.redis_server import Server
from tests.test_gallery import STUDIES, Shelf, gallery, works
from whence.dealing import KEPT, WORKS, Dealer
from whence.encoded import Encoded
from whence.gallery import REPLACEMENTS
from whence.game import ROUNDS
from whence.museums.errors import NotFound, Unreachable
from whence.painting import Painting
from whence.pictures import PictureError
from whence.shared import Shared

DAY = "2026-11-21"


def names(dealer: Dealer, count: int) -> list[str]:
    return [dealer.work(DAY, place).id for place in range(count)]


def test_two_galleries_deal_alike_and_no_work_twice() -> None:
    first, second = (Dealer(gallery(works(60), Shelf())) for _ in range(2))
    dealt = names(first, WORKS + ROUNDS)
    assert dealt == names(second, WORKS + ROUNDS)
    assert len(set(dealt)) == WORKS + ROUNDS
    assert all(each.startswith("work-") for each in dealt[:WORKS])
    assert all(each in STUDIES for each in dealt[WORKS:])
    with pytest.raises(LookupError):
        first.work(DAY, WORKS + ROUNDS)


def test_another_day_deals_works_and_studies_in_another_order() -> None:
    dealer = Dealer(gallery(works(60), Shelf()))
    today = names(dealer, WORKS + ROUNDS)
    tomorrow = [dealer.work("2026-11-22", place).id for place in range(WORKS + ROUNDS)]
    assert today[:WORKS] != tomorrow[:WORKS]
    assert today[WORKS:] != tomorrow[WORKS:]


@pytest.mark.parametrize("error", [NotFound("x"), Unreachable("x"), PictureError("broken")])
def test_a_work_that_cannot_be_had_is_replaced_by_the_next_in_order(error: Exception) -> None:
    dealt = names(Dealer(gallery(works(60), Shelf())), WORKS)
    dealer = Dealer(gallery(works(60), Shelf({dealt[0], dealt[1], dealt[4]}, error)))
    assert names(dealer, WORKS) == dealt
    assert [dealer.find(DAY, start) for start in (0, 3, 4)] == [2, 3, 5]


@pytest.mark.parametrize("start", [0, 7])
def test_without_the_museum_studies_hang_for_the_rest_of_the_game(start: int) -> None:
    shelf = Shelf(missing={f"work-{number}" for number in range(60)}, error=Unreachable("x"))
    dealer = Dealer(gallery(works(60), shelf))
    place = dealer.find(DAY, start)
    assert place == WORKS
    assert len(shelf.asked) == 1 + REPLACEMENTS + 1
    assert dealer.find(DAY, place + 1) == place + 1
    assert len(shelf.asked) == 1 + REPLACEMENTS + 2


def test_the_patience_is_for_all_works_together() -> None:
    left: list[float] = []

    class Slow(Shelf):
        def bytes_of(self, painting: Painting, deadline: float) -> Encoded:
            left.append(deadline)
            time.sleep(0.01)
            return super().bytes_of(painting, deadline)

    Dealer(gallery(works(60), Slow({f"work-{number}" for number in range(60)}))).find(DAY, 0, 9)
    assert left[0] > 0
    assert all(after < before - 0.005 for before, after in pairwise([9.005, *left]))


def test_where_nothing_at_all_can_be_had_it_is_said_so() -> None:
    missing = {f"work-{number}" for number in range(60)} | {study.id for study in STUDIES}
    with pytest.raises(LookupError, match="No painting is left"):
        Dealer(gallery(works(60), Shelf(missing=missing))).find(DAY, 0)


def test_a_small_catalogue_is_filled_up_with_studies() -> None:
    dealer = Dealer(gallery(works(2), Shelf()))
    assert {each[:5] for each in names(dealer, 2)} == {"work-"}
    assert all(each in STUDIES for each in names(dealer, 2 + ROUNDS)[2:])


def test_studies_that_are_the_catalogue_are_dealt_once() -> None:
    dealer = Dealer(gallery(STUDIES, Shelf()))
    assert len(set(names(dealer, WORKS))) == WORKS
    with pytest.raises(LookupError):
        dealer.work(DAY, WORKS)


def test_machines_that_share_a_redis_pass_over_the_same_works(redis_server: Server) -> None:
    dealt = names(Dealer(gallery(works(60), Shelf())), WORKS)
    missing = Dealer(gallery(works(60), Shelf(missing={dealt[0]})), Shared(redis_server.url))
    whole = Dealer(gallery(works(60), Shelf()), Shared(redis_server.url))
    alone = Dealer(gallery(works(60), Shelf()))
    assert [dealer.find(DAY, 0) for dealer in (missing, whole, alone)] == [1, 1, 0]
    assert whole.find(DAY, 1) == 1
    assert 0 < redis_server.client.ttl(f"whence:game {DAY} 0") <= KEPT


def test_what_was_passed_over_is_counted_from_where_it_lay(redis_server: Server) -> None:
    dealt = names(Dealer(gallery(works(60), Shelf())), WORKS)
    missing = Dealer(gallery(works(60), Shelf(missing={dealt[3]})), Shared(redis_server.url))
    whole = Dealer(gallery(works(60), Shelf()), Shared(redis_server.url))
    assert [dealer.find(DAY, 3) for dealer in (missing, whole)] == [4, 4]


def test_a_study_in_place_of_a_museum_that_is_away_is_no_agreement(redis_server: Server) -> None:
    away = Shelf(missing={f"work-{number}" for number in range(60)}, error=Unreachable("x"))
    assert Dealer(gallery(works(60), away), Shared(redis_server.url)).find(DAY, 0) == WORKS
    assert Dealer(gallery(works(60), Shelf()), Shared(redis_server.url)).find(DAY, 0) == 0


@pytest.mark.parametrize(
    ("nonsense", "place"), [(b"-4", 0), (b"99999", WORKS), (b"\xff", 0), (b"", 0)]
)
def test_nonsense_in_redis_spoils_no_game(
    redis_server: Server, nonsense: bytes, place: int
) -> None:
    shared = Shared(redis_server.url)
    shared.put(f"game {DAY} 0", nonsense, 60)
    assert Dealer(gallery(works(60), Shelf()), shared).find(DAY, 0) == place
