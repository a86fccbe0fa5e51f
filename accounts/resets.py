"""A new password by mail, asked for by anybody with any address.

The request does the same work whoever the address belongs to: it leaves one job. Only the worker
looks whose it is. So neither words nor time tell a stranger who has an account.
"""

import uuid
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.internal.userkit import filter_users_by_email

from audit.models import NO_SCHOOL
from sendcase import moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job, JobRow
from sendcase.jobs.registry import job_kind

KIND = "password-reset"
KEPT_FOR = timedelta(days=1)


def ask(email: str) -> None:
    """Leave it to the worker to find the account and write the mail, if there is one."""
    key = f"{KIND}-{uuid.uuid4().hex}"
    jobs.add(kind=KIND, key=key, school_id=NO_SCHOOL, rows=[{"email": email}])


@job_kind(KIND)
def answer(job, row) -> None:
    """Mail the link to the address on file, and forget the one that was typed."""
    found = filter_users_by_email(
        row.args["email"], is_active=True, prefer_verified=True, for_login=True
    )
    for user in found:
        request_password_reset(None, user.email, [user], default_token_generator)
    JobRow.objects.filter(pk=row.pk).update(args={})
    Job.objects.filter(kind=KIND, ended_at__lt=moment.now() - KEPT_FOR).delete()
