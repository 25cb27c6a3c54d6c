"""Loaded by schemathesis, in its own environment: each call comes with a session of its own."""

import json
import os
import urllib.request

import schemathesis

MESSAGE = {"id": "7f3c1b0e-58a1-4c39-9d8e-0d2f6c1a9b77", "text": "hello"}


def post(path, body, **headers):
    """The answer to a call of the channel."""
    headers = {"Content-Type": "application/json", **headers}
    url = os.environ["NEEDLEWISE_URL"] + path
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


@schemathesis.auth(refresh_interval=None)
class Session:
    """A token for one call, so that a deleted conversation spoils no other call."""

    def get(self, case, context):
        token = post("/sessions", {})["token"]
        if case.path == "/feedback":  # there must be a reply to think something of
            post("/messages", MESSAGE, Authorization=f"Bearer {token}")
        return token

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"
