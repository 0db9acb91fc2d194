"""Tokens for programs: made here, shown once, revoked here. Each account sees its own."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.editorial import EditorialError, create_token, revoke_token
from events.models import ApiToken
from events.record.vocabulary import Scope

DAYS = 90
SHOWN = ["name", "beginning", "may", "user", "created_at", "expires_at", "last_used_at"]


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=gettext_lazy("good for (days)"), min_value=1, max_value=366, initial=DAYS
    )

    class Meta:
        model = ApiToken
        fields = ["name"]

    def clean(self) -> dict[str, Any]:
        """Make the token: the verb's refusals stand at their boxes."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        now = timezone.now()
        try:
            self.instance, self.text = create_token(
                user=self.account,  # type: ignore[attr-defined]
                name=given["name"],
                scopes=given["scopes"],
                expires_at=now + timedelta(days=given["days"]),
                now=now,
            )
        except EditorialError as refusal:
            for problem in refusal.problems:
                place = problem.field if problem.field in self.fields else None
                self.add_error(place, problem.message)
        return given

    def _post_clean(self) -> None:
        """The verb has checked and saved the row; there is nothing left to construct."""

    def save_m2m(self) -> None:
        """The admin asks for it after its own saving; there is nothing to be saved."""


class TokenAdmin(admin.ModelAdmin):
    form = TokenForm
    list_display = ["name", "beginning", "may", "user", "expires_at", "last_used_at", "stands"]
    list_display_links = ["name"]
    actions = ["revoke"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        found = super().get_queryset(request).select_related("user")
        # A token acts as its account: nobody else's concern but the administrator's.
        return (
            found
            if getattr(request.user, "is_superuser", False)
            else found.filter(user=request.user.pk)
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", "scopes", "days"] if obj is None else SHOWN

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj is None else SHOWN

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is revoked instead: that it was there stays on record."""
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, *args, **kwargs)
        form.account = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's verb has saved it."""

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        # Told to the page after it, and kept nowhere: a message would lie in a cookie.
        request.made_token = form.text  # type: ignore[attr-defined]
        return form.instance

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The only page that ever shows the token."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("The token is made"),
            "opts": self.opts,
            "token": obj,
            "text": request.made_token,  # type: ignore[attr-defined]
            "may": self.may(obj),
        }
        return TemplateResponse(request, "admin/token_made.html", context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        alone = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, {**alone, **(extra_context or {})})

    @admin.display(description=gettext_lazy("may"))
    def may(self, token: ApiToken) -> str:
        return ", ".join(str(Scope(scope).label) for scope in token.scopes.split())

    @admin.display(description=gettext_lazy("stands"), boolean=True)
    def stands(self, token: ApiToken) -> bool:
        return token.revoked_at is None and token.expires_at > timezone.now()

    @admin.action(description=gettext_lazy("Revoke the chosen tokens"), permissions=["add"])
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        editor: Any = request.user
        chosen = tokens.filter(revoked_at=None)
        for token in chosen:
            revoke_token(token_id=token.pk, editor=editor, now=timezone.now())
        messages.success(request, _("Revoked: programs that use them are refused from now on."))
