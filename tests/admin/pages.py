"""Using the desk like an editor without JavaScript: read the form, fill it in, submit it."""

import re
from html.parser import HTMLParser
from typing import Any
from unittest.mock import PropertyMock, patch

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.messages import get_messages
from django.forms import MultiWidget
from django.forms.models import InlineForeignKeyField
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import Client

from events.dates import When
from events.models import Event
from tests import factories

LISTED_MODELS = [
    "action", "actor", "claim", "edition", "event", "eventtype", "office", "place", "profile",
    "source", "storyline", "version",
]  # fmt: skip
UNKNOWN_KEYS = ["0", "2222-2222-2222"]
INVALID_KEYS = ["-1", "9" * 40, "x", "../x", "_00", "2222-2222-222\n", "é", "1e5", "٣"]


class FormReader(HTMLParser):
    """What a browser would submit for a form, which leaves out everything in a <template>."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.templates = 0
        self.data: dict[str, Any] = {}
        self.select: tuple[str, bool] | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        own = dict(attributes)
        if tag == "form":
            self.inside = own.get("id") == self.form_id
        elif tag == "template":
            self.templates += 1
        if not self.inside or self.templates:
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
            self.templates -= 1
        elif tag == "select" and self.select:
            if self.data[self.select[0]] is None:  # a select without options submits nothing
                del self.data[self.select[0]]
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea and not self.templates:
            self.data[self.textarea] += data.removeprefix("\n").removeprefix("\r\n")


def form_of(response: HttpResponse, form_id: str = "event_form") -> dict[str, Any]:
    """What a browser would submit for the form of a page."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    return reader.data


def context_of(client: Client, path: str) -> dict[str, Any]:
    """The context of a page, which is not rendered."""
    with patch.object(TemplateResponse, "rendered_content", PropertyMock(return_value="")):
        response: Any = client.get(path)
    context: dict[str, Any] = response.context_data
    return context


def form_data(client: Client, path: str) -> dict[str, Any]:
    """The same as `form_of(client.get(path))`, in a quarter of the time: nothing is rendered.

    Without the form's key, so that the same data can be sent twice.
    """
    context = context_of(client, path)
    data = _values(context["adminform"].form)
    for panel in context.get("workflow_panels", ()):
        data |= _values(panel.form)
    for admin_formset in context["inline_admin_formsets"]:
        data |= _formset_values(admin_formset.formset)
    return data


def _formset_values(formset: Any) -> dict[str, Any]:
    data = _values(formset.management_form)
    for form in formset.forms:
        data |= _values(form)
        for nested in form.nested_formsets:
            data |= _formset_values(nested.formset)
    return data


def _values(form: Any) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for bound in form:
        if not isinstance(bound.field, InlineForeignKeyField):  # the page has no input for it
            data |= _submitted(bound.field.widget, bound.html_name, bound.value())
    return data


def _submitted(widget: Any, name: str, value: Any) -> dict[str, Any]:
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    context = widget.get_context(name, value, {})["widget"]
    if not isinstance(widget, MultiWidget):
        return _input(context)
    data = {key: text for part in context["subwidgets"] for key, text in _input(part).items()}
    data.pop(f"{name}_choice", None)  # the radio buttons of an ambiguous date
    return data


def _input(widget: dict[str, Any]) -> dict[str, Any]:
    name = widget["name"]
    if "optgroups" in widget:
        options = [option for group in widget["optgroups"] for option in group[1]]
        selected = [str(option["value"]) for option in options if option["selected"]]
        if widget["attrs"].get("multiple"):
            return {name: selected}
        values = selected[-1:] or [str(option["value"]) for option in options[:1]]
        return {name: values[0]} if values else {}
    if widget.get("type") == "checkbox":
        return {name: widget["value"] or "on"} if widget["attrs"].get("checked") else {}
    return {name: "" if widget["value"] is None else str(widget["value"])}


def path(model: str, page: str = "") -> str:
    return f"/admin/events/{model}/{page}"


def event_path(event: Any, page: str = "change") -> str:
    return path("event", f"{event.pk}/{page}/")


def workflow_path(event: Any, slug: str) -> str:
    return event_path(event, f"workflow/{slug}")


def event_form(client: Client, event: Any) -> dict[str, Any]:
    return form_data(client, event_path(event))


def save(client: Client, path: str, data: dict[str, Any], **changes: Any) -> HttpResponse:
    return client.post(path, {**data, **changes})


def perform(
    client: Client,
    event: Any,
    slug: str,
    *,
    text: str = "",
    version: Any = None,
) -> HttpResponse:
    """Confirm a workflow action."""
    version = Event.objects.get(pk=event.pk).version if version is None else version
    data = {"text": text, "expected_version": version}
    return client.post(workflow_path(event, slug), data)


def results(client: Client, model: str, field: str, term: str) -> list[tuple[str, str]]:
    """What an autocomplete field finds."""
    query = {"app_label": "events", "model_name": model, "field_name": field, "term": term}
    answer = client.get("/admin/autocomplete/", query).json()
    return [(result["id"], result["text"]) for result in answer["results"]]


def listed(client: Client, path: str, **query: Any) -> set[str]:
    """The labels of the records in a change list."""
    return {record.label for record in client.get(path, query).context["cl"].result_list}


def listed_keys(client: Client, path: str, **query: Any) -> set[Any]:
    """The primary keys of the records in a change list."""
    return {record.pk for record in client.get(path, query).context["cl"].result_list}


def messages_of(response: Any) -> list[str]:
    """The messages that the next page will show."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors_of(response: Any) -> list[str]:
    """All errors of the form, in their order; [] if it was saved."""
    found: list[str] = []
    for errors in response.context["errors"] if response.context else []:
        found += [errors] if isinstance(errors, str) else [str(error) for error in errors]
    return found


def report(modified: str = "2023-02-22T16:00+01:00", **fields: Any) -> Any:
    """A German source that was last modified on a Wednesday."""
    fields = {"language": "de", "title": "Report of Wednesday", **fields}
    return factories.SourceFactory(modified=When.parse(modified), **fields)


def saved(event: Any) -> Event:
    return Event.objects.get(pk=event.pk)


def previews(response: HttpResponse) -> list[str]:
    """The previews of the dates on a page, as text."""
    found = re.findall(r"data-preview>(.*?)</div>", response.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", html).split()) for html in found]
