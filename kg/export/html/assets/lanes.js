// The lanes: events of the period in rows, all together or by actor, topic or type; no label over another.

const LANE_KINDS = ["time", "actor", "topic", "type"];
const ROW = 19;
const COMPACT = 16;
const TOUCH = 6; // pixels more for fingers
const PREFERRED = [240, 130]; // pixels kept free for a label, where there is room, where not; it takes more where there is more
const MOST_LANES = 12; // with a name; the rest are one
const MOST_ROWS = 44; // of all named lanes
const LANE_ROWS = [3, 6]; // of one named lane with all its labels, long and short
const SIDE = 16;
const DATES = 20; // pixels of the dates on top
const ASIDE = [0, 5, -5, 10, -10, 15, -15, 20, -20]; // pixels that the words of a gap may stand beside its middle
const coarse = matchMedia("(pointer: coarse)");
let laneOrder = []; // dated events shown, in time, then the undated
let laneCells = []; // the events of each lane, in time

// The lanes that an event belongs to, as keys.
const KEYS_OF = {
  time: () => [],
  actor: (event) => [...new Set(event.parts.map((one) => one[0]))],
  topic: (event) => event.topics,
  type: (event) => [event.type],
};
const NAME_OF = { actor: (n) => nameOf(n), topic: (n) => TOPICS[n].label, type: (key) => word("type", key) };

// The keys of all lanes by weight: how many dated events they have, whatever the period, so that lanes keep their order.
function laneKeys() {
  const counts = new Map();
  EVENTS.forEach((event, i) => {
    if (event.time !== null && shown.kept[i]) for (const key of KEYS_OF[state.lanes](event)) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

class Row {
  constructor() {
    this.taken = [];
  }

  fits(low, high) {
    return this.taken.every(([a, b]) => high <= a || low >= b);
  }

  // How far free room reaches from `x` to the right, to the left.
  after(x, most) {
    return Math.min(most, ...this.taken.filter(([a]) => a >= x - 1).map(([a]) => a));
  }

  before(x, least) {
    return Math.max(least, ...this.taken.filter(([, b]) => b <= x + 1).map(([, b]) => b));
  }
}

const textFrom = (span) => (span.bar ? Math.max(span.x0, 0) + 7 : span.x1 + 4);

function seat(span, rows, low, high) {
  let row = rows.findIndex((one) => one.fits(low, high));
  if (row < 0) row = rows.push(new Row()) - 1;
  rows[row].taken.push([low, high]);
  span.row = row;
}

// With room for labels: the label right of its mark, at the rim left of it.
function packLabelled(spans, width, most) {
  const rows = [];
  for (const span of spans) {
    const label = Math.min(textWidth(titleOf(span.i)), most) + 6;
    const from = textFrom(span);
    span.left = !span.bar && from + label > width && span.x0 - 4 - label > 0;
    seat(span, rows, (span.left ? span.x0 - 4 - label : span.x0) - 2, (span.left ? span.x1 : Math.max(span.x1, Math.min(from + label, width))) + 4);
  }
  return rows;
}

// Marks alone; those of one day stand side by side in the room that the axis gives the day.
function packCompact(spans) {
  const rows = [];
  for (const span of spans) {
    const step = span.x1 - span.x0 + 3;
    const tries = [0];
    const reach = span.day ? (span.day[1] - span.day[0]) / 2 - RADIUS - 2 : 0;
    for (let off = step; off <= reach && tries.length < 40; off += step) tries.push(-off, off);
    let done = false;
    for (let row = 0; row < rows.length && !done; row += 1) {
      const off = tries.find((one) => rows[row].fits(span.x0 + one - 2, span.x1 + one + 2));
      if (off === undefined) continue;
      Object.assign(span, { at: span.at + off, x0: span.x0 + off, x1: span.x1 + off });
      rows[row].taken.push([span.x0 - 2, span.x1 + 2]);
      span.row = row;
      done = true;
    }
    if (!done) seat(span, rows, span.x0 - 2, span.x1 + 2);
  }
  return rows;
}

// Every label as long as the free room beside its mark, the most told first; none rather than a few letters.
function labelSpans(spans, rows, width) {
  for (const row of rows) row.taken = [];
  for (const span of spans) rows[span.row].taken.push([span.x0 - 3, span.x1 + 1]);
  const chosen = nodeOf(state.chosen);
  const rank = (i) => (`e${i}` === chosen ? 1e6 : 0) + weightOf(EVENTS[i]);
  for (const span of [...spans].sort((a, b) => rank(b.i) - rank(a.i) || a.x0 - b.x0 || a.i - b.i)) {
    const row = rows[span.row];
    const label = titleOf(span.i);
    const from = textFrom(span);
    const right = row.after(span.bar ? span.x1 : span.x1 - 1, width) - from - 2;
    const left = span.x0 - 4 - row.before(span.x0 - 2, 2) - 2;
    const first = fitText(label, right);
    const texts = [first, span.bar && (first || span.open === "start") ? "" : fitText(label, left)];
    const side = texts[1].length > texts[0].length || (span.left && texts[1].length >= texts[0].length) ? 1 : 0;
    span.left = side === 1;
    span.text = texts[side];
    if (!span.text) continue;
    const wide = textWidth(span.text);
    span.textX = side ? span.x0 - 4 : from;
    row.taken.push(side ? [span.textX - wide - 3, span.x0] : [span.bar ? span.x0 : span.x1, from + wide + 3]);
  }
}

// In `few` rows with long labels, else with shorter ones in up to `most`, else marks with the labels that find room.
function packLane(events, px, width, few, most) {
  const make = () => events.map((i) => spanOf(i, px, width)).sort((a, b) => a.x0 - b.x0 || b.x1 - a.x1 || asTold(a.i, b.i));
  let spans = [];
  let rows = null;
  for (const [room, limit] of events.length <= 160 ? [[PREFERRED[0], few], [PREFERRED[1], most]] : []) {
    spans = make();
    rows = packLabelled(spans, width, room);
    if (rows.length <= limit) break;
    rows = null;
  }
  const compact = rows === null;
  if (compact) {
    spans = make();
    rows = packCompact(spans);
  }
  labelSpans(spans, rows, width);
  const step = (compact ? COMPACT : ROW) + (coarse.matches ? TOUCH : 0);
  return { spans, rows: rows.length, step };
}

// A lane with the rows of those of its events that are drawn one by one; `all` are all of them.
function packedLane(group, drawn, px, width, limits) {
  const events = drawn === null ? group.events : group.events.filter((i) => drawn.has(i));
  return { ...group, all: group.events, events, ...packLane(events, px, width, ...limits) };
}

// Which events go into which lane: {key, name, events}; what has no lane of its own is in the last.
function laneGroups(events) {
  if (state.lanes === "time") return [{ key: null, name: null, events }];
  const keys = laneKeys();
  const own = new Map(keys.slice(0, MOST_LANES).map(([key]) => [key, []]));
  const others = [];
  for (const i of events) {
    const mine = KEYS_OF[state.lanes](EVENTS[i]).filter((key) => own.has(key));
    if (!mine.length) others.push(i);
    for (const key of mine) own.get(key).push(i);
  }
  return [
    ...[...own].map(([key, list]) => ({ key, name: NAME_OF[state.lanes](key), events: list })),
    ...(others.length ? [{ key: null, name: word("time", "others"), events: others }] : []),
  ];
}

// While time is played the lanes keep the whole time, and every event the place that it will have.
const wholeView = () => state.play.on && brushed();

function drawLanes() {
  const host = $("lanes");
  const whole = Math.max(host.clientWidth - 2, 120);
  const named = state.lanes !== "time";
  const beside = named && whole >= 560; // names in a column, else each above its lane
  const gutter = beside ? 142 : 0;
  const width = whole - gutter;
  const [b0, b1] = wholeView() ? [0, 1] : state.brush;
  const px = (at) => SIDE + ((at - b0) / (b1 - b0)) * (width - 2 * SIDE);
  laneOrder = IN_TIME.filter((i) => shown.events[i]);
  const events = IN_TIME.filter((i) => EVENTS[i].time !== null && (wholeView() ? shown.kept[i] : shown.events[i]));
  const drawn = mostWanted(events);
  const viewRows = Math.max(Math.floor((host.clientHeight - DATES - 6) / ROW), 4);
  let groups = laneGroups(events).map((group) => packedLane(group, drawn, px, width, named ? LANE_ROWS : [viewRows, 2.5 * viewRows]));
  if (named) groups = foldLanes(groups, drawn, px, width);
  const most = drawn === null ? 0 : countStretches(groups, stretchesOn(px, width));
  const name = beside || !named ? 0 : 17;
  const head = name + (drawn === null ? 0 : CROWD_ROW);
  let y = 4;
  for (const group of groups) {
    group.top = y;
    group.height = head + Math.max(group.rows, 1) * group.step + (named ? 5 : 2);
    y += group.height;
  }
  const height = Math.max(y + 4, host.clientHeight - DATES - 2);
  const dates = svg("svg", { class: "dates", width: whole, height: DATES, viewBox: `${-gutter} 0 ${whole} ${DATES}`, role: "presentation" });
  const picture = stood.picture ??= svg("svg", { class: "rows", role: "presentation" });
  fill(picture, { width: whole, height, viewBox: `${-gutter} 0 ${whole} ${height}` }, []);
  const parts = [stood.fades ??= fades(), ...drawGuides(dates, px, width, height)];
  stood.lanes.begin();
  stood.events.begin();
  const active = lit();
  const chosen = nodeOf(state.chosen);
  const seen = new Set();
  laneCells = [];
  for (const group of groups) {
    laneCells.push(group.events.filter((i) => shown.events[i]));
    if (named) parts.push(...laneFrame(group, gutter, width, beside));
    const options = drawn === null ? [] : crowdRow(group, group.top + name, most, width);
    const mine = `${state.lanes} ${group.key} ${group.name}`;
    for (const span of group.spans) if (shown.events[span.i]) options.push(laneEvent(span, group.top + head + (span.row + 0.5) * group.step, group.step, active, chosen, seen, mine));
    const lane = stood.lanes.of(mine, () => svg("g", named ? { role: "group", "aria-label": group.name } : { role: "presentation" }));
    settleChildren(lane, options);
    parts.push(lane);
  }
  if (wholeView()) parts.push(svg("line", { class: "now", x1: px(state.brush[1]), x2: px(state.brush[1]), y1: 0, y2: height }));
  const scrolled = host.scrollTop;
  const crowd = drawn === null ? "" : fillIn(word("time", "crowd"), { events: numbered("events", events.length), n: numeral(drawn.size) });
  settleChildren(picture, parts);
  settleChildren(host, [...(crowd ? [el("p", { class: "more", role: "none" }, crowd)] : []), dates, picture]);
  if (scrolled) host.scrollTop = scrolled;
  host.setAttribute("aria-label", [t("timeline"), crowd, word("time", crowd ? "keys_crowd" : "keys")].filter(Boolean).join(". ").replace("..", "."));
  stretchAt = -1;
  const own = chosen?.[0] === "e" ? $(`lane-${chosen.slice(1)}`) : null;
  if (own) host.setAttribute("aria-activedescendant", own.id);
  else host.removeAttribute("aria-activedescendant");
}

// Named lanes that find no room, the lightest first, become part of the others.
function foldLanes(groups, drawn, px, width) {
  const named = groups.filter((group) => group.key !== null);
  let rows = 0;
  const kept = named.filter((group, n) => {
    rows += Math.max(group.rows, 1);
    return n < 3 || rows <= MOST_ROWS;
  });
  if (kept.length === named.length) return groups;
  const inside = new Set(kept.flatMap((group) => group.all));
  const rest = [...new Set(groups.flatMap((group) => group.all))].filter((i) => !inside.has(i)).sort(byTime);
  if (!rest.length) return kept;
  return [...kept, packedLane({ key: null, name: word("time", "others"), events: rest }, drawn, px, width, LANE_ROWS)];
}

// A click on a date shows that day, month or year alone.
function tickEnd({ day, grain }) {
  const date = dateOf(day);
  if (grain === "day") return day + 1;
  return ordinal(new Date(Date.UTC(date.getUTCFullYear() + (grain === "year" ? 1 : 0), grain === "year" ? 0 : date.getUTCMonth() + 1, 1)).toISOString());
}

function drawGuides(dates, px, width, height) {
  const bands = svg("g", { class: "bands" });
  for (const { day } of STARTS.values()) {
    const [a, b] = [px(place(day)), px(place(day + 1))];
    if (STARTS.get(day).grains.has("day") && b - a >= 26 && b > 0 && a < width) bands.append(svg("rect", { x: a, y: 0, width: b - a, height }));
  }
  const guides = svg("g", { class: "guides" });
  const texts = svg("g", { class: "guides" });
  const marks = ticks(px, 26, width - 26, 92);
  const taken = [];
  for (const tick of marks) {
    guides.append(svg("line", { x1: tick.x, x2: tick.x, y1: 0, y2: height }));
    texts.append(svg("text", { class: "tick", x: tick.x, y: 14, "text-anchor": "middle", onclick: () => takePeriod(tick.day, tickEnd(tick), false) }, tick.text));
    const half = (textWidth(tick.text) * 11) / 24 + 3; // written smaller than measured
    taken.push([tick.x - half, tick.x + half]);
  }
  for (const gap of breaksOn(px, 4, width - 4)) {
    guides.append(svg("path", { class: "break", d: zigzag(gap.x, 0, height) }));
    const free = (x, half) => x - half > 2 && x + half < width - 2 && taken.every(([a, b]) => x - half >= b || x + half <= a);
    const text = gapText(gap.days);
    const half = (textWidth(text) * 10.5) / 24 + 1;
    const x = ASIDE.map((off) => gap.x + off).find((at) => free(at, half));
    if (x !== undefined) {
      taken.push([x - half, x + half]);
      texts.append(svg("text", { class: "gap", x, y: 14, "text-anchor": "middle" }, text));
    } else if (free(gap.x, 3)) texts.append(svg("path", { class: "break", d: zigzag(gap.x, 2, DATES) }));
  }
  dates.append(texts);
  return [bands, guides];
}

// The name of a lane, on two lines where they find room, and the line above it.
function laneFrame(group, gutter, width, beside) {
  const count = group.all.filter((i) => shown.events[i]).length;
  const note = ` ${numeral(count)}`;
  const x = beside ? 8 - gutter : 8;
  const wide = (beside ? gutter - 14 : width - 24) / 1.08; // its letters are bold
  const lines = [];
  let rest = group.name;
  if (textWidth(rest + note) > wide && beside && group.height >= 36) {
    const words = rest.split(" ");
    while (words.length > 1 && textWidth(words.join(" ")) > wide) words.pop();
    lines.push(words.join(" "));
    rest = rest.slice(lines[0].length).trimStart();
  }
  if (rest) lines.push(rest);
  const last = lines.length - 1;
  const room = wide - textWidth(note);
  if (textWidth(lines[last]) > room) lines[last] = fitText(lines[last], room) || short(lines[last], Math.max(4, Math.floor((lines[last].length * room) / textWidth(lines[last])) - 1));
  const shape = state.lanes === "actor" && group.key !== null ? ACTORS[group.key].kind : state.lanes;
  const text = svg("text", { class: `lane-name ${shape}`, "aria-hidden": "true", "data-lane": group.name },
    lines.map((line, n) => svg("tspan", { x, y: group.top + 14 + 15 * n }, line)), svg("tspan", { class: "number" }, note));
  if (group.key !== null && state.lanes !== "type") {
    text.classList.add("link");
    text.addEventListener("click", () => choose(state.lanes, group.key));
  }
  return [svg("line", { class: "lane-line", x1: -gutter, x2: width, y1: group.top - 1, y2: group.top - 1 }), text];
}

// One event on in time; with lanes, one on in the same lane, or across to the nearest of the next.
function stepEvent(by) {
  if (!laneOrder.length) return;
  const now = state.chosen?.kind === "event" ? laneOrder.indexOf(state.chosen.n) : -1;
  const next = now < 0 ? (by > 0 ? 0 : laneOrder.length - 1) : Math.min(Math.max(now + by, 0), laneOrder.length - 1);
  pickEvent(laneOrder[next]);
}

function pickEvent(i) {
  choose("event", i);
  bringIntoView(`e${i}`);
  requestAnimationFrame(() => requestAnimationFrame(() => revealEvent(i)));
}

function revealEvent(i) {
  const own = $(`lane-${i}`);
  if (!own || document.activeElement !== $("lanes")) return;
  const host = $("lanes");
  const [box, frame] = [own.getBoundingClientRect(), host.getBoundingClientRect()];
  if (box.top < frame.top + DATES || box.bottom > frame.bottom) host.scrollTop += box.top - frame.top - host.clientHeight / 2;
  tipOfEvent(i, Math.max(own.getBoundingClientRect().left, frame.left), own.getBoundingClientRect().top);
}

function stepLane(by) {
  const cells = laneCells.filter((cell) => cell.length);
  const now = state.chosen?.kind === "event" ? state.chosen.n : null;
  const from = cells.findIndex((cell) => cell.includes(now));
  if (cells.length < 2 || from < 0) {
    stepEvent(by);
    return;
  }
  const middle = (i) => (EVENTS[i].p0 + EVENTS[i].p1) / 2;
  const to = cells[Math.min(Math.max(from + by, 0), cells.length - 1)].filter((i) => i !== now && (by > 0 ? !cells[from].includes(i) : true));
  if (!to.length) return;
  pickEvent(to.reduce((best, i) => (Math.abs(middle(i) - middle(now)) < Math.abs(middle(best) - middle(now)) ? i : best)));
}

function startLanes() {
  const host = $("lanes");
  host.addEventListener("keydown", (event) => {
    const dated = laneOrder.filter((i) => EVENTS[i].time !== null);
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") stepEvent(event.key === "ArrowRight" ? 1 : -1);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") stepLane(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "PageDown" || event.key === "PageUp") {
      if (!stepStretch(event.key === "PageDown" ? 1 : -1)) return;
    } else if (event.key === "Enter" && reachedStretch()) openStretch(reachedStretch());
    else if (event.key === "Home" && dated.length) pickEvent(dated[0]);
    else if (event.key === "End" && dated.length) pickEvent(dated[dated.length - 1]);
    else return;
    event.preventDefault();
  });
  host.addEventListener("click", (event) => {
    const own = event.target.closest("g.event, g.stretch");
    if (own?.matches(".stretch")) openStretch(own);
    else if (own) choose("event", Number(own.dataset.n));
  });
  host.addEventListener("pointermove", (event) => {
    const own = event.target.closest("g.event, g.stretch");
    if (own?.matches(".stretch")) tipOfStretch(own, event.clientX, event.clientY);
    else if (own) tipOfEvent(Number(own.dataset.n), event.clientX, event.clientY);
    else hideTimeTip();
  });
  for (const name of ["pointerleave", "blur", "scroll"]) host.addEventListener(name, hideTimeTip);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideTimeTip(), true);
}
