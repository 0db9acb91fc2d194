"""Signatures as specified by Standard Webhooks (standardwebhooks.com), scheme ``v1``."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"


def new_secret() -> str:
    """Return a new secret: ``whsec_`` followed by 256 random bits in Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(
    signing_secrets: Sequence[str], message_id: str, body: bytes, *, now: datetime
) -> dict[str, str]:
    """Return the headers that let a receiver verify the sender and the time of a message.

    `message_id` is the same for every attempt and must not contain a full stop. The message is
    signed with each of the secrets; a receiver accepts it if it can verify one of the signatures.
    """
    timestamp = str(int(now.timestamp()))
    signed = b".".join([message_id.encode(), timestamp.encode(), body])
    return {
        "Webhook-Id": message_id,
        "Webhook-Timestamp": timestamp,
        "Webhook-Signature": " ".join(_signature(secret, signed) for secret in signing_secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
