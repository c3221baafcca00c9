"""Pictures in S3, as a bucket's notifications name them."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final
from urllib.parse import unquote_plus

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

from whence.aws_events import BadEventError
from whence.museums.errors import NotFound
from whence.pictures import MOST_BYTES

PATIENCE: Final = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 3})


def stored(record: object) -> tuple[str, Callable[[], bytes]]:
    """Return an object's name, `s3://bucket/key`, and what gets it; raises BadEventError.

    That never holds more than a picture may have, and raises NotFound; anything else that S3
    says is raised as it is, so that Lambda tries the event again.
    """
    match record:
        case {"s3": {"bucket": {"name": str(bucket)}, "object": {"key": str(key), **others}}}:
            wanted = {"Bucket": bucket, "Key": unquote_plus(key)}
        case _:
            raise BadEventError
    if isinstance(version := others.get("versionId"), str):
        wanted["VersionId"] = version
    return f"s3://{bucket}/{wanted['Key']}", lambda: _get(wanted)


def _get(wanted: dict[str, str]) -> bytes:
    try:
        answer = _client().get_object(**wanted)
        with answer["Body"] as body:
            data: bytes = body.read(MOST_BYTES + 1)
    except ParamValidationError as error:
        raise NotFound("S3 can have no such object.") from error
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
            raise NotFound("S3 has no such object, or not for us.") from error
        raise
    if len(data) < min(answer["ContentLength"], MOST_BYTES + 1):  # urllib3 does not mind
        raise ConnectionError("S3's answer was cut short.")
    return data


@cache
def _client() -> Any:
    return boto3.client("s3", config=PATIENCE)
