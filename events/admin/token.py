"""The `ModelAdmin` of API tokens: each user creates, sees and revokes their own."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.forms import add_problems
from events.admin.secret_page import SecretPageAdmin
from events.editorial import EditorialError, create_token, revoke_token
from events.models import ApiToken, User
from events.record.vocabulary import Scope

DEFAULT_DAYS = 90
READONLY_FIELDS = [
    "name",
    "beginning",
    "scope_labels",
    "user",
    "created_at",
    "expires_at",
    "last_used_at",
]


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Permissions"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=gettext_lazy("valid for (days)"), min_value=1, max_value=366, initial=DEFAULT_DAYS
    )

    user: User
    """Set by `TokenAdmin`."""

    class Meta:
        model = ApiToken
        fields = ["name"]

    def clean(self) -> dict[str, Any]:
        """Create the token, so that problems are shown at their fields."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        now = timezone.now()
        try:
            self.instance = create_token(
                user=self.user,
                name=cleaned["name"],
                scopes=cleaned["scopes"],
                expires_at=now + timedelta(days=cleaned["days"]),
                now=now,
            )
        except EditorialError as error:
            add_problems(self, error.problems)
        return cleaned

    def _post_clean(self) -> None:
        """Do not apply the form to the token: `create_token` has validated and saved it."""

    def save_m2m(self) -> None:
        """There is nothing to save; `ModelAdmin` calls this."""


class TokenAdmin(SecretPageAdmin):
    form = TokenForm
    page_template = "admin/token_created.html"
    list_display = [
        "name", "beginning", "scope_labels", "user", "expires_at", "last_used_at", "is_valid",
    ]  # fmt: skip
    list_display_links = ["name"]
    actions = ["revoke"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        queryset = super().get_queryset(request).select_related("user")
        is_superuser = getattr(request.user, "is_superuser", False)
        return queryset if is_superuser else queryset.filter(user=request.user.pk)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", "scopes", "days"] if obj is None else READONLY_FIELDS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj is None else READONLY_FIELDS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tokens are revoked instead, and stay on record."""
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, *args, **kwargs)
        form.user = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form has saved it."""

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.secret_page(
            request,
            obj,
            _("The token has been created"),
            obj.plaintext,
            scope_labels=self.scope_labels(obj),
        )

    @admin.display(description=gettext_lazy("permissions"))
    def scope_labels(self, token: ApiToken) -> str:
        return ", ".join(str(Scope(scope).label) for scope in token.scopes.split())

    @admin.display(description=gettext_lazy("valid"), boolean=True)
    def is_valid(self, token: ApiToken) -> bool:
        return token.revoked_at is None and token.expires_at > timezone.now()

    @admin.action(description=gettext_lazy("Revoke selected tokens"), permissions=["add"])
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        editor: Any = request.user
        for token in tokens.filter(revoked_at=None):
            revoke_token(token_id=token.pk, editor=editor, now=timezone.now())
        messages.success(
            request,
            _("The tokens have been revoked and no longer give access."),
        )
