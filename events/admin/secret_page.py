"""The page after creating a token or a webhook, the only one that shows its secret."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse


class SecretPageAdmin(admin.ModelAdmin):
    """`page_template` extends ``admin/secret_page.html``."""

    page_template = ""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        only_save = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, {**only_save, **(extra_context or {})})

    def secret_page(
        self, request: HttpRequest, record: Any, title: str, secret: str, **context: Any
    ) -> TemplateResponse:
        """A page of its own: a message would be stored in a cookie."""
        context |= self.admin_site.each_context(request)
        context |= {"title": title, "opts": self.opts, "record": record, "secret": secret}
        return TemplateResponse(request, self.page_template, context)
