"""How the desk's pages show fields: other records by search, languages by their code."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.admin.choosing import (
    LanguageFormField,
    RecordChoiceField,
    RecordMultipleChoiceField,
    RecordSelect,
    RecordSelectMultiple,
)
from events.admin.labels import worded
from events.models.language import LanguageField


class RecordFields(BaseModelAdmin):
    """For pages and rows alike: the fields in `autocomplete_fields` are searched for."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordSelect(db_field, self.admin_site, using=kwargs.get("using"))
        kwargs.setdefault("form_class", RecordChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordSelectMultiple(
                db_field, self.admin_site, using=kwargs.get("using")
            )
            kwargs.setdefault("form_class", RecordMultipleChoiceField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, LanguageField):
            return db_field.formfield(form_class=LanguageFormField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Adding and changing are at hand where one chooses; four symbols per box are too many.
            field.widget.can_delete_related = field.widget.can_view_related = False
        if field is not None and isinstance(db_field, models.PositiveSmallIntegerField):
            field.widget.attrs["class"] = "small-number"
        return field

    # A When is no column, so a read-only page asks the page's object for its text.

    @admin.display(description=_("start"))
    def start(self, record: Any) -> str:
        return worded(record.start)

    @admin.display(description=_("end"))
    def end(self, record: Any) -> str:
        return worded(record.end)

    @admin.display(description=_("said"))
    def said(self, record: Any) -> str:
        return worded(record.said)

    @admin.display(description=_("published"))
    def published(self, record: Any) -> str:
        return worded(record.published)

    @admin.display(description=_("last modified"))
    def modified(self, record: Any) -> str:
        return worded(record.modified)
