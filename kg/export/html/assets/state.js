// What the reader has chosen, and what is therefore shown.

const BUDGET = 1500; // nodes that are drawn at once
const OPENING = 300; // nodes that a larger graph opens with

const FOCUS = 300; // nodes that a focus in a larger graph brings, and each further step of it

const state = {
  view: "network",
  chosen: null, // {kind: event|actor|topic|article|part|relation|link|path, n, m}
  brush: [0, 1],
  off: { kind: new Set(), type: new Set(), realis: new Set(), source: new Set(), topic: new Set(), subject: new Set(), outlet: new Set(), lang: new Set() },
  sure: 0, // percent: events that are less certain are left out
  main: false, // only what is more than told once in passing
  timeless: false, // undated events pass in every period
  focus: null, // {id, steps}
  added: new Set(), // nodes beyond the budget that the reader asked for; some of their neighbours come along
  hidden: new Set(), // nodes that the reader put away
  muted: new Set(), // actors whose events the reader put away
  moved: new Map(), // nodes that the reader dragged: [x, y]
  at: null, // {x, y, scale} where a fragment looks at the network from
  lanes: "time", // or actor, topic, type
  tall: false,
  shelf: { open: null, find: "" }, // open null: as there is room
  play: { on: false, mode: "sofar", speed: 1 }, // on: the period was set by playing, the lanes keep the whole time
};

// `fits`: what passes everything but period and focus; `kept`: everything but the period; `passing`: everything but the focus.
const shown = { events: EVENTS.map(() => true), fits: EVENTS.map(() => true), kept: EVENTS.map(() => true), passing: EVENTS.map(() => true), nodes: new Set(), edges: new Set(), count: EVENTS.length };
const listeners = [];
const whenChanged = (listener) => listeners.push(listener);

const large = NET.nodes.length > BUDGET;
const FIRST_VIEW = large ? "overview" : "network";
const VIEWS = ["overview", "network", "list"];
state.view = FIRST_VIEW;

// What a large graph shows of the events that pass: a third for the actors that most of them name, the rest for the events that
// join most of those.
function mostTold() {
  const first = (a, b) => b[1] - a[1] || a[0] - b[0];
  const named = ACTORS.map(() => 0);
  EVENTS.forEach((event, i) => {
    if (shown.passing[i]) for (const [actor] of event.parts) named[actor] += 1;
  });
  const actors = named.map((count, n) => [n, count]).filter(([, count]) => count).sort(first).slice(0, OPENING / 3).map(([n]) => n);
  const among = new Set(actors);
  const weighed = [];
  EVENTS.forEach((event, i) => {
    if (!shown.passing[i]) return;
    let weight = event.n + event.parts.length;
    for (const [actor] of event.parts) if (among.has(actor)) weight += 4;
    weighed.push([i, weight]);
  });
  return [...actors.map((n) => `a${n}`), ...weighed.sort(first).slice(0, (OPENING * 2) / 3).map(([i]) => `e${i}`)];
}

const brushed = () => state.brush[0] > 0 || state.brush[1] < 1;
const filtered = () => brushed() || state.focus !== null || state.sure > 0 || state.main || state.hidden.size > 0 || state.muted.size > 0 || Object.values(state.off).some((set) => set.size > 0);

// An event has the subjects of the articles that tell it.
const subjectsOf = (event) => [...new Set(event.articles.flatMap((n) => ARTICLES[n].subjects))];

const inPeriod = (event) => !brushed() || (event.time === null ? state.timeless : event.p0 < state.brush[1] && event.p1 > state.brush[0]);

function eventPasses(event) {
  const { off } = state;
  if (off.type.has(event.type) || off.realis.has(event.realis) || off.lang.has(event.lang) || putAway(event)) return false;
  if (state.main && isMinor(event)) return false;
  if (state.sure > 0 && Math.round(event.conf * 100) < state.sure) return false;
  if ((off.source.size || off.outlet.size) && event.articles.every((n) => off.source.has(ARTICLES[n].id) || off.outlet.has(outletKey(ARTICLES[n])))) return false;
  if (off.subject.size) {
    const subjects = subjectsOf(event);
    if (subjects.length && subjects.every((one) => off.subject.has(one))) return false;
  }
  if (off.topic.size && event.topics.length && event.topics.every((n) => off.topic.has(TOPICS[n].id))) return false;
  return true;
}

function around(id, steps) {
  const budget = large ? Math.min(BUDGET, FOCUS * steps) : BUDGET;
  const found = new Set([id]);
  let edge = [id];
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const from of edge) {
      for (const to of [...NEAR.get(from)].sort((a, b) => NODES.get(b).value - NODES.get(a).value)) {
        if (found.has(to) || found.size >= budget) continue;
        if (large && to[0] === "e" && !shown.passing[Number(to.slice(1))]) continue;
        if (kindOf(to) === "topic") continue;
        found.add(to);
        next.push(to);
      }
    }
    edge = next;
  }
  return found;
}

let limit = null; // the surroundings of the focus
let opening = new Set();

// `brushing`: nothing but the period is another. A large graph then keeps the nodes that it may show: others come when it rests.
function recompute(brushing = false) {
  EVENTS.forEach((event, i) => {
    if (!brushing) shown.fits[i] = eventPasses(event);
    shown.passing[i] = shown.fits[i] && inPeriod(event);
  });
  if (!brushing) {
    limit = state.focus && NODES.has(state.focus.id) ? around(state.focus.id, state.focus.steps) : null;
    opening = new Set(large && limit === null && state.view === "network" ? mostTold() : []);
    findChosenPath();
  }
  const onPath = path.ids;
  shown.count = 0;
  EVENTS.forEach((event, i) => {
    const near = limit === null || limit.has(`e${i}`) || onPath.has(`e${i}`);
    if (!brushing) shown.kept[i] = shown.fits[i] && near;
    shown.events[i] = shown.passing[i] && near;
    if (shown.events[i]) shown.count += 1;
  });
  const added = new Set([...state.added].flatMap((id) => [id, ...[...NEAR.get(id)].slice(0, 60)]));
  const may = (id) => !state.hidden.has(id) && (onPath.has(id) || (limit !== null ? limit.has(id) : !large || opening.has(id) || added.has(id)));
  shown.nodes.clear();
  shown.edges.clear();
  const candidates = large ? [...(limit ?? opening), ...added, ...onPath].filter((id) => NODES.has(id)).map((id) => NODES.get(id)) : NET.nodes;
  for (const node of candidates) {
    if (node.group === "event" && !state.off.kind.has("event") && shown.events[Number(node.id.slice(1))] && may(node.id)) shown.nodes.add(node.id);
  }
  const events = state.off.kind.has("event");
  for (const node of candidates) {
    if (node.group === "event" || state.off.kind.has(node.group) || !may(node.id)) continue;
    if (node.group === "topic" && state.off.topic.has(TOPICS[Number(node.id.slice(1))].id)) continue;
    const near = [...NEAR.get(node.id)];
    const told = near.some((id) => (events ? id[0] === "e" && shown.events[Number(id.slice(1))] : shown.nodes.has(id)));
    if (told || (!filtered() && near.every((id) => id[0] !== "e"))) shown.nodes.add(node.id);
  }
  const chosen = nodeOf(state.chosen);
  for (const edge of large ? [...shown.nodes].flatMap((id) => EDGES_OF.get(id)) : NET.edges) {
    if (edge.kind === "link" && edge.from !== chosen && edge.to !== chosen && !onPath.has(edge.id) && !(state.chosen?.kind === "link" && edge.id === `l${state.chosen.n}`)) continue; // all at once would hide who takes part in what
    if (shown.nodes.has(edge.from) && shown.nodes.has(edge.to)) shown.edges.add(edge.id);
  }
}

const REST = 200; // milliseconds without a move after which the brush rests
let rested = true; // the brush has not moved since everything was drawn
let pending = false;
let onlyBrushed = false; // since what was last drawn
let owed = false; // whether a part was left undrawn for the brush's sake
let slowness = 0; // milliseconds from the last drawing of everything to the frame after it
let writing = 0;
let resting = 0;

// Several changes are drawn at once, in the next frame. What a brush in motion leaves undrawn is drawn when it rests.
function changed(brushing = false) {
  recompute(brushing);
  clearTimeout(resting);
  if (brushing) {
    resting = setTimeout(() => {
      rested = true;
      if (large || owed) changed();
    }, Math.max(REST, 2 * slowness));
  }
  onlyBrushed = brushing && (onlyBrushed || !pending);
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    for (const listener of listeners) listener(onlyBrushed);
    rested = rested && !onlyBrushed;
    clearTimeout(writing);
    // Browsers count and limit changes of the address: one when the brush rests.
    writing = setTimeout(writeFragment, onlyBrushed ? REST : 0);
  });
}

const same = (a, b) => a !== null && b !== null && a.kind === b.kind && a.n === b.n && a.m === b.m;
const trail = [];

function choose(kind, n, m) {
  const next = kind === null ? null : kind === "actor" && isSeeking(n) ? endOfPath(n) : { kind, n, m };
  if (same(next, state.chosen) || (next === null && state.chosen === null)) return;
  if (state.chosen !== null && next !== null) trail.push(state.chosen);
  if (next !== null) noteOpener();
  if (next === null) trail.length = 0;
  state.chosen = next;
  const id = nodeOf(next);
  if (large && id !== null && NODES.has(id)) {
    state.added.add(id);
  }
  changed();
}

function goBack() {
  state.chosen = trail.pop() ?? null;
  changed();
}

function nodeOf(chosen) {
  if (chosen === null) return null;
  const letter = { event: "e", part: "e", actor: "a", topic: "t" }[chosen.kind];
  return letter ? `${letter}${chosen.n}` : null;
}

// The nodes that belong to the choice; null if nothing is chosen.
function lit() {
  const { chosen } = state;
  if (chosen === null) return null;
  if (chosen.kind === "relation") {
    const relation = RELATIONS[chosen.n];
    return new Set([`a${relation.s}`, `a${relation.o}`]);
  }
  if (chosen.kind === "link") return new Set([`e${LINKS[chosen.n].s}`, `e${LINKS[chosen.n].o}`]);
  if (chosen.kind === "path") return new Set([`a${chosen.n}`, `a${chosen.m}`, ...pathNodes()]);
  if (chosen.kind === "part") return new Set([`e${chosen.n}`, `a${EVENTS[chosen.n].parts[chosen.m][0]}`]);
  if (chosen.kind === "article") {
    const found = new Set();
    EVENTS.forEach((event, i) => {
      if (!event.articles.includes(chosen.n)) return;
      found.add(`e${i}`);
      for (const part of event.parts) found.add(`a${part[0]}`);
    });
    return found;
  }
  const id = nodeOf(chosen);
  return new Set([id, ...(NEAR.get(id) ?? [])]);
}
