"""Which passwords are good enough."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

# zxcvbn estimates how many guesses a password takes; 3 of 4 is more than 10^8.
LOWEST_SCORE: Final = 3
# Its time grows with the square of the length.
EXAMINED: Final = 64


class GuessablePasswordValidator:
    """Rejects passwords that a program guesses soon: words, names, dates, keyboard patterns."""

    def validate(self, password: str, user: Any = None) -> None:
        own = [user.username, user.email, user.first_name, user.last_name] if user else []
        estimate = zxcvbn(password[:EXAMINED], user_inputs=[text for text in own if text])
        if estimate["score"] < LOWEST_SCORE:
            raise ValidationError(
                _("This password is easy to guess. Use several words that do not belong together."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Several words that do not belong together make a good password.")
