"""What the desk's index page says as long as there are no events: what to do next."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event, EventType, User


@dataclass(frozen=True)
class Step:
    """What to do, and a page on which to do it, if this user can."""

    text: str
    url: str = ""
    link: str = ""


def first_steps(request: HttpRequest) -> list[Step]:
    """The next steps of this user in an empty archive; none once there is an event."""
    user = request.user
    if not user.has_perm("events.view_event") or Event.objects.exists():
        return []
    steps = []
    if user.is_superuser and not User.objects.filter(groups__isnull=False).exists():
        steps.append(_create_accounts())
    if not EventType.objects.exists():
        steps.append(_load_types(user))
    elif user.has_perm("events.add_event"):
        steps.append(_add_event())
    return steps


def _create_accounts() -> Step:
    return Step(
        _(
            "Create accounts for the editors. Each needs staff status and a group: Editor "
            "(drafts and submits) or Reviewer (also publishes)."
        ),
        reverse("admin:events_user_add"),
        _("Add an account"),
    )


def _load_types(user: User | AnonymousUser) -> Step:
    text = (
        _("There are no event types yet. Run “manage.py setup” on the server to load a list.")
        if user.is_superuser
        else _("There are no event types yet. Ask an administrator to load a list of them.")
    )
    if not user.has_perm("events.add_eventtype"):
        return Step(text)
    return Step(text, reverse("admin:events_eventtype_add"), _("Add an event type"))


def _add_event() -> Step:
    return Step(
        _("There are no events yet. Add the first one; it stays a draft until it is published."),
        reverse("admin:events_event_add"),
        _("Add an event"),
    )
