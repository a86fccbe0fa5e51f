"""How a view finds what it is about: visible or 404, and the school is taken from the record."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import may
from schools.models import School


def school_or_404(request, slug, permission, *joined) -> School:
    """The school of the address, for views under /<school>/. Sets request.school and .record.

    404 unless the person belongs to it and may do this there: to everybody else a list they may
    not see does not exist. (A record they may see and not act on answers 403: record_or_404,
    then require.) joined: what of the school is read with it, "policy".
    """
    schools = School.objects.visible_to(request.user)
    school = get_object_or_404(schools.select_related(*joined) if joined else schools, slug=slug)
    if not may(request.user, permission, school.pk):
        raise Http404
    request.school = request.record = school
    return school


def record_or_404(request, queryset, pk):
    """One row of a queryset already narrowed by visible_to. Sets request.school, request.record.

    The row's school must be joined (select_related) where a query counts.
    """
    row = get_object_or_404(queryset, pk=pk)
    request.school, request.record = row.school, row
    return row


def school_by_id(user, school_id) -> School:
    try:
        return School.objects.visible_to(user).get(pk=school_id)
    except School.DoesNotExist as missing:
        raise Http404 from missing
