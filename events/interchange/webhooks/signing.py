"""Signatures by the Standard Webhooks specification (standardwebhooks.com), scheme ``v1``."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"


def new_secret() -> str:
    """A secret of 256 random bits: ``whsec_`` and their Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(
    own: Sequence[str], message_id: str, body: bytes, *, now: datetime
) -> dict[str, str]:
    """The three headers by which a receiver knows who sent the body, and when.

    `message_id` stays the same however often the message is sent; it holds no full stop. Each of
    our `own` secrets signs: a receiver is content with one signature that it can verify.
    """
    timestamp = str(int(now.timestamp()))
    signed = b".".join([message_id.encode(), timestamp.encode(), body])
    return {
        "Webhook-Id": message_id,
        "Webhook-Timestamp": timestamp,
        "Webhook-Signature": " ".join(_signature(secret, signed) for secret in own),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
