"""Webhooks: who is told of new editions, what became of each telling, and sending it again."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import display_for_value
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.admin.forms import CuratedForm
from events.admin.pages import CuratedAdmin, ReadOnlyAdmin
from events.interchange.webhooks import (
    change_webhook,
    create_webhook,
    filter_problems,
    message_id,
    replay_deliveries,
)
from events.models import Delivery, Webhook
from events.record.vocabulary import DeliveryState

TOLD = ["last_seq", "last_delivery", "pending", "dead", "created_by", "created_at"]


RENEW = "renew_secret"


class WebhookForm(CuratedForm):
    renew_secret = forms.BooleanField(
        label=gettext_lazy("Renew the secret"),
        required=False,
        help_text=gettext_lazy(
            "The new one is shown once, after saving. The present one signs beside it for a day, "
            "so that the receiver can change over."
        ),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.stale:
            # Sent twice, the first renewed it; a second time would end what the receiver has.
            data: Any = self.data
            data.pop(self.add_prefix(RENEW), None)
        return cleaned


class WebhookAdmin(CuratedAdmin):
    form = WebhookForm
    list_display = ["name", "active", "reads", "last_delivery", "pending", "dead"]
    list_filter = ["active"]
    search_fields = ["name"]
    readonly_fields = TOLD

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        of = "deliveries__state"
        return (
            super()
            .get_queryset(request)
            .select_related("created_by")
            .annotate(
                delivered_last=Max("deliveries__delivered_at"),
                pending_count=Count("deliveries", filter=Q(**{of: DeliveryState.PENDING})),
                dead_count=Count("deliveries", filter=Q(**{of: DeliveryState.DEAD})),
            )
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = ["name", "url", "filter", "active", "expected_version"]
        if obj is None:
            return [(None, {"fields": fields})]
        own = (None, {"fields": [*fields, RENEW]})
        return [own, (_("What it was told"), {"fields": TOLD})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
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
            # What was sent alone does not tell: an empty box is none.
            request.renewed = form.cleaned_data[RENEW]  # type: ignore[attr-defined]
        else:
            create_webhook(webhook=obj, editor=editor, now=now)

    def record(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        """The verb has recorded it."""

    def response_add(
        self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._secret_page(request, obj, _("The webhook is made"))

    def response_change(self, request: HttpRequest, obj: Webhook) -> HttpResponse:
        if request.renewed:  # type: ignore[attr-defined]
            return self._secret_page(request, obj, _("The secret is renewed"))
        return super().response_change(request, obj)

    def _secret_page(self, request: HttpRequest, webhook: Webhook, title: str) -> HttpResponse:
        """The only page that ever shows the secret: a message would lie in a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "webhook": webhook,
        }
        return TemplateResponse(request, "admin/webhook_made.html", context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        alone = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, {**alone, **(extra_context or {})})

    @admin.display(description=gettext_lazy("filter can be read"), boolean=True)
    def reads(self, webhook: Webhook) -> bool:
        return not filter_problems(webhook.filter)

    @admin.display(description=gettext_lazy("last delivery"))
    def last_delivery(self, webhook: Any) -> str:
        # On the page of one webhook Django would show None and the moment as Python writes them.
        return display_for_value(webhook.delivered_last, "–")

    @admin.display(description=gettext_lazy("pending"))
    def pending(self, webhook: Any) -> str:
        return _deliveries(webhook, DeliveryState.PENDING, webhook.pending_count)

    @admin.display(description=gettext_lazy("dead"))
    def dead(self, webhook: Any) -> str:
        return _deliveries(webhook, DeliveryState.DEAD, webhook.dead_count)


class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["seq", "to", "state", "attempts", "next", "last_status", "last_error"]
    list_display_links = ["seq"]
    list_filter = ["state"]
    linked_lookups = ["webhook__exact"]
    list_select_related = ["webhook"]
    actions = ["replay"]  # type: ignore[assignment]
    fields = [
        "seq", "to", "message", "state", "attempts", "next", "last_status", "last_error",
        "delivered_at",
    ]  # fmt: skip
    readonly_fields = ["seq", "to", "message", "next"]

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.replay_delivery")

    @admin.display(description=gettext_lazy("edition"), ordering="edition_id")
    def seq(self, delivery: Delivery) -> int:
        return delivery.edition_id

    @admin.display(description=gettext_lazy("webhook"))
    def to(self, delivery: Delivery) -> str:
        address = reverse("admin:events_webhook_change", args=[delivery.webhook_id])
        return format_html('<a href="{}">{}</a>', address, delivery.webhook.name)

    @admin.display(description="Webhook-Id")
    def message(self, delivery: Delivery) -> str:
        return message_id(delivery)

    @admin.display(description=gettext_lazy("next attempt"), empty_value="–")
    def next(self, delivery: Delivery) -> Any:
        waits = delivery.state == DeliveryState.PENDING
        return delivery.next_attempt_at if waits else None

    @admin.action(
        description=gettext_lazy("Send the chosen deliveries again"), permissions=["replay"]
    )
    def replay(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        editor: Any = request.user
        chosen = list(deliveries)
        number = replay_deliveries(
            deliveries=[delivery.pk for delivery in chosen], editor=editor, now=timezone.now()
        )
        for delivery in chosen:
            self.log_change(request, delivery, "sent again")
        told = ngettext(
            "%(count)d delivery is lined up again.",
            "%(count)d deliveries are lined up again.",
            number,
        )
        messages.success(request, told % {"count": number})


def _deliveries(webhook: Webhook, state: DeliveryState, number: int) -> str:
    address = reverse("admin:events_delivery_changelist")
    return format_html(
        '<a href="{}?webhook__exact={}&amp;state__exact={}">{}</a>',
        address,
        webhook.pk,
        state.value,
        number,
    )
