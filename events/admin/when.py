"""Dates on the desk: one box for a phrase or an exact date, read and written as one When."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from events.admin.anchors import CitedSources
from events.admin.boxes import LENGTHS, PARTS, Boxes, boxes_of
from events.admin.faults import UNSEEN, fault
from events.admin.understanding import OPENS, Understood, understand
from events.dates import When
from events.record.date_errors import ANCHOR_EXAMPLE
from events.record.vocabulary import Basis

PLACEHOLDER = gettext_lazy("Feb 2023, Tuesday, 2023-02~")


class WhenWidget(forms.MultiWidget):
    """The boxes `<name>_text`, `<name>_edtf` …; below them what is understood, in words.

    `reader` is told by the field, because what a phrase means depends on the form around it.
    """

    template_name = "admin/when.html"
    use_fieldset = False
    label = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        boxes: dict[str, Any] = {
            "text": forms.TextInput({**plain, "dir": "auto", "placeholder": PLACEHOLDER}),
            "edtf": forms.TextInput({**plain, "placeholder": "2023-02-21"}),
            "timezone": forms.TextInput({**plain, "list": "zones", "placeholder": "Europe/Moscow"}),
            "language": forms.TextInput({**plain, "list": "languages"}),
            "anchor": forms.TextInput({**plain, "placeholder": ANCHOR_EXAMPLE}),
            "basis": forms.Select(choices=[("", gettext_lazy("as understood")), *Basis.choices]),
            "recorded": forms.HiddenInput(),
            "seen": forms.HiddenInput(),
            "choice": forms.HiddenInput(),
        }
        for name, box in boxes.items():
            box.attrs["data-part"] = name
            if name in LENGTHS and name != "basis":
                box.attrs["maxlength"] = LENGTHS[name]
        super().__init__(boxes, attrs)
        self.reader: Any = None

    def decompress(self, value: Any) -> list[str]:
        return sent(boxes_of(value))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_text" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        values = list(value) if isinstance(value, list | tuple) else sent(boxes_of(value))
        values += [""] * (len(PARTS) - len(values))
        told = self.told(values)
        if told:
            values[PARTS.index("edtf")] = told.boxes.edtf
            values[PARTS.index("seen")] = told.seen or values[PARTS.index("seen")]
        context = super().get_context(name, values, attrs)
        widget = context["widget"]
        widget |= {"told": told, "label": self.label, "opens": opens(values)}
        for part, box in zip(PARTS, widget["subwidgets"], strict=True):
            own = box["attrs"]
            if "id" in widget["attrs"]:
                own["id"] = f"{widget['attrs']['id']}_{part}"
            if part == "text":
                if "id" in own:
                    understood = f"{widget['attrs']['id']}_understood"
                    said = own.get("aria-describedby")
                    own["aria-describedby"] = f"{said} {understood}" if said else understood
            else:
                for said_of_the_date in ("aria-describedby", "aria-invalid", "required"):
                    own.pop(said_of_the_date, None)
            widget[part] = box
        return context

    def told(self, values: list[Any]) -> Understood | None:
        """What is said below the box; nothing of what cannot be read, which its error says."""
        try:
            return (self.reader or understood)(values)
        except ValidationError:
            return None

    def _render(
        self, template_name: str, context: dict[str, Any], renderer: Any = None
    ) -> SafeString:
        # The form renderer sees only Django's own templates, the project's engine none of these.
        for box in context["widget"]["subwidgets"]:
            html = renderer.render(box["template_name"], {"widget": box})
            box["html"] = mark_safe(html)  # noqa: S308 - a template's output
        return mark_safe(render_to_string(template_name, context))  # noqa: S308 - as above


def sent(boxes: Boxes) -> list[str]:
    """As the page sends them."""
    return [getattr(boxes, part) for part in PARTS]


def opens(values: list[Any]) -> bool:
    """Whether what stands below the box is shown unfolded: the editor has typed there."""
    texts = dict(zip(PARTS, values, strict=True))
    return any(texts[part] for part in OPENS)


def understood(values: list[Any] | None) -> Understood | None:
    """What boxes say that stand in no form."""
    return understand(Boxes.of(values), CitedSources())


class WhenFormField(forms.Field):
    """Cleans to a `When` or None; every fault is told at the box, in the editor's language.

    `cited` are the sources that a phrase is counted from, told by the form.
    """

    widget = WhenWidget

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(**options)
        self.tell(CitedSources())

    def __deepcopy__(self, memo: dict[int, Any]) -> "WhenFormField":
        copied: WhenFormField = super().__deepcopy__(memo)
        copied.tell(CitedSources())
        return copied

    def tell(self, cited: CitedSources, label: str = "") -> None:
        """Where the box stands."""
        self.cited = cited
        self._understood: dict[tuple[Any, ...], Understood | ValidationError | None] = {}
        self.widget.reader, self.widget.label = self.understood, label

    def understood(self, values: Any) -> Understood | None:
        """Asked by cleaning, comparing and showing, answered once. Raises `ValidationError`."""
        key = tuple(values or ())
        if key not in self._understood:
            try:
                self._understood[key] = understand(Boxes.of(key), self.cited)
            except ValidationError as error:
                self._understood[key] = error
        found = self._understood[key]
        if isinstance(found, ValidationError):
            raise found
        return found

    def told(self, value: Any) -> str:
        """A recorded When, or what was typed, in words that tell it from another one."""
        sent_boxes = value if isinstance(value, list) else sent(boxes_of(value))
        try:
            found = self.understood(sent_boxes)
        except ValidationError:
            return Boxes.of(sent_boxes).text
        if found is None:
            return ""
        when = found.when
        exact = [when.edtf] + [text for text in (when.phrase, when.timezone) if text]
        words = f"{found.words} ({', '.join(exact)})"
        return f"{words}. {strip_tags(found.relative_to)}" if found.relative_to else words

    def clean(self, value: Any) -> When | None:
        found = self.understood(value)
        if found is None and self.required:
            raise fault("empty")
        if found and found.unseen:
            raise ValidationError(str(UNSEEN[found.unseen]), code=found.unseen)
        return found.when if found else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            found = self.understood(data)
        except ValidationError:
            return True
        return (found.when if found else None) != (initial if isinstance(initial, When) else None)
