"""Invented people. Nobody here exists; the names were put together by hand for this demo.

`demo.people` draws from these lists with a seed: the same school has the same children each time.
"""


def words(text: str) -> list[str]:
    return text.split()


GIRLS = words(
    """
Amina Priya Freya Ottilie Zoë Noor Mei Ines Wren Clementine Saoirse Pearl Elowen Maisie Ruqayyah
Adaeze Beatrix Camille Dalia Efua Florence Gwenllian Halima Imogen Jasleen Kezia Lottie Maryam Nell
Oluchi Poppy Qiana Rosalind Sadia Tilda Uma Verity Willow Xanthe Yasmin Zuzanna Aoife Blessing Cerys
Daisy Esme Fatoumata Grace Heidi Isla Joy Kinga Leila Mabel Nia Orla Petra Rania Sofia Thea
"""
)
BOYS = words(
    """
Tobias Jaxon Oskar Chidi Rafi Kwame Harri Teddy Solomon Ruben Yusuf Bartholomew Idris Dilan Arlo
Benedict Cai Dominik Emeka Finley Gethin Hamza Ibrahim Jonah Kofi Laszlo Malachi Nikhil Osian Piotr
Quentin Reuben Sami Tadhg Umar Vikram Wilfred Xavier Yaw Zac Albie Bilal Caspian Dev Elijah Frank
Gabriel Hugo Isaac Jude Kieran Leon Marlon Noah Otis Percy Rhys Stanley Theo Zain
"""
)
FAMILIES = words(
    """
Brightwater Fennimore O’Rourke Thistlewood Ramanathan Wiśniewski Eze-Okonkwo Lindqvist Chowdhury
Marchbanks Asante D’Arblay Llewelyn-Pugh Haddad Bramblecombe Zhang Adeleke Carvalho Castellanos
Applegarth Demirci Foxley Warsame Tregenza Holloway Kaya Penrose Abernathy Balogun Cartwright
Dhillon Eastwell Farrington Gill Hathersage Iqbal Jarrah Kowalczyk Loveday Mbeki Nightingale Osei
Pettigrew Qureshi Rashford-Lane Sandhu Tanaka Underwood Varga Whitcombe Yilmaz Ziegler Ashdown
Boateng Copperfield Dragomir Ellerby Fairweather Greenhalgh Hussain Ingleby Johansen Khatun Larwood
Mistry Norwood Okafor Patel Quigley Rosewarne Stapleton Trevithick Uddin Venn Wetherby Yeboah
Arrowsmith Begum Chaudhry Duckworth Esposito Fielding Grimshaw Hartnoll
"""
)
MOTHERS = words(
    """
Leila Siobhan Katarzyna Ngozi Farida Abena Colette Gwen Polly Anjali Marta Rukhsana Joanne Tamsin
Yetunde Ana Helen Meera Bronwen Sandra Aisha Louise Dorota Chiamaka
"""
)
FATHERS = words(
    """
Martin Anil Erik Samir Piotr Kwabena Declan Mehmet Tomasz Alun Rajesh Stephen Olu Mustafa Paul
Craig Farhan Ricardo
"""
)
STREETS = (
    "Mill Lane", "Orchard Rise", "Tanner’s Row", "Station Road", "Kestrel Close", "Chapel Street",
    "Weir View", "Long Acre", "Quarry Bank", "Priory Mews", "Foundry Court", "St Anne’s Terrace",
    "Old Brewery Yard", "Harbour Parade",
)  # fmt: skip

# Names that a form, a list or a letter gets wrong first: (first, last, sex), in every school.
AWKWARD = (
    ("Bartholomew Montgomery", "Featherstonehaugh-Cholmondeley", "M"),  # long
    ("Saoirse", "Ní Bhraonáin", "F"),  # a space and accents
    ("Suparman", "", "M"),  # one name only
    ("Kit", "Holloway", "M"), ("Kat", "Holloway", "F"),  # twins
    ("Noah", "Patel", "M"), ("Noah", "Patel", "M"),  # two children, one name
    ("X Æ", "van ’t Hoff", ""),  # sex not recorded
)  # fmt: skip

# Ethnicity code, first language, how many in a thousand.
ORIGINS = (
    ("WBRI", "English", 610), ("WIRI", "English", 8), ("WIRT", "English", 2), ("WROM", "Romani", 6),
    ("WOTH", "Polish", 40), ("WOTH", "Romanian", 34), ("MWBC", "English", 20),
    ("MWBA", "English", 12), ("MWAS", "English", 18), ("MOTH", "English", 24),
    ("AIND", "Panjabi", 26), ("AIND", "Gujarati", 14), ("APKN", "Urdu", 48),
    ("ABAN", "Bengali", 20),
    ("AOTH", "Tamil", 18), ("BCRB", "English", 12), ("BAFR", "Yoruba", 24), ("BAFR", "Somali", 18),
    ("BOTH", "English", 10), ("CHNE", "Cantonese", 10), ("OOTH", "Arabic", 16),
    ("REFU", "English", 6),
    ("NOBT", "", 4),
)  # fmt: skip
