"""The reader's choice of language: a cookie, nothing else."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language


# A CSRF token would put a cookie into every page and keep every cache from holding it; all that a
# forged form can do here is to change the language of the pages.
@csrf_exempt
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Sets the cookie and goes back to ``next``, which has to be on this host."""
    response = django_set_language(request)
    response["Cache-Control"] = "no-store"
    return response
