"""A roll as a school's records export it: invented children, awkward names, the same each time."""

import csv
import io
import random
from datetime import date, datetime, timedelta

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from stdnum.gb.upn import calc_check_digit

HEADINGS = [
    "UPN", "Adno", "Legal Surname", "Legal Forename", "Preferred Surname", "Preferred Forename",
    "DOB", "Gender", "NC Year", "Reg Group", "EAL", "FSM", "PP", "LAC", "Service Child",
    "Ethnicity", "First Language", "Admission Date", "Contact 1 Relationship", "Contact 1 Title",
    "Contact 1 Forename", "Contact 1 Surname", "Contact 1 Address", "Contact 1 Postcode",
    "Contact 1 Phone", "Contact 1 Email", "Contact 1 Parental Responsibility",
]  # fmt: skip
FIRST = [
    "Amina", "Beth", "Callum", "Dilys", "Eshan", "Freya", "Gwen", "Harun", "Imogen", "Jakub",
    "Kezia", "Lowri", "Mateo", "Niamh", "Osian", "Priya", "Quincy", "Rosa", "Sami", "Tegan",
    "Umar", "Violet", "Wiktor", "Xanthe", "Yusuf", "Zofia",
]  # fmt: skip
LAST = [
    "Adeyemi", "Brightwater", "Cobb", "Dearlove", "Eastman", "Farrow", "Gill", "Harcastle",
    "Iqbal", "Jessop", "Kowalski", "Larkin", "Moss", "Nwosu", "Oakes", "Pryce", "Quayle", "Rudd",
    "Sandhu", "Thorne", "Underhill", "Vance", "Whitlock", "Yeo", "Zeller",
]  # fmt: skip
# (legal forename, legal surname, preferred forename): kept letter by letter.
AWKWARD = [
    ("Siobhán", "O'Neil", ""),
    ("Luca", "D’Angelo", ""),
    ("Mary-Kate", "Smith-Jones", "Katie"),
    ("Ómar", "Šimić", ""),
    ("محمد", "العلي", "Mo"),
    ("小明", "王", ""),
    ("Suharto", "", ""),
    ("Ellie 🌻", "Marsh", ""),
    ("Zoë", "van der Berg", ""),
    ("Nguyễn Thị", "Ánh", ""),
    ("Anne  Marie", "de  la Cruz", ""),
    ("Null", "Null", ""),
    ("=Sum", "+Plus", ""),
    ("Łukasz", "Ørsted", ""),
    ("Robert'); DROP TABLE pupils;--", "<b>Tables</b>", "Bobby"),
]
CLASSES = ["Willow", "Oak", "Ash", "Beech", "Rowan", "Hazel", "Elm", "Alder", "Holly", "Birch",
           "Cedar", "Maple", "Larch", "Yew"]  # fmt: skip


def upn(serial: int, year: int = 21) -> str:
    """A number with the right check letter, of an authority and school that do not exist."""
    body = f"8559{serial // 1000:03d}{year:02d}{serial % 1000:03d}"
    return calc_check_digit(body) + body


def roll(count: int = 420, seed: int = 7) -> list[dict]:
    """Rows in the order of the register. Twins, and two children of one name and birthday."""
    chance = random.Random(seed)
    rows = [_row(number, chance) for number in range(count)]
    for number, (first, last, preferred) in enumerate(AWKWARD):
        rows[number * 3 % count] |= {
            "Legal Forename": first, "Legal Surname": last, "Preferred Forename": preferred
        }  # fmt: skip
    if count >= 100:
        _twins(rows[50], rows[51])
        _same_name_and_birthday(rows[60], rows[61])
    return rows


def _row(number: int, chance: random.Random) -> dict:
    school_year = number * 7 // 420 % 7
    first, last = chance.choice(FIRST), chance.choice(LAST)
    born = date(2021 - school_year, 9, 1) + timedelta(days=chance.randrange(365))
    yes = {name: chance.random() < part for name, part in
           (("EAL", 0.2), ("FSM", 0.25), ("LAC", 0.02), ("Service Child", 0.03))}  # fmt: skip
    return {
        "UPN": upn(number),
        "Adno": f"{number + 1:06d}",
        "Legal Surname": last,
        "Legal Forename": first,
        "Preferred Surname": "",
        "Preferred Forename": "",
        "DOB": f"{born:%d/%m/%Y}",
        "Gender": chance.choice("FM"),
        "NC Year": "R" if school_year == 0 else f"Year {school_year}",
        "Reg Group": f"{school_year or 'R'} {CLASSES[number // 30 % len(CLASSES)]}",
        **{name: "Y" if value else "N" for name, value in yes.items()},
        "PP": "Y" if yes["FSM"] or yes["LAC"] else "N",
        "Ethnicity": chance.choice(["WBRI", "WBRI", "WOTH", "AIND", "BAFR", "MOTH"]),
        "First Language": chance.choice(["Polish", "Urdu"]) if yes["EAL"] else "ENG",
        "Admission Date": f"{born.replace(day=1) + timedelta(days=1600):%Y-%m-%d}",
        "Contact 1 Relationship": chance.choice(["Mother", "Father", "Grandmother"]),
        "Contact 1 Title": "",
        "Contact 1 Forename": chance.choice(FIRST),
        "Contact 1 Surname": last,
        "Contact 1 Address": f"{number + 1} Mill Lane, Westbridge",
        "Contact 1 Postcode": "WB1 2AB",
        "Contact 1 Phone": f"01632 {960000 + number}",
        "Contact 1 Email": f"family{number}@example.org",
        "Contact 1 Parental Responsibility": "Y",
    }


def _twins(one: dict, other: dict) -> None:
    shared = ["Legal Surname", "DOB", "NC Year", "Reg Group", "Contact 1 Forename",
              "Contact 1 Surname", "Contact 1 Address", "Admission Date"]  # fmt: skip
    other |= {name: one[name] for name in shared}
    one["Legal Forename"], other["Legal Forename"] = "Ivy", "Iris"


def _same_name_and_birthday(one: dict, other: dict) -> None:
    """Two children, not one twice: their numbers and classes differ."""
    other |= {name: one[name] for name in ("Legal Surname", "Legal Forename", "DOB", "NC Year",
                                           "Admission Date")}  # fmt: skip
    other["Reg Group"] = f"{one['Reg Group']} B"


def as_csv(rows: list[dict], headings=None) -> str:
    """The rows as text, with the headings given or all of them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings or HEADINGS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_table(rows: list[dict]):
    from pupils.roll.reading import table

    return table(as_csv(rows))


def as_workbook(rows: list[dict], headings=None, title="Roll") -> bytes:
    """The rows as an .xlsx file: what looks like a day as a day, the rest as it stands."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    headings = headings or HEADINGS
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(sheet, row.get(name, "")) for name in headings])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet, value):
    """A name that begins with = is a name."""
    try:
        return datetime.strptime(value, "%d/%m/%Y")
    except ValueError:
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"
        return cell if value else None
