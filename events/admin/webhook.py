"""The `ModelAdmin`s of webhooks and of their deliveries, which can be sent again."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_value
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.admin.forms import CuratedForm
from events.admin.model_admin import CuratedAdmin, ReadOnlyAdmin
from events.admin.secret_page import SecretPageAdmin
from events.editorial.drafts.showing import Json
from events.interchange.webhooks import (
    change_webhook,
    create_webhook,
    message_id,
    replay_deliveries,
)
from events.models import Delivery, User, Webhook
from events.record.vocabulary import DeliveryState
from events.timeline.filters import saved_filter_problems

STATUS_FIELDS = ["last_seq", "last_delivery", "pending", "dead", "created_by", "created_at"]
RENEW = "renew_secret"


class WebhookForm(CuratedForm):
    renew_secret = forms.BooleanField(
        label=gettext_lazy("Renew the secret"),
        required=False,
        help_text=gettext_lazy(
            "The new secret is shown once, after saving. For one day, deliveries are signed with "
            "the old secret as well, so that the receiver can switch."
        ),
    )


class WebhookAdmin(SecretPageAdmin, CuratedAdmin):
    form = WebhookForm
    keeps_forms = False  # an address can hold a secret
    page_template = "admin/webhook_secret.html"
    list_display = ["name", "active", "has_valid_filter", "last_delivery", "pending", "dead"]
    list_filter = ["active"]
    search_fields = ["name"]
    readonly_fields = STATUS_FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        state = "deliveries__state"
        return (
            super()
            .get_queryset(request)
            .select_related("created_by")
            .annotate(
                delivered_last=Max("deliveries__delivered_at"),
                pending_count=Count("deliveries", filter=Q(**{state: DeliveryState.PENDING})),
                dead_count=Count("deliveries", filter=Q(**{state: DeliveryState.DEAD})),
            )
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = ["name", "url", "filter", "active", "expected_version"]
        if obj is None:
            return [(None, {"fields": fields})]
        settings = (None, {"fields": [*fields, RENEW]})
        return [settings, (_("Deliveries"), {"fields": STATUS_FIELDS})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.is_stale:
            return  # `save_related` merges it.
        editor: Any = request.user
        now = timezone.now()
        if change:
            change_webhook(
                webhook=obj,
                editor=editor,
                now=now,
                expected_version=form.cleaned_data["expected_version"],
                renew=form.cleaned_data[RENEW],
            )
        else:
            create_webhook(webhook=obj, editor=editor, now=now)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.is_stale and form.cleaned_data[RENEW]:
            # Perhaps the form was sent twice: renewing again would invalidate the secret in use.
            message = _(
                "The secret was not renewed, because somebody else has saved the webhook in the "
                "meantime."
            )
            messages.warning(request, message)

    @staticmethod
    def change_from_document(
        *, pk: str, document: Json, editor: User, now: datetime, expected_version: int, **_more: Any
    ) -> None:
        webhook = Webhook.objects.get(pk=pk)
        webhook.name, webhook.url = document["name"], document["canonical_url"]
        webhook.filter, webhook.active = document["filter"], document["active"]
        change_webhook(webhook=webhook, editor=editor, now=now, expected_version=expected_version)

    def response_add(
        self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.secret_page(request, obj, _("The webhook has been created"), obj.secret)

    def response_change(self, request: HttpRequest, obj: Webhook) -> HttpResponse:
        if obj.has_new_secret:
            return self.secret_page(request, obj, _("The secret has been renewed"), obj.secret)
        return super().response_change(request, obj)

    @admin.display(description=gettext_lazy("valid filter"), boolean=True)
    def has_valid_filter(self, webhook: Webhook) -> bool:
        return not saved_filter_problems(webhook.filter)

    @admin.display(description=gettext_lazy("last delivery"))
    def last_delivery(self, webhook: Any) -> str:
        # Read-only fields that are not model fields are shown with `str()` otherwise.
        return display_for_value(webhook.delivered_last, "–")

    @admin.display(description=gettext_lazy("pending"))
    def pending(self, webhook: Any) -> str:
        return _deliveries_link(webhook, DeliveryState.PENDING, webhook.pending_count)

    @admin.display(description=gettext_lazy("dead"))
    def dead(self, webhook: Any) -> str:
        return _deliveries_link(webhook, DeliveryState.DEAD, webhook.dead_count)


class DeliveryAdmin(ReadOnlyAdmin):
    list_display = [
        "seq", "webhook_link", "state", "attempts", "next_attempt", "last_status", "last_error",
    ]  # fmt: skip
    list_display_links = ["seq"]
    list_filter = ["state"]
    allowed_lookups = ["webhook__exact"]
    list_select_related = ["webhook"]
    actions = ["replay"]
    fields = [
        "seq", "webhook_link", "message_id_header", "state", "attempts", "next_attempt",
        "last_status", "last_error", "delivered_at",
    ]  # fmt: skip
    readonly_fields = ["seq", "webhook_link", "message_id_header", "next_attempt"]

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.replay_delivery")

    @admin.display(description=gettext_lazy("edition"), ordering="edition_id")
    def seq(self, delivery: Delivery) -> int:
        return delivery.edition_id

    @admin.display(description=gettext_lazy("webhook"))
    def webhook_link(self, delivery: Delivery) -> str:
        url = reverse("admin:events_webhook_change", args=[delivery.webhook_id])
        return format_html('<a href="{}">{}</a>', url, delivery.webhook.name)

    @admin.display(description="Webhook-Id")
    def message_id_header(self, delivery: Delivery) -> str:
        return message_id(delivery)

    @admin.display(description=gettext_lazy("next attempt"), empty_value="–")
    def next_attempt(self, delivery: Delivery) -> Any:
        is_pending = delivery.state == DeliveryState.PENDING
        return delivery.next_attempt_at if is_pending else None

    @admin.action(
        description=gettext_lazy("Send selected deliveries again"), permissions=["replay"]
    )
    def replay(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        editor: Any = request.user
        selected = list(deliveries)
        number = replay_deliveries(
            deliveries=[delivery.pk for delivery in selected], editor=editor, now=timezone.now()
        )
        for delivery in selected:
            self.log_change(request, delivery, "sent again")
        message = ngettext(
            "%(count)d delivery will be sent again.",
            "%(count)d deliveries will be sent again.",
            number,
        )
        messages.success(request, message % {"count": number})


def _deliveries_link(webhook: Webhook, state: DeliveryState, number: int) -> str:
    url = reverse("admin:events_delivery_changelist")
    return format_html(
        '<a href="{}?webhook__exact={}&amp;state__exact={}">{}</a>',
        url,
        webhook.pk,
        state.value,
        number,
    )
