"""What the school owes: when the SENCO was appointed, the yearly report to parents, two policies.

The Information Report is noted as done by its publishing: public_documents.
"""

from datetime import timedelta

from schools.models import Obligation
from schools.owed import services
from sendcase import moment

LONGEST, NEWEST = 150, 60  # school days ago
POLICIES = (("SEND policy", 12, 30), ("Accessibility plan", 36, 500))  # name, months, days before


def tell(plot) -> list[dict]:
    return [{"step": step} for step in ("senco", "parents-report", "policies")]


def write(teller, args) -> None:
    step, days = args["step"], len(teller.plot.days)
    with teller.on(min(NEWEST if step == "parents-report" else LONGEST, days), 16):
        if step == "senco":
            services.add_senco(
                school=teller.school, name=teller.senco.name, by=teller.senco,
                appointed_on=moment.today() - timedelta(days=300),
            )  # fmt: skip
        elif step == "policies":
            for name, months, before in POLICIES:
                reviewed_on = moment.today() - timedelta(days=before)
                services.add_policy(
                    school=teller.school, name=name, months=months, reviewed_on=reviewed_on,
                    by=teller.senco,
                )  # fmt: skip
        else:
            row = Obligation.objects.get(school=teller.school, kind=step)
            services.done(obligation=row, on=moment.today(), by=teller.senco)
