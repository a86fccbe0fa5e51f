"""The health endpoint: is the site able to read and write? No detail for strangers."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from accounts.access import public


@public
@require_GET
def health(request):
    """200 {"status": "ok"} when the database answers, else 503. Names nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})
