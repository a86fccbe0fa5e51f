"""The authority's own Word form: ours to begin with, filled for the review whose report is out, and
one that came by mail this week and that nobody has looked through yet.
"""

from ehcp.authority_forms import services, starter
from ehcp.authority_forms.models import AuthorityForm
from ehcp.reviews.models import AnnualReview

NEW = "Westshire: annual review 2026"
TOLD = ("reported", "decided", "finished")


def tell(plot) -> list[dict]:
    return [{"step": "keep"}]


def write(teller, args) -> None:
    if AuthorityForm.objects.filter(school=teller.school).exists():
        return
    with teller.on(min(5, len(teller.plot.days)), 15):
        form = services.keep_starter(school=teller.school, by=teller.senco)
        reviews = AnnualReview.objects.filter(school=teller.school, state__in=TOLD)
        if (review := reviews.order_by("-held_on").first()) is not None:
            services.fill(about=review, form=form, by=teller.senco)
    with teller.on(min(1, len(teller.plot.days)), 9):
        services.keep(school=teller.school, name=NEW, data=starter.data(), file_name="form.docx",
                      by=teller.senco, local_authority="Westshire County Council")  # fmt: skip
