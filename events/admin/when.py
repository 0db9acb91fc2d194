"""Dates on the desk: one box for EDTF, and where it comes from, read and written as one When."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.dates import DateError, When, display
from events.models.vocabulary import Basis
from events.models.when import EDTF_LENGTH

PARTS = ("edtf", "timezone", "phrase", "phrase_language", "anchor", "basis")
EXAMPLES = (
    "2023-02-21, 2023-02, 2023, 2023-02-21T16:00, 2023-02-20/2023-02-22, 2023-02~, ../2023-02"
)
LENGTHS = {
    "edtf": EDTF_LENGTH,
    "timezone": 40,
    "phrase": 200,
    "phrase_language": 35,
    "anchor": 40,
    "basis": 16,
}
MESSAGES = {
    "empty": gettext_lazy("Give the date."),
    "too_long": gettext_lazy("This date is too long."),
    "not_text": gettext_lazy("This date cannot be read."),
    "not_in_profile": gettext_lazy("This is not written as a date that we can read."),
    "no_such_month": gettext_lazy("There is no such month."),
    "no_such_day": gettext_lazy("There is no such day in this month."),
    "no_such_time": gettext_lazy("There is no such time of day."),
    "out_of_range": gettext_lazy("This date is out of range: the years 1 to 9999 can be recorded."),
    "reversed": gettext_lazy("The end lies before the start."),
    "unbounded": gettext_lazy("An open date has no limit here."),
    "zone_unknown": gettext_lazy("The time zone is not known. Write it as Europe/Moscow."),
    "basis_unknown": gettext_lazy("Choose where the date is from."),
    "anchor_naive": gettext_lazy(
        "The anchor needs an offset from UTC, such as 2023-02-22T16:00+01:00."
    ),
}


def date_message(error: DateError) -> str:
    """What an editor is told, in the active language; never what was typed."""
    message = str(MESSAGES.get(error.code, _("This date cannot be read.")))
    if error.code == "not_in_profile":
        return _("%(message)s Examples: %(examples)s") % {"message": message, "examples": EXAMPLES}
    return message


def read_when(parts: dict[str, str]) -> When | None:
    """The When of the six boxes, None when all are empty. Raises `DateError`, `ValidationError`."""
    if not parts["edtf"]:
        if any(parts[name] for name in PARTS if name != "basis"):
            raise ValidationError(_("Give the date itself as well."), code="edtf_missing")
        return None
    return When.parse(
        parts["edtf"],
        timezone=parts["timezone"] or None,
        basis=parts["basis"] or Basis.STATED,
        phrase=parts["phrase"],
        phrase_language=parts["phrase_language"],
        anchor=_anchor(parts["anchor"]),
    )


def _anchor(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        message = _("Write the anchor as a date and time with its offset from UTC: %(example)s.")
        raise ValidationError(
            message % {"example": "2023-02-22T16:00+01:00"}, code="anchor"
        ) from None
    # Converting the first and last years to UTC leaves the range that a datetime can hold.
    if not 1000 <= moment.year <= 9000:
        raise ValidationError(_("The anchor is out of range."), code="anchor")
    return moment


def boxes_of(value: Any) -> list[str]:
    """What the six boxes show of a When, or of none."""
    if not isinstance(value, When):
        return ["", "", "", "", "", Basis.STATED]
    return [
        value.edtf,
        value.timezone or "",
        value.phrase,
        value.phrase_language,
        value.anchor.isoformat() if value.anchor else "",
        value.basis,
    ]


class WhenWidget(forms.MultiWidget):
    """The boxes `<name>_edtf`, `<name>_timezone` …; below them what is understood, in words."""

    template_name = "admin/when.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        boxes: dict[str, Any] = {
            "edtf": forms.TextInput({**plain, "class": "when-edtf", "placeholder": "2023-02-21"}),
            "timezone": forms.TextInput({**plain, "list": "zones", "placeholder": "Europe/Moscow"}),
            "phrase": forms.TextInput(),
            "phrase_language": forms.TextInput({**plain, "list": "languages"}),
            "anchor": forms.TextInput({**plain, "placeholder": "2023-02-22T16:00+01:00"}),
            "basis": forms.Select(choices=Basis.choices),
        }
        for name, box in boxes.items():
            if name != "basis":
                box.attrs["maxlength"] = LENGTHS[name]
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[str]:
        return boxes_of(value)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_edtf" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        values = list(value) if isinstance(value, list | tuple) else boxes_of(value)
        context = super().get_context(name, values, attrs)
        widget = context["widget"]
        for part, box in zip(PARTS, widget["subwidgets"], strict=True):
            if "id" in widget["attrs"]:
                box["attrs"]["id"] = f"{widget['attrs']['id']}_{part}"
            if part != "edtf":
                for said_of_the_date in ("aria-describedby", "aria-invalid", "required"):
                    box["attrs"].pop(said_of_the_date, None)
            widget[part] = box
        widget["understood"] = understood(values)
        widget["has_origin"] = any(values[2:5]) or values[5] not in {"", None, Basis.STATED}
        return context

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        # The form renderer sees only Django's own templates, the project's engine none of these.
        for box in context["widget"]["subwidgets"]:
            html = renderer.render(box["template_name"], {"widget": box})
            box["html"] = mark_safe(html)  # noqa: S308 - a template's output
        return mark_safe(render_to_string(template_name, context))  # noqa: S308 - as above


def understood(values: list[Any]) -> str:
    """What the typed date means, in words of the active language; "" where it means nothing."""
    texts = [value if isinstance(value, str) else "" for value in values]
    parts = dict(zip(PARTS, (text.strip() for text in texts), strict=True))
    try:
        when = read_when(parts)
    except (DateError, ValidationError):
        return ""
    return display(when, get_language() or "en") if when else ""


class WhenFormField(forms.Field):
    """Cleans to a `When` or None; every fault is told at the box, in the editor's language."""

    widget = WhenWidget

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, value: Any) -> When | None:
        texts = [text if isinstance(text, str) else "" for text in value or [""] * len(PARTS)]
        parts = dict(zip(PARTS, (text.strip() for text in texts), strict=True))
        for name, text in parts.items():
            if len(text) > LENGTHS[name]:
                message = _("At most %(count)d characters.") % {"count": LENGTHS[name]}
                raise ValidationError(message, code="too_long")
        try:
            when = read_when(parts)
        except DateError as error:
            raise ValidationError(date_message(error), code=error.code) from error
        if when is not None and len(when.edtf) > EDTF_LENGTH:
            raise ValidationError(str(MESSAGES["too_long"]), code="too_long")
        if when is None and self.required:
            raise ValidationError(str(MESSAGES["empty"]), code="required")
        return when

    def has_changed(self, initial: Any, data: Any) -> bool:
        # An untouched empty date still sends its basis, so the boxes cannot be compared one by one.
        try:
            return boxes_of(self.clean(data)) != boxes_of(initial)
        except ValidationError:
            return any(text for text in data or [] if text != Basis.STATED) or initial is not None
