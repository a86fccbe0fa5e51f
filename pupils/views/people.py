"""Contacts, and the support staff assigned to a pupil."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils import contacts, support
from pupils.access import pupil_or_404, require_about
from pupils.models import Assignment, Contact
from pupils.people_forms import AssignForm, ContactForm
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove


def people_url(pupil) -> str:
    return f"{pupil.get_absolute_url()}people/"


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new_contact(request, pk):
    pupil = pupil_or_404(request, pk, Permission.CONTACT_EDIT)
    form = ContactForm(
        request.POST or None,
        kept_by=request.user, kept_as="contact", kept_key=f"pupil-{pk}",
    )  # fmt: skip

    def save():
        contacts.add_contact(pupil=pupil, by=request.user, **form.answers)
        return people_url(pupil)

    done = "Contact added."
    if answer := send(request, form, save, cancel_url=people_url(pupil), done=done):
        return answer
    context = {"form": form, "pupil": pupil, "cancel_url": people_url(pupil)}
    return render(request, "pupils/contact.html", context)


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def edit_contact(request, pk):
    contact = found_contact(request, pk)
    pupil = contact.pupil
    form = ContactForm(
        request.POST or None, instance=contact,
        kept_by=request.user, kept_as="contact", kept_key=f"contact-{pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        contacts.update_contact(contact=contact, version=version, by=request.user, **form.answers)
        return people_url(pupil)

    if answer := send(request, form, save, cancel_url=people_url(pupil), done="Saved."):
        return answer
    context = {
        "form": form, "pupil": pupil, "contact": contact, "cancel_url": people_url(pupil)
    }  # fmt: skip
    return render(request, "pupils/contact.html", context)


@needs(Permission.CONTACT_EDIT)
@require_POST
def end_contact(request, pk):
    contact = found_contact(request, pk)
    try:
        contacts.end_contact(contact=contact, by=request.user)
        messages.success(request, f"{contact.name} is no longer a contact.")
    except IllegalMove as refused:
        messages.info(request, str(refused))
    return redirect(people_url(contact.pupil))


def found_contact(request, pk) -> Contact:
    rows = Contact.objects.visible_to(request.user).select_related("pupil", "school")
    contact = record_or_404(request, rows, pk)
    require_about(request.user, Permission.CONTACT_EDIT, contact.pupil)
    return contact


@needs(Permission.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def assign(request, pk):
    pupil = pupil_or_404(request, pk, Permission.REGISTER_EDIT)
    form = AssignForm(
        request.POST or None, pupil=pupil,
        kept_by=request.user, kept_as="assignment", kept_key=f"pupil-{pk}",
    )  # fmt: skip

    def save():
        support.assign(pupil=pupil, by=request.user, **form.answers)
        return people_url(pupil)

    done = "Saved. They see this child's page from that day."
    if answer := send(request, form, save, cancel_url=people_url(pupil), done=done):
        return answer
    context = {"form": form, "pupil": pupil, "cancel_url": people_url(pupil)}
    return render(request, "pupils/assign.html", context)


@needs(Permission.REGISTER_EDIT)
@require_POST
def end_assignment(request, pk):
    rows = Assignment.objects.visible_to(request.user).select_related("pupil", "school", "user")
    assignment = record_or_404(request, rows, pk)
    require_about(request.user, Permission.REGISTER_EDIT, assignment.pupil)
    try:
        support.end_assignment(assignment=assignment, by=request.user)
        messages.success(request, f"{assignment.user.name} no longer sees this child's page.")
    except IllegalMove as refused:
        messages.info(request, str(refused))
    return redirect(people_url(assignment.pupil))
