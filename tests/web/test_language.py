"""Which language a visitor meets, and that everything is said in it."""

import ast
import gettext
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter

import pytest
import requests
from babel.messages.catalog import Message
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from deploy.serving import CLICK
from tests.browsing import Served
from tests.conftest import ROOT
from tests.web.layered import visit
from tests.web.test_opinions import GUESS
from tests.words import extracted, forms, po, read
from whence.web.language import (
    ENGLISH,
    FOLDER,
    LANGUAGES,
    LONGEST,
    LanguageMiddleware,
    _,
    choose,
    current,
    ngettext,
    pgettext,
    speaking,
)
from whence.web.names import century_name, fact, label_name, percentage
from whence.web.opinions import bars, sentence
from whence.web.pages import bring
from whence.web.scripts import SENTENCES, said_by_scripts

OTHERS = [tag for tag in LANGUAGES if tag != ENGLISH]
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
OWN = {"{number}{suffix} century"}
"""Sentences whose translations may leave out a placeholder: no language else has 1st, 2nd, 3rd."""


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("", "zh", "zh-Hans"),
        ("", "zh-SG", "zh-Hans"),
        ("", "ZH-hans-CN", "zh-Hans"),
        ("", "zh-TW,zh;q=0.9,en-US;q=0.8", "zh-Hans"),
        ("", "en-GB,zh;q=0.5", "en"),
        ("", "en;q=0.5,zh-CN;q=0.7", "zh-Hans"),
        ("", "fr-FR,fr;q=0.9,zh;q=0.2", "zh-Hans"),
        ("", "zh;q=0,fr", "en"),
        ("", "*", "en"),
        ("", "de", "en"),
        ("", "zh;q=many, ;;,=", "en"),
        ("en", "zh-CN", "en"),
        ("zh-Hans", "en", "zh-Hans"),
        ("klingon", "zh-CN", "zh-Hans"),
    ],
)
def test_the_visitors_choice_comes_before_the_browsers(
    cookie: str, accepted: str, language: str
) -> None:
    assert choose(cookie, accepted) == language


def test_what_is_not_translated_is_said_in_english() -> None:
    with speaking("zh-Hans"):
        assert _("A sentence that nobody translated, {name}.", name="Ada") == (
            "A sentence that nobody translated, Ada."
        )
        assert _("") == ""
        assert pgettext("study", "Japan") == "Japan"
    assert current() == ENGLISH


CHINESE = {"accept-language": "zh-CN"}


@pytest.fixture
def hall() -> TestClient:
    """An application that says its language, in the media type of its path."""

    async def say(request: Request) -> Response:
        kind = request.path_params["kind"].replace("-", "/")
        kept = {"Cache-Control": "max-age=60"} if "kept" in request.query_params else None
        return Response(current(), media_type=kind, headers=kept)

    routes = [Route("/{kind}", say), Route("/api/{kind}", say)]
    return visit(LanguageMiddleware(Starlette(routes=routes)))


@pytest.mark.parametrize("kind", ["text-html", "application-json"])
def test_what_depends_on_the_language_says_so_to_caches(hall: TestClient, kind: str) -> None:
    answer = hall.get(f"/{kind}", headers=CHINESE)
    assert answer.text == "zh-Hans"
    assert answer.headers["vary"] == "Accept-Language, Cookie"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers.get("content-language") == ("zh-Hans" if "html" in kind else None)
    kept = hall.get(f"/{kind}?kept", headers=CHINESE)
    assert kept.headers["cache-control"] == "max-age=60"


@pytest.mark.parametrize(
    ("path", "language"), [("/image-png", "zh-Hans"), ("/api/text-html", "en")]
)
def test_pictures_and_what_is_for_programs_are_the_same_for_all(
    hall: TestClient, path: str, language: str
) -> None:
    answer = hall.get(path, headers=CHINESE)
    assert answer.text == language
    assert not {"vary", "cache-control", "content-language"} & set(answer.headers)


@pytest.mark.parametrize(
    ("cookie", "language"),
    [
        ("language=zh-Hans", "zh-Hans"),
        ("a=1; language=zh-Hans;b=2", "zh-Hans"),
        ("other-language=zh-Hans", "en"),
        ("language", "en"),
        ("; =; language=zh-Hans=", "en"),
    ],
)
def test_the_choice_is_found_among_all_cookies(
    hall: TestClient, cookie: str, language: str
) -> None:
    assert hall.get("/text-html", headers={"cookie": cookie}).text == language


def test_nobody_further_in_reads_cookies() -> None:
    """Reading a long quoted one takes older Pythons many seconds."""
    seen: list[bytes] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        seen.extend(name for name, _ in scope["headers"])
        await Response()(scope, receive, send)

    long = 'language="' + '\\"' * 30_000 + '"'
    visit(LanguageMiddleware(note)).get("/", headers={"cookie": long, "x-other": "1"})
    assert b"x-other" in seen
    assert b"cookie" not in seen


def test_of_a_list_that_is_too_long_only_the_beginning_is_read(hall: TestClient) -> None:
    for length, language in ((LONGEST // 3 - 1, "zh-Hans"), (LONGEST // 3 + 1, "en")):
        accepted = {"accept-language": "fr," * length + "zh"}
        assert hall.get("/text-html", headers=accepted).text == language


def test_names_are_shown_translated_and_others_labels_as_they_are() -> None:
    names = [label_name("Japan"), century_name("19th"), percentage(0)]
    assert names == ["Japan", "19th century", "< 1 %"]
    assert ngettext("{count} work", "{count} works", 1234) == "1,234 works"
    with speaking("zh-Hans"):
        assert [label_name("Japan"), label_name("Search")] == ["日本", "Search"]
        assert [century_name("19th"), century_name("no date in our list")] == [
            "19 世纪",
            "未注年代",
        ]
        assert [percentage(value) for value in (0, 0.5, 1)] == ["<1%", "50%", ">99%"]


def test_a_museums_facts_stay_and_say_their_language() -> None:
    with speaking("zh-Hans"):
        museums, ours = fact("Irises", "1831"), fact("Built-in study", "2026")
    assert museums["props"] == {"children": "Irises · 1831", "lang": "en", "dir": "auto"}
    assert ours["props"] == {"children": "自带习作 · 2026", "lang": None, "dir": "auto"}


def test_the_labels_of_other_recipes_stand_untranslated_in_translated_sentences() -> None:
    breeds = ("Chow", "Pug", "Search")
    torn = replace(GUESS, labels=breeds, probabilities=(0.55, 0.4, 0.05), verdict="torn")
    with speaking("zh-Hans"):
        said = sentence(replace(torn, chosen=("Chow",), confidence=0.55))
        assert said == "很可能是Chow，也可能是Pug。"
        assert [bar["label"] for bar in bars(torn, {})] == list(breeds)
        assert "它认识的 3 个标签" in str(bring.page(breeds))
        assert "Search" in str(bring.page(breeds))


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def translated(language: str) -> Iterator[tuple[Message, str]]:
    for message in read(language):
        if message.id:
            yield from ((message, form) for form in forms(message))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    marked = {(message.id, message.context) for message in extracted() if message.id}
    kept = {(message.id, message.context) for message in read(language) if message.id}
    assert marked == kept, "run `make words`, then translate what is new"
    assert not [message.id for message, form in translated(language) if not form.strip()]
    assert not [message.id for message, _form in translated(language) if message.fuzzy]


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_placeholders(language: str) -> None:
    for message, form in translated(language):
        english = message.id if isinstance(message.id, str) else message.id[0]
        if english in OWN:
            assert placeholders(form) < placeholders(english)
        else:
            assert placeholders(form) == placeholders(english), english


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_served_agrees_with_what_is_written(language: str) -> None:
    served = gettext.translation("whence", FOLDER, [po(language).parts[-3]])
    for message, form in translated(language):
        context = message.context
        if not isinstance(message.id, str):
            assert served.ngettext(*message.id, 2) == form, "run `make words`"
        elif context is None:
            assert served.gettext(message.id) == form, "run `make words`"
        else:
            assert served.pgettext(context, message.id) == form, "run `make words`"


def test_no_marked_sentence_escapes_the_collector() -> None:
    found = {message.id for message in extracted() if message.id}
    for file in sorted((ROOT / "whence").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                said = call.args[: MARKS.get(call.func.id, 0)]
                texts = tuple(a.value for a in said if isinstance(a, ast.Constant))
                if texts:
                    assert (texts if len(texts) > 1 else texts[0]) in found, f"{file.name}: {texts}"


def test_scripts_ask_for_sentences_that_there_are() -> None:
    scripts = "\n".join(file.read_text("utf-8") for file in (ROOT / "assets").glob("*.js"))
    asked = set(re.findall(r"\bsay\(\s*\"(\w+)\"", scripts))
    assert asked == set(SENTENCES)
    assert not re.findall(r"[\"`][A-Z][a-z]+[’']?[a-z]* [a-z][^\"`\n]*[\"`]", scripts)
    with speaking("zh-Hans"):
        assert json.loads(said_by_scripts())["turn"] == "排队中……"


CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}


@pytest.mark.parametrize("path", ["/", "/collection", "/try", "/statistics"])
def test_a_page_says_which_language_it_is_in_and_why(path: str, gallery: Served) -> None:
    english = requests.get(f"{gallery.url}{path}", timeout=30)
    chinese = requests.get(f"{gallery.url}{path}", headers=CHINESE, timeout=30)
    assert english.text != chinese.text
    for page, language in ((english, "en"), (chinese, "zh-Hans")):
        assert page.headers["Content-Language"] == language
        assert {"Accept-Language", "Cookie"} <= set(re.split(", *", page.headers["Vary"]))
        assert page.headers["Cache-Control"] == "no-cache"


def test_the_document_the_preview_and_the_404_are_translated(gallery: Served) -> None:
    there = requests.get(
        f"{gallery.url}/painting/local-study-japan-02", headers=CHINESE, timeout=30
    )
    assert '<html lang="zh-Hans">' in there.text
    assert "是日本吗？" in there.text
    lost = requests.get(f"{gallery.url}/nowhere", headers=CHINESE, timeout=30)
    assert lost.status_code == 404
    assert "<title>这里什么也没挂 · Whence</title>" in lost.text


def test_files_are_the_same_for_everybody(gallery: Served) -> None:
    for path in ("/assets/style.css", "/assets/try.js", "/pictures/local-study-japan-02"):
        reply = requests.get(f"{gallery.url}{path}", headers=CHINESE, timeout=30)
        assert "Cookie" not in reply.headers.get("Vary", "")
        assert "Content-Language" not in reply.headers


def test_what_a_thread_decides_is_said_in_the_visitors_language(gallery: Served) -> None:
    picture = (ROOT / "data" / "studies" / "japan-02.webp").read_bytes()
    as_cookie = {"Cookie": "other=1; language=zh-Hans", "Accept-Language": "en"}
    answer = requests.post(f"{gallery.url}/try", picture, headers=as_cookie, timeout=60).json()
    assert answer["label"] == "Japan"
    assert [bar["label"] for bar in answer["bars"]] == ["美国", "中国", "印度", "日本"]
    refused = requests.post(f"{gallery.url}/try", b"no picture", headers=CHINESE, timeout=60).json()
    assert refused["error"]["message"].startswith("这不是我们能读取的图片。")


def test_a_callback_answers_in_the_visitors_language(gallery: Served) -> None:
    ready = {"id": "next", "property": "data", "value": "local-study-japan-02"}
    call = CLICK | {"state": [ready, *CLICK["state"][1:]]}
    address = f"{gallery.url}/_dash-update-component"
    said = requests.post(address, json=call, headers=CHINESE, timeout=60)
    assert "博物馆说它来自" in json.dumps(said.json(), ensure_ascii=False)
    assert "The museum says" in requests.post(address, json=call, timeout=60).text
