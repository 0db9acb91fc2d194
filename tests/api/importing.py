"""Files of events, sent by a program, and an empty archive to import them into."""

import json

from django.apps import apps
from django.db import connection

from tests.api.described import check
from tests.api.programs import BASE, Program

PATH = "/desk/imports/"
CSV, NDJSON = "text/csv", "application/x-ndjson"


class Importer(Program):
    def send_file(self, content, query="", media=NDJSON, key=None, status=202):
        headers = {"Authorization": f"Bearer {self.text}"}
        if key:
            headers["Idempotency-Key"] = key
        if isinstance(content, list):
            content = "\n".join(json.dumps(line) for line in content)
        body = content.encode() if isinstance(content, str) else content
        answer = self.client.generic("POST", f"{BASE}{PATH}{query}", body, media, headers=headers)
        assert answer.status_code == status, answer.content[:500]
        check(answer, PATH, "post")
        return answer.json()

    def rows(self, job, query="") -> list[dict]:
        answer = self.get(f"{PATH}{job['id']}/rows/{query}", template=f"{PATH}{{id}}/rows/")
        return answer.json()["results"]


def line(key: str, title: str = "Talks", **more) -> dict:
    return {"external_key": key, "title": title, "language": "en", "type": "talks", **more}


def forget_everything() -> None:
    """Another newsroom's empty database, but for its accounts and vocabulary."""
    keep = {"User", "User_groups", "EventType", "EventTypeName", "ApiToken"}
    with connection.constraint_checks_disabled():
        for model in apps.get_app_config("events").get_models(include_auto_created=True):
            if model.__name__ not in keep:
                model.objects.all()._raw_delete(model.objects.db)
