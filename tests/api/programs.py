"""A program at the desk's API: a client with a token, whose answers are held against the schema."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from events import editorial
from events.models import User
from tests.api.described import check

BASE = "/api/v1"


def token_of(user: User, *scopes: str, name: str = "test") -> str:
    """The text of a new token."""
    now = timezone.now()
    token = editorial.create_token(
        user=user, name=name, scopes=scopes, expires_at=now + timedelta(days=1), now=now
    )
    return token.plaintext


class Program:
    """Sends JSON with a token; `version` becomes If-Match, `key` the Idempotency-Key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.client = Client(raise_request_exception=False)

    def send(
        self,
        method: str,
        path: str,
        document: Any = None,
        *,
        version: int | str | None = None,
        key: str | None = None,
        template: str = "",
    ) -> Any:
        headers = {"Authorization": f"Bearer {self.text}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        body = b"" if document is None else json.dumps(document).encode()
        answer = self.client.generic(
            method.upper(), f"{BASE}{path}", body, "application/json", headers=headers
        )
        if template:
            check(answer, template, method)
        return answer

    def get(self, path: str, **more: Any) -> Any:
        return self.send("get", path, **more)

    def post(self, path: str, document: Any = None, **more: Any) -> Any:
        return self.send("post", path, document, **more)

    def patch(self, path: str, document: Any, **more: Any) -> Any:
        return self.send("patch", path, document, **more)

    def put(self, path: str, document: Any, **more: Any) -> Any:
        return self.send("put", path, document, **more)


def errors(answer: Any) -> list[tuple[str, str]]:
    """Pointer (or parameter) and words of each problem of an answer."""
    return [
        (error.get("pointer", error.get("parameter")), error["detail"])
        for error in answer.json().get("errors", [])
    ]
