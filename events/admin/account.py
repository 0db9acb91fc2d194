"""The `ModelAdmin`s of users and groups: Django's own, with the desk's validation and its log."""

from typing import Any

from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils import timezone

from events.accounts.log import log
from events.admin.model_admin import GuardedAdmin
from events.editorial import Change, record_version
from events.models import User
from events.record.vocabulary import SecurityEventKind

FLAGS = ("is_active", "is_staff", "is_superuser")


class AccountAdmin(GuardedAdmin, UserAdmin):
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup == "groups__id__exact" or super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # The flags on `obj` are already those of the form.
        form.rights_before = _rights_of_account(User.objects.get(pk=obj.pk)) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        account = User.objects.get(pk=form.instance.pk)
        _log_difference(request, form.rights_before, _rights_of_account(account), account)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        account = self.get_object(request, id)
        before = account.password if account else ""
        response = super().user_change_password(request, id, form_url)
        changed = User.objects.filter(pk=account.pk).exclude(password=before) if account else None
        if changed is not None and changed.exists():
            log(
                SecurityEventKind.PASSWORD_CHANGED,
                request,
                account=account,
                by=_administrator(request),
            )
        return response


class AccountGroupAdmin(GuardedAdmin, GroupAdmin):
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.rights_before = _rights_of_group(obj) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        _log_difference(
            request,
            form.rights_before,
            _rights_of_group(form.instance),
            prefix=f"{form.instance}: ",
        )
        record_version(form.instance, Change(_administrator(request), timezone.now()))


def _rights_of_account(account: User) -> set[str]:
    permissions = account.user_permissions.values_list("codename", flat=True)
    groups = account.groups.values_list("name", flat=True)
    return {*permissions, *groups, *(flag for flag in FLAGS if getattr(account, flag))}


def _rights_of_group(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


def _log_difference(
    request: HttpRequest,
    before: set[str],
    after: set[str],
    account: User | None = None,
    prefix: str = "",
) -> None:
    changes = [f"+{right}" for right in sorted(after - before)]
    changes += [f"-{right}" for right in sorted(before - after)]
    if changes:
        log(
            SecurityEventKind.RIGHTS_CHANGED,
            request,
            account=account,
            by=_administrator(request),
            detail=prefix + " ".join(changes),
        )


def _administrator(request: HttpRequest) -> User:
    administrator: Any = request.user
    return administrator
