"""What the contrast of a text follows from, read off the page: its paint.

Colour, size and weight of the text, every ground that lies behind it up to the page's own, how
far it is seen through, and the class of the box it floats in, if it floats. Two texts of one
paint have one contrast, so axe needs to judge one of them (docs/decisions/test-time.md).
"""

# Leaves one element of each paint in window.sendcasePaints; gives the paints.
FIND_PAINTS = """() => {
  const grounds = new Map();
  const behind = (e) => {
    if (!e) return "";
    if (!grounds.has(e)) {
      const s = getComputedStyle(e);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode,
        ["static", "relative"].includes(s.position) ? "" : s.position + e.className].join("/");
      const plain = own === "rgba(0, 0, 0, 0)/none/1/none/normal/";
      grounds.set(e, (plain ? "" : own + "|") + behind(e.parentElement));
    }
    return grounds.get(e);
  };
  const off = (e) => e.closest(":disabled, [aria-disabled=true]")
    || e.closest("label")?.control?.disabled;
  const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length;
  const says = (e) => e.matches("input, select, textarea")
    || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const paints = window.sendcasePaints = new Map();
  for (const e of document.querySelectorAll("body, body *")) {
    if (!says(e) || !seen(e)) continue;
    const s = getComputedStyle(e);
    const paint = [e.matches("input, select, textarea") ? e.tagName + e.type : "", s.color,
      s.fontSize, s.fontWeight, s.textShadow, off(e) ? "off" : "", behind(e)].join(";");
    if (!paints.has(paint)) paints.set(paint, e);
  }
  return [...paints.keys()];
}"""
