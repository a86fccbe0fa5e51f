"""What follows a review meeting. By hand from the agreed policy.

A dash is 404. The SENCO writes, the head reads; nobody else knows that there is a review.
"""

from sendcase import moment
from tests.access.asking import table
from tests.access.records_ehc_after import HELD

TODAY = moment.today().isoformat()

GET = table("""
                                               senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_reviews:late slug                        | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:late_sheet slug/csv              | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:report ehc_held                  | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:report ehc_reported              | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:report_paper ehc_held            | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:report_sent ehc_reported         | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:report_letters ehc_reported      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_reported/report-again  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_reported/decision      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_decided/notice         | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_noticed/final          | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_noticed/stays          | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_finished/put-right     | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_over/closed            | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_closed/wait-again      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_reviews:after ehc_held/late              | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                               senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_reviews:report ehc_held                  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:report_sent ehc_reported         | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:report_letters ehc_reported      | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_reported/report-again  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_reported/decision      | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_decided/notice         | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_noticed/final          | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_noticed/stays          | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_finished/put-right     | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_over/closed            | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_closed/wait-again      | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_reviews:after ehc_held/late              | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def on(row, **fields):
    return lambda at: {"version": getattr(at, row).version} | fields


def after(row, key, **fields):
    return {f"ehc_reviews:after {row}/{key}": on(row, **fields)}


BODIES = {
    "ehc_reviews:report": on("ehc_held"),
    "ehc_reviews:report_sent": lambda at: {
        "version": at.ehc_reported.version, "on": TODAY, f"how_{at.ehc_reader.pk}": "post",
    },
    "ehc_reviews:report_letters": on("ehc_reported"),
    **after("ehc_reported", "report-again", reason="A wrong name."),
    **after("ehc_reported", "decision", decision="maintain", decided_on=TODAY),
    **after("ehc_decided", "notice", notice_on=TODAY),
    **after("ehc_noticed", "final", final_on=TODAY),
    **after("ehc_noticed", "stays", on=TODAY),
    **after("ehc_finished", "put-right", decision="maintain", decided_on=HELD.isoformat(),
            reason="Misread."),
    **after("ehc_over", "closed", reason="Asked twice."),
    **after("ehc_closed", "wait-again"),
    **after("ehc_held", "late", late_words="The school was closed."),
}  # fmt: skip
