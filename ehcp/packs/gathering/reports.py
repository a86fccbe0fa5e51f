"""What outside agencies advised, asked for or not: their papers, and what became of each point."""

from django.db.models import Exists, OuterRef, Q

from agencies.models import Advice, Recommendation
from ehcp.packs.items import Item
from ehcp.packs.sheets import Block, sheet
from pupils.wording import day_text

COLUMNS = ("They recommend", "What became of it", "What we do", "Why")


def reports(case) -> list[Item]:
    """The oldest first. Not what an outside person sent and nobody here has read; not what the
    family, who may read the pack, is not told of for the child’s safety, or not yet where they had
    not agreed that it is asked for.
    """
    found = []
    for row in readable(case):
        title = title_of(row)
        if row.paper_id:
            found.append(Item(f"reports:{row.pk}", f"Report of {title}", row.received_on,
                              document=row.paper))  # fmt: skip
        if row.summary or row.has_points:
            found.append(Item(f"reports:{row.pk}-words", f"What {title} advised", row.received_on,
                              pdf=_sheet(case, row, title)))  # fmt: skip
    return found


def readable(case) -> list[Advice]:
    """What `reports` takes, the oldest first. The points of each are read where they are needed."""
    rows = case.mine(Advice.objects).filter(read_at__isnull=False).exclude(told=Advice.Told.NOT)
    unasked = ~Q(request__ground="") & Q(request__isnull=False, request__consent=None)
    rows = rows.exclude(unasked, told=Advice.Told.OWED)
    points = Recommendation.objects.filter(advice=OuterRef("pk"))
    rows = rows.select_related("agency", "paper").annotate(has_points=Exists(points))
    return list(rows.order_by("received_on", "pk"))


def title_of(row) -> str:
    return f"{row.agency.name} ({row.agency.get_kind_display()})"


def blocks_of(row) -> list[Block]:
    """Who, when, in plain words, and what became of each point."""
    facts = [("From", row.from_whom), ("Came", day_text(row.received_on)),
             ("In plain words", row.summary)]  # fmt: skip
    lines = [
        [each.words, each.get_decision_display(),
         each.what_we_do if each.decision in each.USED else "", each.reason]
        for each in row.recommendations.all()
    ]  # fmt: skip
    blocks = [Block(facts=facts)]
    return blocks + ([Block("Recommendations", columns=COLUMNS, rows=lines)] if lines else [])


def _sheet(case, row, title):
    return lambda: sheet(case, f"What {title} advised", blocks_of(row))
