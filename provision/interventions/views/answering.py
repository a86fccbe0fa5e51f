"""What a page with a form answers: the form, or once it is saved the way back."""

from django.shortcuts import render

from sendcase.drafts.sending import send


def form_page(request, template, form, save, *, back, done, **context):
    """save() → an address, or None: then it goes `back`. done: what is said once it is saved.
    context: what the template needs besides `form` and `back`.
    """
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    return render(request, template, {"form": form, "back": back, **context})


def form_of(request, template, form, save, row, done, **context):
    """A form about one intervention, which leads back to its page. save() as above."""
    back = row.get_absolute_url()
    return form_page(request, template, form, save, back=back, done=done, row=row, **context)
