"""Who is who in the corpus of attacks: a child, its family, and others at its school. Invented."""

from datetime import date

from reports.naming import Known, names_of
from reports.sampler.removing import Secrets

BORN, UPN = date(2016, 5, 12), "B801200005012"
CHILD = Known(("Zofia", "Zosia"), ("Ostrowska-Bright",), "5 Kingfisher", "5", BORN, UPN)
FAMILY = [Known(("Agnieszka",), ("Ostrowska",)), Known(("Daniel",), ("Bright",)),
          Known(("Irena",), ("Nowak",))]  # fmt: skip
OTHERS = [Known(("Mia",), ("Thompson",)), Known(("Jayden",), ("Clarke",)),
          Known(("Khadija",), ("Rahman",)), Known(("Noah",), ("Green",)),
          Known(("Aoife",), ("O’Connell",)), Known(("Ivy",), ("Marsh",)),
          Known(("Rebecca",), ("Hollis",)), Known(("Mark",), ("Pritchard",)),
          Known(("Joanna",), ("Whitlock",))]  # fmt: skip
SECRETS = Secrets(
    near=names_of([CHILD, *FAMILY]), far=names_of(OTHERS),
    places=("harrowgate lane primary school", "harrowgate lane primary", "harrowgate lane",
            "5 kingfisher", "larch close", "kettlewick"),
    classes=frozenset({"kingfisher"}), languages=frozenset({"tigrinya"}),
    few=frozenset({"SLD", "PMLD", "HI", "VI", "MSI", "PD", "DS"}),
    areas={"ci": "Communication and interaction", "semh": "Social and emotional"},
)  # fmt: skip
