"""Invented people. Nobody here exists; every name was put together by hand for this demo."""

# Children: first name, last name, sex. Thirty for each school, several of them twins or awkward.
CHILDREN = [
    ("Amina", "Brightwater", "F"), ("Tobias", "Fennimore", "M"), ("Maisie", "O’Rourke", "F"),
    ("Jaxon", "Thistlewood", "M"), ("Priya", "Ramanathan", "F"), ("Oskar", "Wiśniewski", "M"),
    ("Chidi", "Eze-Okonkwo", "M"), ("Freya", "Lindqvist", "F"), ("Rafi", "Chowdhury", "M"),
    ("Ottilie", "Marchbanks", "F"), ("Kwame", "Asante", "M"), ("Zoë", "D’Arblay", "F"),
    ("Harri", "Llewelyn-Pugh", "M"), ("Noor", "Haddad", "F"), ("Teddy", "Bramblecombe", "M"),
    ("Mei", "Zhang", "F"), ("Solomon", "Adeleke", "M"), ("Ines", "Carvalho", "F"),
    ("Ruben", "Castellanos", "M"), ("Wren", "Applegarth", "F"), ("Yusuf", "Demirci", "M"),
    ("Clementine", "Foxley", "F"), ("Bartholomew", "Featherstonehaugh", "M"),
    ("Saoirse", "Ní Bhraonáin", "F"), ("Idris", "Warsame", "M"), ("Pearl", "Tregenza", "F"),
    ("Kit", "Holloway", ""), ("Kat", "Holloway", "F"), ("Dilan", "Kaya", "M"),
    ("Elowen", "Penrose", "F"),
]  # fmt: skip

MOTHERS = ["Leila", "Siobhan", "Grace", "Katarzyna", "Ngozi", "Farida", "Abena", "Colette", "Gwen",
           "Polly"]  # fmt: skip
FATHERS = ["Martin", "Anil", "Erik", "Hugo", "Samir", "Kofi", "Piotr"]
STREETS = ["Mill Lane", "Orchard Rise", "Tanner’s Row", "Station Road", "Kestrel Close"]
