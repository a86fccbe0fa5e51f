"""Promised and given, for the pupil's Provision tab: context(request, pupil) and TEMPLATE."""

from provision.ledger import chart, lines, reading

TEMPLATE = "ledger/partials/_section.html"


def context(request, pupil) -> dict:
    """Four queries. Each promise of this term with its sentences, its weeks and a chart."""
    book = reading.book_of(pupil.school)
    window = book.term()
    found = reading.of_pupil(request.user, pupil, book, window)
    percent = pupil.school.policy.promise_percent
    return {
        "pupil": pupil,
        "window": window,
        "promises": [
            lines.line(each, window, percent)
            | lines.in_words(each, window, pupil.first_name)
            | {"chart": chart.chart(each.weeks)}
            for each in found
        ],
    }
