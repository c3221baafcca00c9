"""What the API says of itself holds, whatever it is sent; its page needs no other host."""

import re
from typing import Any

import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from playwright.sync_api import Browser, Page, Route
from schemathesis import GenerationMode

from tests.browsing import Served, Watch
from tests.conftest import ROOT

STUDY = "study-japan-01"
PICTURE = (ROOT / "data" / "studies" / "japan-01.webp").read_bytes()
POLICY = "default-src 'self'; img-src 'self' data:"

attacked = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# A schema cannot say that bytes are a picture or that a cursor is one of ours.
BEYOND = [schemathesis.checks.positive_data_acceptance]
# Whatever stands in a form is taken for a file and refused among the results.
OF_FORMS = [*BEYOND, schemathesis.checks.negative_data_rejection]
REFUSING = {"negative_data_rejection": {"expected-statuses": ["400", "404", "413", "415", "422"]}}


@pytest.fixture(scope="module")
def schema(api: FastAPI) -> Any:
    binary = st.one_of(st.just(PICTURE), st.just(PICTURE[:500]), st.binary())
    schemathesis.openapi.format("binary", binary)
    config = schemathesis.Config.from_dict({"checks": REFUSING})
    return schemathesis.openapi.from_asgi("/openapi.json", api, config=config)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_a_documented_one(schema: Any, mode: GenerationMode) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 9
    for operation in operations:

        @attacked
        @given(operation.as_strategy(generation_mode=mode), st.booleans())
        def attack(case: Any, known: bool) -> None:
            if known and "painting_id" in case.path_parameters:
                case.path_parameters["painting_id"] = STUDY
            form = case.media_type == "multipart/form-data"
            case.call_and_validate(excluded_checks=OF_FORMS if form else BEYOND)

        try:
            attack()
        except Unsatisfiable:  # nothing that could be sent would be wrong
            assert mode is GenerationMode.NEGATIVE


def test_the_description_is_current_openapi_and_speaks_of_no_page(gallery: Served) -> None:
    reply = requests.get(f"{gallery.url}/openapi.json", timeout=10)
    said = reply.json()
    assert said["openapi"].startswith("3.1")
    named = set(re.findall(r'"#/components/schemas/(.*?)"', reply.text))
    assert named == said["components"]["schemas"].keys()
    assert all(path.startswith(("/api/v1/", "/scorefile/")) for path in said["paths"])
    for path in said["paths"].values():
        for operation in path.values():
            assert operation["responses"].keys() >= {"429", "503"}

            assert operation["tags"]
            assert operation["description"]
            for parameter in operation.get("parameters", []):
                if parameter["in"] != "path":
                    assert parameter["description"]
                if parameter["in"] == "header":
                    assert parameter["name"] == "If-None-Match"
            problems = [said for status, said in operation["responses"].items() if status >= "400"]
            assert all("application/problem+json" in problem["content"] for problem in problems)


def test_the_description_is_not_sent_again_to_who_has_it(gallery: Served) -> None:
    first = requests.get(f"{gallery.url}/openapi.json", timeout=10)
    assert first.headers["cache-control"] == "no-cache"
    known = {"If-None-Match": first.headers["etag"]}
    again = requests.get(f"{gallery.url}/openapi.json", headers=known, timeout=10)
    assert (again.status_code, again.content) == (304, b"")


def test_every_work_that_an_example_names_hangs_here(gallery: Served) -> None:
    said = requests.get(f"{gallery.url}/openapi.json", timeout=10).json()
    works = [said["components"]["schemas"][kind]["properties"] for kind in ("Work", "WorkWanted")]
    named = [name for work in works for name in work["id"]["examples"]]
    addresses = [*works[0]["picture"]["examples"], *(f"/api/v1/paintings/{name}" for name in named)]
    bodies = [
        operation["requestBody"]["content"]["application/json"]["example"]
        for path in said["paths"].values()
        for operation in path.values()
        if "requestBody" in operation
    ]
    addresses += [f"/api/v1/paintings/{body['id']}" for body in bodies]
    assert len(addresses) == 5
    for address in addresses:
        assert requests.get(gallery.url + address, timeout=10).status_code == 200, address


def test_the_page_shows_every_address_under_a_strict_policy(
    browser: Browser, gallery: Served
) -> None:
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page)

    def strictly(route: Route) -> None:
        answer = route.fetch(max_retries=2)  # where the server closes what was idle
        headers = answer.headers | {"content-security-policy": POLICY}
        route.fulfill(response=answer, headers=headers)

    page.route("**/docs", strictly)
    page.goto(f"{gallery.url}/docs")
    page.wait_for_selector(".opblock", timeout=30_000)
    assert page.locator(".opblock").count() == 9
    page.click("#operations-predict-predict_api_v1_predict_post .opblock-summary")
    page.click("text=Try it out")
    page.wait_for_selector("#docs input[type=file], #docs button:has-text('Add')")
    assert watch.errors == []
    assert watch.hosts == {"127.0.0.1"}
    elsewhere = context.new_page()
    elsewhere.goto(f"{gallery.url}/assets/favicon.svg")
    elsewhere.evaluate("localStorage.setItem('theme', 'dark')")
    for _ in range(2):
        page.wait_for_selector("html.dark-mode #docs .swagger-ui")
        page.reload()
    context.close()


def test_a_picture_that_was_asked_for_is_shown(page: Page, gallery: Served) -> None:
    page.goto(f"{gallery.url}/docs")
    route = page.locator("[id$=picture_api_v1_pictures__painting_id__get]")
    route.locator(".opblock-summary").click()
    route.get_by_text("Try it out").click()
    route.locator("[data-param-name=painting_id] input").fill(STUDY)
    route.get_by_role("button", name="Execute").click()
    picture = route.locator(".response img").first
    picture.wait_for(timeout=30_000)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_a_visitor_finds_it_and_the_way_back(page: Page, gallery: Served) -> None:
    page.goto(f"{gallery.url}/try")
    page.get_by_role("link", name="For programs: the API").click()
    page.wait_for_selector(".opblock", timeout=30_000)
    page.get_by_role("link", name="Whence").first.click()
    page.wait_for_selector("#show")


def test_its_address_may_end_in_a_slash(gallery: Served) -> None:
    with_it, without = (requests.get(f"{gallery.url}/docs{end}", timeout=10) for end in ("/", ""))
    assert (with_it.status_code, with_it.text) == (200, without.text)


def test_its_script_and_style_are_on_no_other_page(gallery: Served) -> None:
    document = requests.get(gallery.url, timeout=10).text
    assert "docs.js" not in document
    assert "docs.css" not in document
