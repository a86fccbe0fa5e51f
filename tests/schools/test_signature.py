"""The signature on letters: one's own only, judged by content, gone with the role."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from accounts.permissions import Role
from audit.models import Event
from schools.models import Membership, Signature
from schools.services import NotALogo
from schools.services.signature import in_force, may_set, set_signature, small
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory
from tests.schools.test_logo import bomb, picture


@pytest.fixture
def school(db):
    return SchoolFactory()


def test_it_is_drawn_again_small_on_white_and_nothing_rides_along():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "taken at 12 Mill Lane")
    data = small(picture(mode="RGBA", size=(2400, 400), pnginfo=info) + b"PK\x03\x04 trailing")
    made = Image.open(io.BytesIO(data))
    assert (made.format, made.mode, made.size) == ("PNG", "RGB", (600, 100))
    assert b"Mill Lane" not in data and b"PK\x03\x04" not in data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not a PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n<html><script>", "damaged"),
        (bomb(30_000), "more than 25 million points"),
        (b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_a_hostile_file_is_refused_beside_the_field_and_stores_nothing(client, school, data, words):
    head = member(school, Role.HEAD)
    sign_in(client, head)
    url = reverse("schools:change_signature", args=[school.slug, "head"])
    answer = client.post(url, {"signature": SimpleUploadedFile("s.png", data, "image/png")})
    assert words in answer.context["form"].errors["signature"][0]
    with pytest.raises(NotALogo):
        set_signature(school=school, role="head", data=data, by=head)
    assert not Signature.objects.exists()


def test_only_who_signs_in_that_role_puts_or_removes_their_own(school):
    senco, head = member(school, Role.SENCO), member(school, Role.HEAD)
    deputy, elsewhere = member(school, Role.SENCO), member(SchoolFactory(), Role.SENCO)
    for person in (head, elsewhere):  # where none stands yet
        with pytest.raises(PermissionDenied):
            set_signature(school=school, role="senco", data=picture(), by=person)
    set_signature(school=school, role="senco", data=picture(), by=senco)
    for person, data in ((head, picture()), (elsewhere, None), (deputy, None), (deputy, picture())):
        with pytest.raises(PermissionDenied):
            set_signature(school=school, role="senco", data=data, by=person)
    assert in_force(school, "senco").uploaded_by == senco
    set_signature(school=school, role="senco", data=None, by=senco)
    assert in_force(school, "senco") is None
    rows = Event.objects.filter(verb="school.signature_changed", actor_id=senco.pk)
    assert rows.count() == 2
    assert not may_set(senco, school, "teacher")


def test_it_is_not_used_from_the_day_its_owner_signs_no_more(client, school):
    former, new = member(school, Role.HEAD), member(school, Role.HEAD)
    set_signature(school=school, role="head", data=picture(), by=former)
    assert not may_set(new, school, "head")
    day = moment.today() - timedelta(days=1)
    Membership.objects.filter(user=former).update(until_on=day)
    url = reverse("schools:signature", args=[school.slug, "head"])

    sign_in(client, new)
    assert in_force(school, "head") is None
    assert client.get(url).status_code == 404
    set_signature(school=school, role="head", data=picture(), by=new)
    assert client.get(url)["Content-Type"] == "image/png"
