"""What the desk keeps of the changes of webhooks, tokens and groups. No secret is part of it."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from events.record.desk import UpdatedAt, Version
from events.record.members import INSTANT, PUBLIC_ID, Document, member
from events.record.vocabulary import Scope


class DeskWebhook(Document, frozen=True, kw_only=True):
    """An address that receives the editions."""

    id: Annotated[str, member(_("webhook"), "Permanent id of the webhook.", **PUBLIC_ID)]
    version: Version
    updated_at: UpdatedAt
    name: Annotated[str, member(_("name"), "The subscriber.")]
    canonical_url: Annotated[
        str, member(_("address"), "The address that receives the editions.", column="url")
    ]
    filter: Annotated[str, member(_("saved filter"), "Which events it receives.")]
    active: Annotated[bool, member(_("active"), "Whether anything is sent.")]


class DeskToken(Document, frozen=True, kw_only=True):
    """A token with which a program acts as an account."""

    name: Annotated[str, member(_("name"), "What its account calls it.")]
    account: Annotated[str, member(_("account"), "The account that it acts as.")]
    scopes: Annotated[list[str], member(_("may"), "What it may be used for.", choices=Scope)]
    expires_at: Annotated[str | None, member(_("expires"), "When it expires.", **INSTANT)]
    revoked_at: Annotated[str | None, member(_("revoked"), "When it was revoked.", **INSTANT)]


class DeskGroup(Document, frozen=True, kw_only=True):
    """A group of accounts with the same rights."""

    name: Annotated[str, member(_("name"), "What it is called.")]
    permissions: Annotated[list[str], member(_("permissions"), "What its accounts may do.")]
