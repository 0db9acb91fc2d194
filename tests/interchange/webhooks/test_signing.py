"""Signatures, against a value that was not computed by this code."""

import base64
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from events.interchange.webhooks.signing import new_secret, signed_headers
from tests.newsroom import NOW


def test_secret_has_256_random_bits():
    secrets = {new_secret() for _nth in range(20)}
    assert len(secrets) == 20
    for secret in secrets:
        assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32


def test_signature_is_that_of_openssl():
    # printf 'msg_1.1677672000.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:6b6b… -binary
    secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
    headers = signed_headers([secret], "msg_1", b"{}", now=NOW)
    assert headers == {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": "1677672000",
        "Webhook-Signature": "v1,wSuxSSmsf29LxXa8UAoSkxJndm7WLnXfxVpm081ALTU=",
    }


def test_each_of_several_secrets_signs():
    secrets = [new_secret(), new_secret()]
    alone = [
        signed_headers([secret], "msg_1", b"{}", now=NOW)["Webhook-Signature"] for secret in secrets
    ]
    both = signed_headers(secrets, "msg_1", b"{}", now=NOW)["Webhook-Signature"]
    assert both == " ".join(alone)


def test_what_the_docs_verify_with_takes_either_secret_and_no_other():
    text = (settings.BASE_DIR / "docs/api.md").read_text()
    example = next(block for block in text.split("```python\n")[1:] if "is_genuine" in block)
    shown: dict[str, Any] = {}
    exec(example.split("```")[0], shown)  # noqa: S102 (our own documentation)
    secrets = [new_secret(), new_secret()]
    headers = signed_headers(secrets, "msg_1", b"{}", now=timezone.now())

    def genuine(secret: str, body: bytes = b"{}", **changed: str) -> bool:
        verdict: bool = shown["is_genuine"](secret, {**headers, **changed}, body)
        return verdict

    assert [genuine(secret) for secret in (*secrets, new_secret())] == [True, True, False]
    assert not genuine(secrets[0], b"[]")
    old = signed_headers(secrets, "msg_1", b"{}", now=timezone.now() - timedelta(minutes=6))
    assert not genuine(secrets[0], **old)
