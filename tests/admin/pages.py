"""Using the desk as an editor without JavaScript does: read the form, fill it, send it."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class FormReader(HTMLParser):
    """What a browser would send for the form of a page, without what lies in a <template>."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.blanks = 0
        self.data: dict[str, Any] = {}
        self.select: tuple[str, bool] | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        own = dict(attributes)
        if tag == "form":
            self.inside = own.get("id") == self.form_id
        elif tag == "template":
            self.blanks += 1
        if not self.inside or self.blanks:
            return
        name = own.get("name", "")
        if tag == "input" and name:
            self._input(name, own)
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = ""
        elif tag == "select":
            self.select = (name, "multiple" in own)
            self.data[name] = [] if "multiple" in own else None
        elif tag == "option" and self.select:
            self._option(own)

    def _input(self, name: str, own: dict[str, str | None]) -> None:
        kind = own.get("type", "text")
        if kind in {"checkbox", "radio"}:
            if "checked" in own:
                self.data[name] = own.get("value") or "on"
        elif kind not in {"submit", "button"}:
            self.data[name] = own.get("value") or ""

    def _option(self, own: dict[str, str | None]) -> None:
        assert self.select
        name, multiple = self.select
        if multiple and "selected" in own:
            self.data[name].append(own["value"])
        elif not multiple and ("selected" in own or self.data[name] is None):
            self.data[name] = own["value"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.blanks -= 1
        elif tag == "select" and self.select:
            if self.data[self.select[0]] is None:  # a select without options sends nothing
                del self.data[self.select[0]]
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea and not self.blanks:
            self.data[self.textarea] += data.removeprefix("\n").removeprefix("\r\n")


def form_of(response: HttpResponse, form_id: str = "event_form") -> dict[str, Any]:
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    return reader.data


def event_path(event: Any, page: str = "change") -> str:
    return f"/admin/events/event/{event.pk}/{page}/"


def event_form(client: Client, event: Any) -> dict[str, Any]:
    return form_of(client.get(event_path(event)))


def save(client: Client, path: str, data: dict[str, Any], **changes: Any) -> HttpResponse:
    return client.post(path, {**data, **changes})


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors_of(response: Any) -> list[str]:
    """All that the page complains about, in its order; [] when it was not shown again."""
    found: list[str] = []
    for errors in response.context["errors"] if response.context else []:
        found += [errors] if isinstance(errors, str) else [str(error) for error in errors]
    return found
