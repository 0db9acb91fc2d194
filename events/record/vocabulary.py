"""The closed vocabularies of the record; the values are part of the public contract."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(TextChoices):
    STATED = "stated", _("stated")
    RESOLVED_PHRASE = "resolved_phrase", _("resolved phrase")
    INFERRED = "inferred", _("inferred")
    EXTERNAL = "external", _("external knowledge")


class Precision(TextChoices):
    """How exactly a date is known, coarse to fine: `events.dates.PRECISIONS`."""

    CENTURY = "century", _("century")
    DECADE = "decade", _("decade")
    YEAR = "year", _("year")
    HALF = "half", _("half-year")
    SEASON = "season", _("season")
    QUARTER = "quarter", _("quarter")
    MONTH = "month", _("month")
    WEEK = "week", _("week")
    WEEKEND = "weekend", _("weekend")
    DAY = "day", _("day")
    MINUTE = "minute", _("minute")
    SECOND = "second", _("second")


class Occurrence(TextChoices):
    """What is the case in the world; never mixed with the editorial state."""

    ANNOUNCED = "announced", _("announced")
    SCHEDULED = "scheduled", _("scheduled")
    ONGOING = "ongoing", _("ongoing")
    OCCURRED = "occurred", _("took place")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    DID_NOT_OCCUR = "did_not_occur", _("did not take place")
    ALLEGED = "alleged", _("alleged")
    HYPOTHETICAL = "hypothetical", _("hypothetical")
    UNKNOWN = "unknown", _("unknown")


class State(TextChoices):
    """Where an event stands with us; never mixed with its occurrence."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")


class TextOrigin(TextChoices):
    ORIGINAL = "original", _("original")
    TRANSLATION = "translation", _("translation")


class PlacePrecision(TextChoices):
    POINT = "point", _("point")
    CITY = "city", _("city")
    REGION = "region", _("region")
    COUNTRY = "country", _("country")
    UNKNOWN = "unknown", _("unknown")


class ActorKind(TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    STATE = "state", _("state")
    OFFICE_BODY = "office_body", _("office body")
    GROUP = "group", _("group")
    UNNAMED = "unnamed", _("unnamed")


class NameKind(TextChoices):
    OFFICIAL = "official", _("official name")
    ALIAS = "alias", _("alias")
    TRANSLITERATION = "transliteration", _("transliteration")
    METONYM = "metonym", _("metonym")
    SHORT = "short", _("short name")


class StartMeaning(TextChoices):
    """A tenure begins when the office was taken; often only a first mention is known."""

    IN_OFFICE_SINCE = "in_office_since", _("in office since")
    CITED_SINCE = "cited_since", _("cited since")


class Role(TextChoices):
    HOST = "host", _("host")
    VISITOR = "visitor", _("visitor")
    SPEAKER = "speaker", _("speaker")
    ADDRESSEE = "addressee", _("addressee")
    TARGET = "target", _("target")
    SIGNATORY = "signatory", _("signatory")
    MEDIATOR = "mediator", _("mediator")
    PARTICIPANT = "participant", _("participant")
    SUBJECT = "subject", _("subject")


class SourceKind(TextChoices):
    ARTICLE = "article", _("article")
    AGENCY_REPORT = "agency_report", _("agency report")
    STATEMENT = "statement", _("statement")
    DOCUMENT = "document", _("document")
    POST = "post", _("post")
    DATA_SET = "data_set", _("data set")


class Stance(TextChoices):
    REPORTS = "reports", _("reports")
    SUPPORTS = "supports", _("supports")
    DISPUTES = "disputes", _("disputes")


class Confidence(TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class ClaimKind(TextChoices):
    ASSERTION = "assertion", _("assertion")
    ANNOUNCEMENT = "announcement", _("announcement")
    APPEAL = "appeal", _("appeal")
    ACCUSATION = "accusation", _("accusation")
    CONCERN = "concern", _("concern")
    EVALUATION = "evaluation", _("evaluation")
    DENIAL = "denial", _("denial")
    CONFIRMATION = "confirmation", _("confirmation")
    NO_STATEMENT = "no_statement", _("no statement")


class Modality(TextChoices):
    ASSERTED = "asserted", _("asserted")
    POSSIBLE = "possible", _("possible")
    FUTURE = "future", _("future")
    NEGATED = "negated", _("negated")


class ClaimLinkType(TextChoices):
    DENIES = "denies", _("denies")
    CONFIRMS = "confirms", _("confirms")
    REPEATS = "repeats", _("repeats")
    QUALIFIES = "qualifies", _("qualifies")
    RETRACTS = "retracts", _("retracts")


class RelationType(TextChoices):
    PART_OF = "part_of", _("part of")
    FOLLOWS = "follows", _("follows")
    RESPONDS_TO = "responds_to", _("responds to")
    ANNOUNCES = "announces", _("announces")
    CONTRADICTS = "contradicts", _("contradicts")
    CAUSED_BY = "caused_by", _("caused by")


class OtherDateKind(TextChoices):
    EARLIER_ANNOUNCED = "earlier_announced", _("earlier announced date")
    DIFFERING_ACCOUNT = "differing_account", _("date according to another source")


class EditionKind(TextChoices):
    PUBLISHED = "published", _("published")
    UPDATED = "updated", _("updated")
    CORRECTED = "corrected", _("corrected")
    RETRACTED = "retracted", _("retracted")
    MERGED = "merged", _("merged")


class EditionCause(TextChoices):
    """Whose change an edition is."""

    EDITORS = "editors", _("changed by the editors")
    ANSWER = "answer", _("an answer to one of its claims was published, changed or taken back")
    REFERENCE = "reference", _("something that the record names was renamed or changed")
    REDACTED = "redacted", _("something that the record said was removed for ever")


class OriginReason(TextChoices):
    """Why several citations are counted as one origin."""

    SEPARATE = "separate", _("each citation has an origin of its own")
    SAME_AGENCY = "same_agency", _("several reports go back to the same agency")
    SAME_PUBLISHER = "same_publisher", _("several items come from the same publisher")
    SAME_ITEM = "same_item", _("the same item is cited several times")
    REVISION = "revision", _("several items are versions of one")


class Verb(TextChoices):
    """What an editor did; the desk's own log."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    SUBMITTED = "submitted", _("submitted for review")
    SENT_BACK = "sent_back", _("sent back")
    PUBLISHED = "published", _("published")
    UPDATED = "updated", _("updated")
    CORRECTED = "corrected", _("corrected")
    RETRACTED = "retracted", _("retracted")
    RESTORED = "restored", _("restored")
    MERGED = "merged", _("merged")
    REISSUED = "reissued", _("reissued")
    REDACTED = "redacted", _("redacted")
    REVERTED = "reverted", _("set back to an earlier version")
    DELETED = "deleted", _("deleted")
    FOUND = "found", _("found as it is")


class RecordKind(TextChoices):
    """What the desk keeps versions of."""

    EVENT = "event", _("event")
    ACTOR = "actor", _("actor")
    OFFICE = "office", _("office")
    PLACE = "place", _("place")
    SOURCE = "source", _("source")
    STORYLINE = "storyline", _("storyline")
    EVENT_TYPE = "event_type", _("event type")
    WEBHOOK = "webhook", _("webhook")
    TOKEN = "token", _("API token")
    GROUP = "group", _("group")


class Way(TextChoices):
    """Through which interface a record was changed."""

    DESK = "desk", _("desk")
    API = "api", _("API")
    IMPORT = "import", _("import")
    COMMAND = "command", _("command line")


class SecurityEventKind(TextChoices):
    """What the desk's security log records of accounts."""

    SIGNED_IN = "signed_in", _("signed in")
    FAILED = "failed", _("sign-in failed")
    REFUSED = "refused", _("sign-in refused: too many attempts")
    SIGNED_OUT = "signed_out", _("signed out")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    PASSWORD_RESET = "password_reset", _("password reset")
    EMAIL_CHANGED = "email_changed", _("email address changed")
    EMAIL_CONFIRMED = "email_confirmed", _("email address confirmed")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    FACTOR_RENEWED = "factor_renewed", _("recovery codes renewed")
    FACTOR_FAILED = "factor_failed", _("second factor failed")
    RIGHTS_CHANGED = "rights_changed", _("rights changed")


class ProfileKind(TextChoices):
    ACTOR = "actor", _("actor")
    SOURCE = "source", _("source")
    STORYLINE = "storyline", _("storyline")


class Scope(TextChoices):
    """What a token may be used for. What its account may not, it may not either."""

    READ = "read", _("read the desk")
    WRITE = "write", _("create and change drafts, actors and sources")
    PUBLISH = "publish", _("publish, correct and retract")
    IMPORT = "import", _("import files")


class ImportFormat(TextChoices):
    NDJSON = "ndjson", "NDJSON"
    CSV = "csv", "CSV"


class ImportMode(TextChoices):
    ALL = "all", _("all rows or none")
    ROWS = "rows", _("each row independently")


class ImportState(TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    BROKEN = "broken", _("interrupted")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", pgettext_lazy("of an import", "cancelled")


class ImportPhase(TextChoices):
    """What an import does or did last. A dry run ends with the check."""

    CHECK = "check", _("checking")
    WRITE = "write", _("writing")
    UNDO = "undo", _("undoing")


class RowResult(TextChoices):
    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    READY = "ready", _("ready, but not written")
    REJECTED = "rejected", _("rejected")


class DeliveryState(TextChoices):
    """Dead: given up after the last attempt, until somebody has it sent again."""

    PENDING = "pending", _("pending")
    DELIVERED = "delivered", _("delivered")
    DEAD = "dead", _("dead")
