"""Events as the documentation of AWS writes them, and a stand-in of the runtime that sends them."""

import base64
import json
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote_plus

RUNTIME = "/2018-06-01/runtime/"


def rest(body: str | None, encoded: bool = False, kind: str = "application/json") -> dict[str, Any]:
    """API Gateway REST (payload 1.0)."""
    return {
        "resource": "/predict",
        "path": "/predict",
        "httpMethod": "POST",
        "headers": {"Content-Type": kind, "Host": "abc.execute-api.eu-central-1.amazonaws.com"},
        "multiValueHeaders": {"Content-Type": [kind]},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {"resourcePath": "/predict", "httpMethod": "POST", "stage": "prod"},
        "body": body,
        "isBase64Encoded": encoded,
    }


def http(body: str | None, encoded: bool = False, kind: str = "application/json") -> dict[str, Any]:
    """API Gateway HTTP (payload 2.0), and function URLs, which write it alike."""
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/predict",
        "rawQueryString": "",
        "headers": {"content-type": kind, "host": "abc.lambda-url.eu-central-1.on.aws"},
        "requestContext": {
            "accountId": "anonymous",
            "domainName": "abc.lambda-url.eu-central-1.on.aws",
            "http": {"method": "POST", "path": "/predict", "protocol": "HTTP/1.1"},
            "requestId": "id",
            "routeKey": "$default",
            "stage": "$default",
        },
        "isBase64Encoded": encoded,
    }
    return event if body is None else event | {"body": body}


def put(bucket: str, *keys: str, version: str = "") -> dict[str, Any]:
    """A notification of new objects."""
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "awsRegion": "eu-central-1",
                "eventName": "ObjectCreated:Put",
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
                    "object": {"key": quote_plus(key), "size": 1, "sequencer": "0"}
                    | ({"versionId": version} if version else {}),
                },
            }
            for key in keys
        ]
    }


def packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Runtime"

    def do_GET(self) -> None:
        event = self.server.events.get()
        self.send_response(200)
        body = json.dumps(event).encode()
        for name, value in {
            "Lambda-Runtime-Aws-Request-Id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000) + 30_000),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:1:function:whence",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.said.put((self.path.rpartition("/")[2], json.loads(body)))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Runtime(ThreadingHTTPServer):
    """A stand-in of Lambda's runtime API: `ask` sends an event and returns ("response", answer)."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.events: queue.Queue[Any] = queue.Queue()
        self.said: queue.Queue[tuple[str, Any]] = queue.Queue()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def ask(self, event: object, patience: float = 60) -> tuple[str, Any]:
        self.events.put(event)
        return self.said.get(timeout=patience)

    def handle_error(self, *_: object) -> None:
        """Stay silent: the client is killed at the end."""
