import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.lambda_events import Runtime, http, packed, rest
from tests.museums.trouble import HTML, picture
from tests.public_web.hosts import HOST, Hosts
from whence import aws
from whence.cli import main
from whence.pictures import MOST_BYTES

TINY = ROOT / "tests" / "fixtures" / "tiny" / "tiny.pkl"
STUDY = ROOT / "data" / "studies" / "china-01.webp"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WHENCE_MODEL", str(TINY))
    for kept in (aws._classifier, aws._fetch):
        kept.cache_clear()
    yield
    for kept in (aws._classifier, aws._fetch):
        kept.cache_clear()


def ask(event: object) -> Any:
    answer = aws.handler(event, None)
    json.dumps(answer, ensure_ascii=False).encode()
    return answer


def without(outcome: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in outcome.items() if name not in ("ms", *names)}


def told() -> dict[str, Any]:
    said = CliRunner().invoke(main, ["predict", "--json", str(STUDY)])
    return without(json.loads(said.stdout), "file")


def test_a_picture_is_answered_as_on_the_command_line() -> None:
    outcome = ask({"image": packed(STUDY.read_bytes())})
    assert outcome["file"] == "image"
    assert without(outcome, "file") == told()


def test_base64_may_be_broken_into_lines() -> None:
    text = packed(STUDY.read_bytes())
    lines = "\n".join(text[at : at + 76] for at in range(0, len(text), 76)) + "\n"
    assert without(ask({"image": lines}), "file") == told()


@pytest.mark.parametrize("shape", [rest, http])
def test_http_takes_json_and_the_picture_itself(shape: Any) -> None:
    data = STUDY.read_bytes()
    wanted = json.dumps({"image": packed(data)})
    for event in (
        shape(wanted),
        shape(packed(wanted.encode()), encoded=True),
        shape(packed(data), encoded=True, kind="image/webp"),
        shape(packed(data), encoded=True, kind="application/octet-stream"),
    ):
        answer = ask(event)
        assert answer["statusCode"] == 200
        assert answer["headers"]["Content-Type"] == "application/json"
        assert without(json.loads(answer["body"]), "file") == told()


@pytest.mark.parametrize(
    ("data", "code", "status"),
    [
        (HTML, "unknown-format", 415),
        (picture()[:-900], "broken", 422),
        (b"\0" * 15_000_001, "too-large", 413),
        (b"", "empty", 422),
    ],
)
def test_refusals_have_the_codes_of_the_command_line(data: bytes, code: str, status: int) -> None:
    assert ask({"image": packed(data)})["error"]["code"] == code
    answer = ask(http(json.dumps({"image": packed(data)})))
    assert answer["statusCode"] == status
    assert json.loads(answer["body"])["error"]["code"] == code


def test_a_text_that_is_too_long_for_a_picture_is_not_even_unpacked() -> None:
    assert ask({"image": "!" * (2 * MOST_BYTES + 1)})["error"]["code"] == "too-large"
    assert ask({"image": "!" * 100})["error"]["code"] == "bad-request"


@pytest.mark.parametrize(
    "event",
    [
        None,
        "",
        [],
        7,
        {},
        {"image": 7},
        {"image": None},
        {"url": ["https://example.org/"]},
        {"url": "https://example.org/", "image": "aGVsbG8="},
        {"image": "no base64!"},
        {"image": "aGVsbG8"},
        {"image": "é"},
        {"Records": []},
        {"Records": [{"eventSource": "aws:sqs", "body": "{}"}]},
        {"Service": "Amazon S3", "Event": "s3:TestEvent"},
    ],
)
def test_an_event_without_a_picture_is_told_what_to_send(event: object) -> None:
    error = ask(event)["error"]
    assert error["code"] == "bad-request"
    assert 'Send {"url": "https://…"}' in error["message"]


@pytest.mark.parametrize(
    ("body", "encoded"),
    [
        (None, False),
        ("", False),
        ("{", False),
        ("{}", False),
        ('{"image": "no base64!"}', False),
        ('{"a":' * 100_000, False),
        ("no base64!", True),
    ],
)
@pytest.mark.parametrize("shape", [rest, http])
def test_a_bad_body_is_400(shape: Any, body: str | None, encoded: bool) -> None:
    answer = ask(shape(body, encoded))
    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["error"]["code"] == "bad-request"


@pytest.mark.parametrize(
    ("url", "code", "status"),
    [
        ("https://127.0.0.1/", "not-an-url", 422),
        ("http://pictures.example.org/", "not-an-url", 422),
        ("https://pictures.example.org/\ud800", "not-an-url", 422),
        ("https://inside.example.org/good.jpg", "not-public", 422),
        (f"https://{HOST}/missing", "not-found", 404),
        (f"https://{HOST}/error", "unreachable", 502),
        (f"https://{HOST}/bomb.png", "too-many-pixels", 422),
    ],
)
def test_addresses_are_asked_with_care(
    monkeypatch: pytest.MonkeyPatch, url: str, code: str, status: int
) -> None:
    with Hosts() as hosts:
        hosts.records["inside.example.org"] = [["169.254.169.254"]]
        monkeypatch.setattr(aws, "PublicWeb", hosts.web)
        outcome = ask({"url": url})
        assert outcome["error"]["code"] == code
        assert outcome["file"] == url.encode(errors="replace").decode()
        assert ask(rest(json.dumps({"url": url})))["statusCode"] == status


def test_a_picture_of_the_public_web_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hosts() as hosts:
        monkeypatch.setattr(aws, "PublicWeb", hosts.web)
        outcome = ask({"url": f"https://{HOST}/good.jpg"})
        same = ask({"image": packed(picture())})
    assert without(outcome, "file") == without(same, "file")


def test_addresses_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_PUBLIC_URLS", "false")
    assert ask({"url": f"https://{HOST}/good.jpg"})["error"]["code"] == "urls-off"
    assert ask(http(json.dumps({"url": f"https://{HOST}/"})))["statusCode"] == 403


def test_the_handler_loads_nothing_of_the_web_nor_of_s3() -> None:
    code = (
        "import sys, json; from whence.aws import handler; from tests.lambda_events import packed;"
        f"said = handler({{'image': packed(open({str(STUDY)!r}, 'rb').read())}}, None);"
        "assert 'label' in said, said; print('\\n'.join(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in said.stdout.split()}
    assert not loaded & {"dash", "pandas", "plotly", "fastapi", "flask", "boto3", "tensorflow"}
    assert not any(name.startswith("whence.web.") for name in said.stdout.split())


@pytest.mark.skipif(sys.platform != "linux", reason="awslambdaric is built for Linux only")
def test_the_real_runtime_client_carries_events_and_answers() -> None:
    with Runtime() as runtime:
        client = subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", "whence.aws.handler"],
            cwd=ROOT,
            env={
                "AWS_LAMBDA_RUNTIME_API": runtime.address,
                "WHENCE_MODEL": str(TINY),
                "HOME": str(ROOT),
            },
            stdout=subprocess.DEVNULL,
        )
        try:
            kind, outcome = runtime.ask({"image": packed(STUDY.read_bytes())})
            assert kind == "response"
            assert without(outcome, "file") == told()
            kind, answer = runtime.ask(http(packed(STUDY.read_bytes()), encoded=True))
            assert without(json.loads(answer["body"]), "file") == told()
            for url in ("https://127.0.0.1/\u6f22", "https://127.0.0.1/\ud800"):
                kind, outcome = runtime.ask({"url": url})
                assert (kind, outcome["error"]["code"]) == ("response", "not-an-url")
            kind, answer = runtime.ask(rest("{"))
            assert (kind, answer["statusCode"]) == ("response", 400)
        finally:
            client.kill()
            client.wait()
        runtime.shutdown()


@pytest.mark.skipif(sys.platform != "linux", reason="awslambdaric is built for Linux only")
def test_a_lambda_without_its_model_says_so_when_it_starts() -> None:
    with Runtime() as runtime:
        said = subprocess.run(
            [sys.executable, "-m", "awslambdaric", "whence.aws.handler"],
            cwd=ROOT,
            env={
                "AWS_LAMBDA_RUNTIME_API": runtime.address,
                "WHENCE_MODEL": "absent.pkl",
                "HOME": str(ROOT),
            },
            stdout=subprocess.DEVNULL,
            timeout=60,
        )
        assert said.returncode != 0
        _, fault = runtime.said.get(timeout=60)
        assert "There is no readable model file" in fault["errorMessage"]
        runtime.shutdown()
