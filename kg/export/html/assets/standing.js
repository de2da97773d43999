// The events of the lanes as elements. What stands already is kept: an element that shows what it showed before is only moved, which costs a browser far less than
// to make it, style it and set its letters again.

// Makes `wanted` the children of a node, in their order; those that are there stay in their place.
function settleChildren(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  let at = parent.firstChild;
  for (const child of wanted) {
    if (child === at) at = at.nextSibling;
    else parent.insertBefore(child, at);
  }
}

// Elements by what they show. Each round asks for those that it needs; what it does not ask for is forgotten.
class Standing {
  constructor() {
    this.before = new Map();
    this.now = new Map();
  }

  begin() {
    this.before = this.now;
    this.now = new Map();
  }

  // The element of a key that no other has in this round.
  of(key, make) {
    const one = this.before.get(key) ?? make();
    this.now.set(key, one);
    return one;
  }
}

const cents = (x) => Math.round(x * 100) / 100; // of a pixel: less is nothing that one can see
const stood = { picture: null, fades: null, lanes: new Standing(), events: new Standing() }; // what the lanes are made of

// Drawn around where it stands, so that one that is elsewhere now is the same one, moved.
function laneEvent({ at, ...span }, y, step, active, chosen, seen, lane) {
  const { i } = span;
  const event = EVENTS[i];
  const id = `e${i}`;
  const first = !seen.has(i);
  seen.add(i);
  const dim = active !== null && !active.has(id);
  const own = { ...span, at: 0, x0: cents(span.x0 - at), x1: cents(span.x1 - at) };
  const textX = span.text ? cents(span.textX - at) : 0;
  const look = `event ${event.realis}${dim ? " dim" : ""}${id === chosen ? " chosen" : ""}`;
  const rim = Math.max(cents(-at), own.x0);
  const group = stood.events.of([lane, i, first, look, language, step, own.x0, own.x1, rim, own.open, span.left, textX, span.text].join("\n"), () => laneMark(own, { first, look, step, textX, rim, chosen: id === chosen }));
  const place = `translate(${cents(at)},${cents(y)})`;
  if (group.getAttribute("transform") !== place) group.setAttribute("transform", place);
  return group;
}

function laneMark(span, { first, look, step, textX, rim, chosen }) {
  const { i } = span;
  const wide = span.text ? textWidth(span.text) : 0;
  const [low, high] = [span.left && wide ? textX - wide : span.x0, span.left || !wide ? span.x1 : Math.max(span.x1, textX + wide)];
  return svg("g", {
    id: first ? `lane-${i}` : null,
    class: look,
    role: "option",
    "data-n": i,
    "aria-selected": chosen ? "true" : "false",
    "aria-label": spokenEvent(i),
  },
  svg("rect", { class: "hit", x: low - 2, y: -step / 2, width: Math.max(high - low + 4, 4), height: step }),
  drawSpan(span, Math.min(step, ROW) - 4, rim),
  span.text ? svg("text", { x: textX, y: 4, "text-anchor": span.left ? "end" : "start", lang: EVENTS[i].lang }, span.text) : null);
}
