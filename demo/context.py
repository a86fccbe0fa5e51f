"""The banner of a demo school that is being filled. Not installed in production."""

from demo import progress


def filling(request):
    """`filling` for templates/base.html. Asks only at a demo school, until it is full."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"filling": progress.of(getattr(request, "school", None))}
