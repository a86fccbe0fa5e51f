"""What shows at one width of a page and not at another.

A menu that folds away on a phone is the same on each page, so what it does there is judged once.
"""

_SEEN = """const seen = (e) => !!(
    e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length);"""
REMEMBER_SEEN = f"""() => {{
  {_SEEN}
  const all = [...document.querySelectorAll("body *")];
  window.sendcaseSeen = new Map(all.map((e) => [e, seen(e)]));
}}"""
# Of each that came or went: its opening tag, and whether it says anything.
COME_AND_GONE = f"""() => {{
  {_SEEN}
  return [...window.sendcaseSeen].filter(([e, was]) => was !== seen(e))
    .map(([e, was]) => was + e.cloneNode(false).outerHTML.replace(/[0-9]+/g, "0")
      + (e.textContent.trim() ? "says" : "")).join("");
}}"""
