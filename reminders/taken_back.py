"""What a person did to a line of Today by hand is taken back by a button."""

from django.contrib import messages
from django.shortcuts import redirect

from sendcase.edits import IllegalMove


def back_on_today(request, school: str, take_back, row, done: str):
    """take_back(deadline=, by=) raises IllegalMove where there is nothing to take back; done: what
    is said after it. Goes to Today of the school with this slug.
    """
    try:
        take_back(deadline=row, by=request.user)
    except IllegalMove as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(f"/{school}/today/")
