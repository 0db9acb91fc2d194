"""The form field and the widget of a When: one input for a phrase or an exact date."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import get_default_renderer
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from events.admin.when_anchors import CitedSources
from events.admin.when_errors import CONFIRMATIONS, date_error
from events.admin.when_input import MAX_LENGTHS, PARTS, WhenInput
from events.admin.when_parsing import ParsedWhen, parse_when
from events.dates import When
from events.record.date_errors import ANCHOR_EXAMPLE
from events.record.vocabulary import Basis

PLACEHOLDER = gettext_lazy("Feb 2023, Tuesday, 2023-02~")
# The details are open if one of these has a value.
DETAILS = {"edtf", "language", "anchor"}


class WhenWidget(forms.MultiWidget):
    """The subwidgets `<name>_text`, `<name>_edtf` …, with a preview of the date.

    `parse` is set by the field, since the meaning of a phrase depends on the form around it.
    """

    template_name = "admin/when_widget.html"
    use_fieldset = False
    label = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        subwidgets: dict[str, Any] = {
            "text": forms.TextInput({**plain, "dir": "auto", "placeholder": PLACEHOLDER}),
            "edtf": forms.TextInput({**plain, "placeholder": "2023-02-21"}),
            "timezone": forms.TextInput({**plain, "list": "zones", "placeholder": "Europe/Moscow"}),
            "language": forms.TextInput({**plain, "list": "languages"}),
            "anchor": forms.TextInput({**plain, "placeholder": ANCHOR_EXAMPLE}),
            "basis": forms.Select(choices=[("", gettext_lazy("automatic")), *Basis.choices]),
            "initial": forms.HiddenInput(),
            "shown": forms.HiddenInput(),
            "choice": forms.HiddenInput(),
        }
        for name, subwidget in subwidgets.items():
            subwidget.attrs["data-part"] = name
            if name in MAX_LENGTHS and name != "basis":
                subwidget.attrs["maxlength"] = MAX_LENGTHS[name]
        super().__init__(subwidgets, attrs)
        self.parse: Any = None

    def decompress(self, value: Any) -> list[str]:
        return WhenInput.from_value(value).as_list()

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_text" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        values = list(value) if isinstance(value, list | tuple) else self.decompress(value)
        values += [""] * (len(PARTS) - len(values))
        parsed = self.parsed(values)
        if parsed:
            values[PARTS.index("edtf")] = parsed.input.edtf
            values[PARTS.index("shown")] = parsed.snapshot or values[PARTS.index("shown")]
        context = super().get_context(name, values, attrs)
        widget = context["widget"]
        show_details = any(values[PARTS.index(part)] for part in DETAILS)
        widget |= {"parsed": parsed, "label": self.label, "show_details": show_details}
        for part, subwidget in zip(PARTS, widget["subwidgets"], strict=True):
            _set_attributes(subwidget["attrs"], part, widget["attrs"].get("id", ""))
            widget[part] = subwidget
        return context

    def parsed(self, values: list[Any]) -> ParsedWhen | None:
        """What the preview shows; None for what is not a date, since its error is shown."""
        try:
            return (self.parse or parse_without_context)(values)
        except ValidationError:
            return None

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        # The form renderer finds only Django's own templates, and the template engine none of them.
        renderer = renderer or get_default_renderer()
        context = self.get_context(name, value, attrs)
        for subwidget in context["widget"]["subwidgets"]:
            template = renderer.get_template(subwidget["template_name"])
            subwidget["html"] = template.render({"widget": subwidget})
        return render_to_string(self.template_name, context)


def _set_attributes(attrs: dict[str, Any], part: str, widget_id: str) -> None:
    """Give a subwidget its id, and the accessible description of the field to the text alone."""
    if widget_id:
        attrs["id"] = f"{widget_id}_{part}"
    if part != "text":
        for name in ("aria-describedby", "aria-invalid", "required"):
            attrs.pop(name, None)
    elif "id" in attrs:
        ids = [attrs.get("aria-describedby"), f"{widget_id}_preview"]
        attrs["aria-describedby"] = " ".join(filter(None, ids))


def parse_without_context(values: list[Any] | None) -> ParsedWhen | None:
    """Parse the values of a widget that is not part of a form."""
    return parse_when(WhenInput.from_list(values), CitedSources())


class WhenFormField(forms.Field):
    """Cleans to a `When` or None. All errors are shown at the field.

    `sources`, set by the form, are the sources that a phrase is counted from.
    """

    widget = WhenWidget

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(**options)
        self.set_context(CitedSources())

    def __deepcopy__(self, memo: dict[int, Any]) -> "WhenFormField":
        copied: WhenFormField = super().__deepcopy__(memo)
        copied.set_context(CitedSources())
        return copied

    def set_context(self, sources: CitedSources, label: str = "") -> None:
        """Set the cited sources and the label that the form knows."""
        self.sources = sources
        self._cache: dict[tuple[Any, ...], ParsedWhen | ValidationError | None] = {}
        self.widget.parse, self.widget.label = self.parse, label

    def parse(self, values: Any) -> ParsedWhen | None:
        """The parsed values of the widget, cached. Raises `ValidationError`."""
        key = tuple(values or ())
        if key not in self._cache:
            try:
                self._cache[key] = parse_when(WhenInput.from_list(key), self.sources)
            except ValidationError as error:
                self._cache[key] = error
        parsed = self._cache[key]
        if isinstance(parsed, ValidationError):
            raise parsed
        return parsed

    def display(self, value: Any) -> str:
        """A saved When, or submitted values, in enough detail to tell it from another one."""
        values = value if isinstance(value, list) else WhenInput.from_value(value).as_list()
        try:
            parsed = self.parse(values)
        except ValidationError:
            return WhenInput.from_list(values).text
        if parsed is None:
            return ""
        when = parsed.when
        details = [when.edtf] + [text for text in (when.phrase, when.timezone) if text]
        text = f"{parsed.text} ({', '.join(details)})"
        return f"{text}. {strip_tags(parsed.anchor_note)}" if parsed.anchor_note else text

    def clean(self, value: Any) -> When | None:
        parsed = self.parse(value)
        if parsed is None and self.required:
            raise date_error("empty")
        if parsed and parsed.confirmation:
            message = str(CONFIRMATIONS[parsed.confirmation])
            raise ValidationError(message, code=parsed.confirmation)
        return parsed.when if parsed else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            parsed = self.parse(data)
        except ValidationError:
            return True
        return (parsed.when if parsed else None) != (initial if isinstance(initial, When) else None)
