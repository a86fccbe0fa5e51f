from django.urls import path

from letters import sheets
from letters.answers import views as answers
from letters.chasers import views as chasers
from letters.views import links, listing, looks, moves, outside, page, versions, wording

app_name = "letters"
urlpatterns = [
    path("<slug:school>/letters/", listing.letter_list, name="list"),
    path("<slug:school>/letters/as/<slug:kind>/", sheets.letter_sheet, name="sheet"),
    path("<slug:school>/letters/answers/", answers.queue, name="answers"),
    path("<slug:school>/letters/answers/<int:pk>/", answers.answer, name="answer"),
    path("<slug:school>/letters/templates/", wording.wording_list, name="wordings"),
    path("<slug:school>/letters/templates/looks/", looks.looks, name="looks"),
    path(
        "<slug:school>/letters/templates/<slug:purpose>/<slug:audience>/",
        wording.wording_edit,
        name="wording",
    ),
    path(
        "<slug:school>/letters/templates/<slug:purpose>/<slug:audience>/<slug:language>/",
        wording.wording_edit,
        name="translation",
    ),
    path(
        "<slug:school>/letters/templates/<slug:purpose>/<slug:audience>/<slug:language>/versions/",
        versions.wording_versions,
        name="wording_versions",
    ),
    path("pupils/<int:pk>/letters/outside/<slug:purpose>/", outside.write, name="outside"),
    path("letter-wordings/<int:pk>/restore/", versions.wording_restore, name="wording_restore"),
    path("letters/<int:pk>/", page.letter_page, name="page"),
    path("letters/<int:pk>/pdf/", page.letter_pdf, name="pdf"),
    path("letters/<int:pk>/edit/", moves.edit, name="edit"),
    path("letters/<int:pk>/approve/", moves.approve, name="approve"),
    path("letters/<int:pk>/issue/", moves.issue, name="issue"),
    path("letters/<int:pk>/withdraw/", moves.withdraw, name="withdraw"),
    path("letters/<int:pk>/returned/", moves.returned, name="returned"),
    path("letters/<int:pk>/reply/", moves.reply, name="reply"),
    path("letters/<int:pk>/wrong-answer/", answers.take_off, name="take_off"),
    path("letters/<int:pk>/asked-again/", chasers.asked_again, name="asked_again"),
    path("letters/<int:pk>/talked/", chasers.talked, name="talked"),
    path("letters/<int:pk>/by-post/", links.post_instead, name="post_instead"),
    path("letter-links/<int:pk>/close/", links.revoke, name="link_revoke"),
    path("letter-links/<int:pk>/came/", links.came, name="link_came"),
    path("letter-links/<int:pk>/again/", links.send_again, name="link_again"),
    path("letters/<int:pk>/again/", moves.send_again, name="send_again"),
]
