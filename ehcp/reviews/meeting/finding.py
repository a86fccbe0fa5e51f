"""How a view of the meeting finds its review: whatever page comes of it may be on the wall."""

from ehcp.reviews import finding
from ehcp.reviews.models import AnnualReview

of_review = finding.of_review


def readable(request, pk) -> AnnualReview:
    """The page with both texts of two people may be on the wall, too."""
    request.is_on_the_wall = True
    return finding.readable(request, pk)


def writable(request, pk) -> AnnualReview:
    request.is_on_the_wall = True
    return finding.writable(request, pk)
