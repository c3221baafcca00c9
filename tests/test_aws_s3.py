from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from moto import mock_aws

from tests.lambda_events import put
from tests.museums.trouble import picture
from tests.test_aws import TINY, packed, without
from whence import aws, aws_s3
from whence.pictures import MOST_BYTES

BUCKET = "paintings"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A pretended S3 with one bucket."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.setenv(f"AWS_{name}", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("WHENCE_MODEL", str(TINY))
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET)
        for kept in (aws_s3._client, aws._classifier):
            kept.cache_clear()
        yield client
    for kept in (aws_s3._client, aws._classifier):
        kept.cache_clear()


def test_new_objects_are_decided_under_their_names(s3: Any) -> None:
    keys = ["1.jpg", "a folder/漢+字 (1)%.jpg"]
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key, Body=picture())
    outcomes = aws.handler(put(BUCKET, *keys), None)
    assert isinstance(outcomes, list)
    assert [outcome["file"] for outcome in outcomes] == [f"s3://{BUCKET}/{key}" for key in keys]
    same = aws.handler({"image": packed(picture())}, None)
    assert isinstance(same, dict)
    assert all(without(outcome, "file") == without(same, "file") for outcome in outcomes)


def test_one_that_cannot_be_decided_does_not_hinder_the_others(s3: Any) -> None:
    s3.put_object(Bucket=BUCKET, Key="large", Body=bytes(MOST_BYTES + 9))
    s3.put_object(Bucket=BUCKET, Key="text", Body=b"no picture")
    s3.put_object(Bucket=BUCKET, Key="good", Body=picture())
    outcomes = aws.handler(put(BUCKET, "large", "absent", "text", "good"), None)
    assert [outcome.get("error", {}).get("code") for outcome in outcomes] == [
        "too-large",
        "not-found",
        "unknown-format",
        None,
    ]


def test_of_a_huge_object_no_more_is_read_than_a_picture_may_have(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Huge(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= MOST_BYTES + 1
            return bytes(size)

    answer = {"Body": Huge(), "ContentLength": 2 * MOST_BYTES}
    monkeypatch.setattr(aws_s3._client(), "get_object", lambda **_: answer)
    (outcome,) = aws.handler(put(BUCKET, "1"), None)
    assert "error" in outcome


def test_the_version_that_was_put_is_read(s3: Any) -> None:
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket=BUCKET, Key="1", Body=picture())["VersionId"]
    s3.put_object(Bucket=BUCKET, Key="1", Body=b"no picture")
    (outcome,) = aws.handler(put(BUCKET, "1", version=first), None)
    assert "label" in outcome


def test_an_object_that_was_cut_short_on_its_way_is_raised_so_that_lambda_tries_again(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture()
    half = StreamingBody(BytesIO(data[:-900]), len(data))
    answer = {"Body": half, "ContentLength": len(data)}
    monkeypatch.setattr(aws_s3._client(), "get_object", lambda **_: answer)
    with pytest.raises(ConnectionError, match="cut short"):
        aws.handler(put(BUCKET, "1"), None)


def failing(status: int) -> Callable[..., None]:
    def fail(**_: object) -> None:
        answer = {"ResponseMetadata": {"HTTPStatusCode": status}, "Error": {"Code": "SlowDown"}}
        raise ClientError(answer, "GetObject")

    return fail


def test_an_object_that_is_not_for_us_is_not_asked_for_again(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aws_s3._client(), "get_object", failing(403))
    (outcome,) = aws.handler(put(BUCKET, "1"), None)
    assert outcome["error"]["code"] == "not-found"


def test_trouble_of_s3_is_raised_so_that_lambda_tries_again(
    s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aws_s3._client(), "get_object", failing(503))
    with pytest.raises(ClientError, match="SlowDown"):
        aws.handler(put(BUCKET, "1"), None)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, "bad-request"),
        ({"s3": None}, "bad-request"),
        ({"s3": {"bucket": {"name": BUCKET}, "object": {"key": 1}}}, "bad-request"),
        ({"s3": {"bucket": {"name": BUCKET}, "object": {"key": ""}}}, "not-found"),
        ({"s3": {"bucket": {"name": "no bucket!"}, "object": {"key": "a"}}}, "not-found"),
    ],
)
def test_a_record_that_names_no_object_does_not_hinder_the_others(
    s3: Any, wrong: dict[str, Any], code: str
) -> None:
    s3.put_object(Bucket=BUCKET, Key="good", Body=picture())
    event = put(BUCKET, "good")
    event["Records"].append({"eventSource": "aws:s3"} | wrong)
    good, bad = aws.handler(event, None)
    assert good["file"] == f"s3://{BUCKET}/good"
    assert "error" not in good
    assert bad["error"]["code"] == code
