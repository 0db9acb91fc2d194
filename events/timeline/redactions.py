"""The public grounds of what was redacted."""

from events.models import Edition, Profile, Redaction
from events.record.redaction import SCAR


def redactions(subject: str, text: str) -> list[Redaction]:
    """The redactions of a record, newest first; `text` is the document that is shown.

    None, without a query, for a document without a scar.
    """
    if SCAR not in text:
        return []
    moments = [
        *Edition.objects.filter(event=subject).values_list("redacted_at", flat=True),
        *Profile.objects.filter(subject=subject).values_list("redacted_at", flat=True),
    ]
    return list(Redaction.objects.filter(at__in={moment for moment in moments if moment}))
