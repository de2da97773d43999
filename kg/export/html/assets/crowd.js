// Which events weigh most, and what is told of a crowd: where more fall into view than can be drawn one by one, a row of stretches
// of time counts them all, in every lane; the most told are drawn below it.

const SURE = 0.6; // confidence from which an event is fairly certain

// What is told once, and is no more than something said, or doubtful, or of nobody.
const isMinor = (event) => event.n === 1 && (event.type === "STATEMENT" || event.conf < SURE || event.parts.length === 0);
const MAIN = EVENTS.filter((event) => !isMinor(event)).length;

for (const node of NET.nodes) {
  if (node.group === "event" && isMinor(EVENTS[Number(node.id.slice(1))])) Object.assign(node, { size: node.size * 0.75, value: node.value * 0.5 });
}

const weightOf = (event) => (event.n + event.parts.length + event.conf) * (isMinor(event) ? 0.5 : 1);
// Dated events, the most told first.
const BY_WEIGHT = IN_TIME.filter((i) => EVENTS[i].time !== null).sort((a, b) => weightOf(EVENTS[b]) - weightOf(EVENTS[a]) || a - b);

const CROWD_FROM = 240; // events in view from which on they are a crowd
const CROWD_DRAWN = 90; // of a crowd, one by one
const STRETCH = 38; // pixels of a stretch of time, at least
const CROWD_ROW = 22; // pixels
const CROWD_HEATS = 5;

// Of a crowd those that are drawn one by one, as a set, what belongs to the choice first; null if all are.
function mostWanted(events) {
  if (events.length <= CROWD_FROM) return null;
  const there = new Set(events);
  const wanted = lit() ?? new Set();
  const kept = new Set(wanted.size ? events.filter((i) => wanted.has(`e${i}`)).slice(0, CROWD_DRAWN) : []);
  for (const i of BY_WEIGHT) {
    if (kept.size >= CROWD_DRAWN) break;
    if (there.has(i)) kept.add(i);
  }
  return kept;
}

const stretchesOn = (px, width) => binsOn(px, STRETCH).filter((bin) => bin.x1 > 0 && bin.x0 < width);

// How many events of each lane fall into each stretch, in place of `all` and `kept`; a long one counts where its middle lies.
function countStretches(groups, bins) {
  for (const group of groups) {
    group.stretches = bins.map((bin) => ({ ...bin, kept: 0 }));
    for (const i of group.all) if (shown.events[i]) binOf(group.stretches, EVENTS[i]).kept += 1;
  }
  return Math.max(1, ...groups.flatMap((group) => group.stretches.map((bin) => bin.kept)));
}

// The row of a lane: a cell for each stretch with events, its count in it as far as there is room.
function crowdRow(group, top, most, width) {
  return group.stretches.filter((bin) => bin.kept).map((bin) => {
    const [low, high] = [Math.max(bin.x0, 0), Math.min(bin.x1, width)];
    const text = numeral(bin.kept);
    return svg("g", { class: "stretch", role: "option", "aria-selected": "false", "aria-label": fillIn(word("time", "stretch"), { what: binText(bin) }), "data-from": bin.from, "data-to": bin.to, "data-heat": Math.max(1, Math.ceil((CROWD_HEATS * bin.kept) / most)) },
      svg("rect", { x: low + 1, y: top + 1, width: Math.max(high - low - 2, 2), height: CROWD_ROW - 4, rx: 3 }),
      textWidth(text) + 4 <= high - low ? svg("text", { x: (low + high) / 2, y: top + 14, "text-anchor": "middle" }, text) : null);
  });
}

// Zooms to a stretch; where it is all there is in view, the list has the events.
function openStretch({ dataset }) {
  const [from, to] = [Number(dataset.from), Number(dataset.to)];
  const now = period();
  if (brushed() && from <= now[0] && to >= now[1]) setView("list");
  else takePeriod(from, to, false);
}

let stretchAt = -1;

// By keys from one stretch to the next, through all lanes; the one that is reached is said, and opened by Enter.
function stepStretch(by) {
  const cells = [...$("lanes").querySelectorAll(".stretch")];
  if (!cells.length) return false;
  cells[stretchAt]?.classList.remove("reached");
  stretchAt = stretchAt < 0 ? (by > 0 ? 0 : cells.length - 1) : Math.min(Math.max(stretchAt + by, 0), cells.length - 1);
  const cell = cells[stretchAt];
  cell.id = "stretch-reached";
  for (const one of cells) if (one !== cell) one.removeAttribute("id");
  cell.classList.add("reached");
  $("lanes").setAttribute("aria-activedescendant", cell.id);
  cell.scrollIntoView({ block: "nearest" });
  tipOfStretch(cell, cell.getBoundingClientRect().left, cell.getBoundingClientRect().top);
  return true;
}

const tipOfStretch = (cell, x, y) => showTimeTip(x, y, cell.getAttribute("aria-label"));
const reachedStretch = () => $("lanes").querySelector(".stretch.reached");
