"""The front page of the desk: what each section holds, with who made it so and since when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.admin.approval import approvable_models, approvals_url
from events.admin.display import display_date
from events.admin.record_labels import claim_label, prefetch_for_labels
from events.admin.work import SECTIONS, UNANSWERED, Section
from events.editorial.pending import records_of_keys, waiting_keys
from events.editorial.resolving import Outcome
from events.models import Action, Claim, Event
from events.record.vocabulary import Verb

SHOWN: Final = 5
COUNTED: Final = 50
CLAIMS: Final = "claims"
OTHERS: Final = "others"
_DATES: Final = [
    f"{name}_{column}"
    for name in ("start", "end")
    for column in ("edtf", "timezone", "basis", "phrase", "phrase_language", "anchor")
]


@dataclass(frozen=True)
class Step:
    """What was done last, by whom and when."""

    text: str
    editor: str
    at: datetime

    @classmethod
    def of(cls, action: Any) -> "Step":
        # Not `get_verb_display`, which translates all of them.
        return cls(str(Verb(action.verb).label), action.editor_name, action.at)

    @property
    def time(self) -> str:
        at = localtime(self.at)
        is_today = at.date() == localtime().date()
        return date_format(at, "H:i" if is_today else "DATE_FORMAT")

    @property
    def moment(self) -> str:
        return self.at.isoformat(timespec="seconds")


@dataclass(frozen=True)
class Item:
    """A line of a section. `answers`: the pages that answer what it asks, by their names."""

    url: str
    title: str
    dates: str = ""
    step: Step | None = None
    comment: str = ""
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Queue:
    """A section as it is shown. `count`: how many there are, "" where nobody counts them."""

    key: str
    title: str
    url: str
    count: str
    items: list[Item]


def queues(request: HttpRequest) -> list[Queue]:
    """The sections that are for the user, in their order."""
    user: Any = request.user
    if not user.has_perm("events.view_event"):
        return _approvals(request)
    sections = [section for section in SECTIONS if section.is_for(user)]
    keys = _keys(_parts(user, sections))
    steps = {section.verb for section in sections}
    events = _events({key for one in sections for key in keys[one.key][:SHOWN]}, steps)
    actions = _actions(events.values(), steps, keys[OTHERS])
    shown = [_queue(section, keys[section.key], events, actions) for section in sections]
    shown[1:1] = _approvals(request)
    if user.has_perm("events.view_claim"):
        shown.append(_claims(keys[CLAIMS]))
    if user.has_perm("events.view_action"):
        shown.append(_others(keys[OTHERS], actions))
    return shown


def _parts(user: Any, sections: Iterable[Section]) -> list[QuerySet[Any, Any]]:
    """The keys of what each section holds, as far as it is shown and counted."""
    now = timezone.now()
    parts = [_part(section.key, section.events(user, now), section.order) for section in sections]
    if user.has_perm("events.view_claim"):
        parts.append(_part(CLAIMS, Claim.objects.filter(UNANSWERED), "-created_at"))
    if user.has_perm("events.view_action"):
        parts.append(_part(OTHERS, Action.objects.exclude(editor=user.pk), "-at", SHOWN))
    return parts


def _part(
    name: str, records: QuerySet[Any], order: str, limit: int = COUNTED + 1
) -> QuerySet[Any, Any]:
    # Within `in`, since SQLite neither sorts nor limits the parts of a union.
    first = records.order_by(order, "id").values("pk")[:limit]
    found = records.model._default_manager.filter(pk__in=first).order_by()
    return found.annotate(
        part=Value(name, CharField()), key=Cast("pk", CharField()), moment=F(order.lstrip("-"))
    ).values_list("part", "key", "moment")


def _keys(parts: list[QuerySet[Any, Any]]) -> dict[str, list[str]]:
    """The keys by section, in the order of each, with one query."""
    backwards = {section.key: section.order.startswith("-") for section in SECTIONS}
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for part, key, moment in parts[0].union(*parts[1:], all=True):
        found[part].append((moment, key))
    keys = defaultdict[str, list[str]](list)
    for part, rows in found.items():
        rows.sort(key=lambda row: row[0], reverse=backwards.get(part, True))
        keys[part] = [key for _moment, key in rows]
    return keys


def _events(keys: set[str], verbs: Iterable[str]) -> dict[str, Any]:
    """The events by their keys, each with the key of its last step of each verb."""
    steps = {_step_name(verb): Subquery(_last_step(verb)) for verb in verbs}
    return Event.objects.only("label", *_DATES).annotate(**steps).in_bulk(keys) if keys else {}


def _step_name(verb: str) -> str:
    return f"last_{verb}"


def _last_step(verb: str) -> QuerySet[Any, Any]:
    steps = Action.objects.filter(event=OuterRef("pk"), **({"verb": verb} if verb else {}))
    return steps.order_by("-at", "-id").values("pk")[:1]


def _actions(events: Iterable[Any], verbs: Iterable[str], others: list[str]) -> dict[int, Any]:
    keys = {getattr(event, _step_name(verb)) for event in events for verb in verbs}
    keys = {*keys, *map(int, others)} - {None}
    names = {"event_label": F("event__label"), "editor_name": F("editor__username")}
    return Action.objects.annotate(**names).in_bulk(keys) if keys else {}


def _change_url(event_id: str) -> str:
    return reverse("admin:events_event_change", args=[event_id])


def _queue(
    section: Section, keys: list[str], events: dict[str, Any], actions: dict[int, Any]
) -> Queue:
    items = []
    for event in (events[key] for key in keys[:SHOWN] if key in events):
        action = actions.get(getattr(event, _step_name(section.verb)))
        item = Item(
            _change_url(event.pk),
            event.label,
            display_date(event.start, event.end),
            Step.of(action) if action else None,
            action.reason if action and section.verb else "",
            _answers(event) if section.asks else {},
        )
        items.append(item)
    url = f"{reverse('admin:events_event_changelist')}?work={section.key}"
    return Queue(section.key, str(section.title), url, _count(keys), items)


def _answers(event: Event) -> dict[str, str]:
    page = reverse("admin:events_event_resolve", args=[event.pk])
    return {str(outcome.label): f"{page}?outcome={outcome.value}" for outcome in Outcome}


def _count(keys: list[str]) -> str:
    return f"{COUNTED}+" if len(keys) > COUNTED else str(len(keys))


def _claims(keys: list[str]) -> Queue:
    claims = prefetch_for_labels(Claim.objects.all()).in_bulk(keys[:SHOWN]) if keys else {}
    items = [
        Item(
            _change_url(claim.event_id),
            claim_label(claim, 160),
            display_date(claim.said),
            Step(_("recorded"), "", claim.created_at),
        )
        for claim in (claims[key] for key in keys[:SHOWN] if key in claims)
    ]
    url = f"{reverse('admin:events_claim_changelist')}?answers=none"
    return Queue(CLAIMS, _("Unanswered accusations"), url, _count(keys), items)


def _others(keys: list[str], actions: dict[int, Any]) -> Queue:
    items = [
        Item(
            _change_url(action.event_id),
            action.event_label,
            step=Step.of(action),
            comment=action.reason,
        )
        for action in (actions[int(key)] for key in keys if int(key) in actions)
    ]
    return Queue(
        OTHERS, _("Activity of others"), reverse("admin:events_action_changelist"), "", items
    )


def _approvals(request: HttpRequest) -> list[Queue]:
    """The records with changes that the account may make public, if there are any."""
    models = approvable_models(request)
    keys = waiting_keys(models) if models else []
    items = [
        Item(approvals_url(one), str(one), dates=str(one._meta.verbose_name))
        for one in records_of_keys(keys[:SHOWN])
    ]
    url, title = reverse("admin:approvals"), _("Changes not public yet")
    return [Queue("approvals", title, url, str(len(keys)), items)] if keys else []
