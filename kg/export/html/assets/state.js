// What the reader has chosen, what is therefore shown, and the URL fragment that says both.

const BUDGET = 1500; // nodes that are drawn at once
const OPENING = 300; // nodes that a larger graph opens with

const state = {
  view: "network",
  chosen: null, // {kind: event|actor|topic|article|part|relation, n, m}
  brush: [0, 1],
  off: { kind: new Set(), type: new Set(), realis: new Set(), source: new Set(), topic: new Set(), subject: new Set() },
  focus: null, // {id, steps}
  added: new Set(), // nodes beyond the budget that the reader asked for
  lanes: "time", // or actor, topic, type
  tall: false,
  shelf: { open: null, find: "" }, // open null: as there is room
  play: { on: false, mode: "sofar", speed: 1 }, // on: the period was set by playing, the lanes keep the whole time
};

// `kept`: what passes everything but the period.
const shown = { events: EVENTS.map(() => true), kept: EVENTS.map(() => true), nodes: new Set(), edges: new Set(), count: EVENTS.length };
const listeners = [];
const whenChanged = (listener) => listeners.push(listener);

const large = NET.nodes.length > BUDGET;
const opening = new Set(large ? mostTold() : []);

// A third for actors and topics, the rest for the events that join most of them.
function mostTold() {
  const first = (a, b) => b.value - a.value || (a.id < b.id ? -1 : 1);
  const actors = NET.nodes.filter((node) => node.group !== "event").sort(first).slice(0, OPENING / 3).map((node) => node.id);
  const among = new Set(actors);
  const events = NET.nodes.filter((node) => node.group === "event")
    .map((node) => ({ id: node.id, value: node.value + 4 * [...NEAR.get(node.id)].filter((id) => among.has(id)).length }))
    .sort(first).slice(0, (OPENING * 2) / 3).map((node) => node.id);
  return [...actors, ...events];
}

const brushed = () => state.brush[0] > 0 || state.brush[1] < 1;
const filtered = () => brushed() || state.focus !== null || Object.values(state.off).some((set) => set.size > 0);

// An event has the subjects of the articles that tell it.
const subjectsOf = (event) => [...new Set(event.articles.flatMap((n) => ARTICLES[n].subjects))];

const inPeriod = (event) => !brushed() || (event.time !== null && event.p0 < state.brush[1] && event.p1 > state.brush[0]);

function eventPasses(event) {
  const { off } = state;
  if (off.type.has(event.type) || off.realis.has(event.realis)) return false;
  if (off.source.size && event.articles.every((n) => off.source.has(ARTICLES[n].id))) return false;
  if (off.subject.size) {
    const subjects = subjectsOf(event);
    if (subjects.length && subjects.every((one) => off.subject.has(one))) return false;
  }
  if (off.topic.size && event.topics.length && event.topics.every((n) => off.topic.has(TOPICS[n].id))) return false;
  return true;
}

function around(id, steps) {
  const found = new Set([id]);
  let edge = [id];
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const from of edge) {
      for (const to of [...NEAR.get(from)].sort((a, b) => NODES.get(b).value - NODES.get(a).value)) {
        if (found.has(to) || found.size >= BUDGET) continue;
        if (kindOf(to) === "topic") continue;
        found.add(to);
        next.push(to);
      }
    }
    edge = next;
  }
  return found;
}

function recompute() {
  const limit = state.focus && NODES.has(state.focus.id) ? around(state.focus.id, state.focus.steps) : null;
  shown.count = 0;
  EVENTS.forEach((event, i) => {
    shown.kept[i] = eventPasses(event) && (limit === null || limit.has(`e${i}`));
    shown.events[i] = shown.kept[i] && inPeriod(event);
    if (shown.events[i]) shown.count += 1;
  });
  const may = (id) => (limit !== null ? limit.has(id) : !large || opening.has(id) || state.added.has(id));
  shown.nodes.clear();
  shown.edges.clear();
  for (const node of NET.nodes) {
    if (node.group === "event" && !state.off.kind.has("event") && shown.events[Number(node.id.slice(1))] && may(node.id)) shown.nodes.add(node.id);
  }
  const events = state.off.kind.has("event");
  for (const node of NET.nodes) {
    if (node.group === "event" || state.off.kind.has(node.group) || !may(node.id)) continue;
    if (node.group === "topic" && state.off.topic.has(TOPICS[Number(node.id.slice(1))].id)) continue;
    const near = [...NEAR.get(node.id)];
    const told = near.some((id) => (events ? id[0] === "e" && shown.events[Number(id.slice(1))] : shown.nodes.has(id)));
    if (told || (!filtered() && near.every((id) => id[0] !== "e"))) shown.nodes.add(node.id);
  }
  const chosen = nodeOf(state.chosen);
  for (const edge of NET.edges) {
    if (edge.kind === "link" && edge.from !== chosen && edge.to !== chosen) continue; // all at once would hide who takes part in what
    if (shown.nodes.has(edge.from) && shown.nodes.has(edge.to)) shown.edges.add(edge.id);
  }
}

let pending = false;
let writing = 0;
function changed(...parts) {
  recompute();
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    for (const listener of listeners) listener(parts);
    clearTimeout(writing);
    // Browsers count and limit changes of the address: one when the brush rests.
    writing = setTimeout(writeFragment, parts.includes("brush") ? 200 : 0);
  });
}

const same = (a, b) => a !== null && b !== null && a.kind === b.kind && a.n === b.n && a.m === b.m;
const trail = [];

function choose(kind, n, m) {
  const next = kind === null ? null : { kind, n, m };
  if (same(next, state.chosen)) return;
  if (state.chosen !== null && next !== null) trail.push(state.chosen);
  if (next === null) trail.length = 0;
  state.chosen = next;
  const id = nodeOf(next);
  if (large && id !== null && NODES.has(id)) {
    state.added.add(id);
    [...NEAR.get(id)].slice(0, 60).forEach((near) => state.added.add(near));
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

const relationKey = (r) => [ACTORS[r.s].id, r.p, r.o === null ? r.office : ACTORS[r.o].id].join("/");
const KEYS = {
  event: (c) => EVENTS[c.n].id,
  actor: (c) => ACTORS[c.n].id,
  topic: (c) => TOPICS[c.n].id,
  article: (c) => ARTICLES[c.n].id,
  relation: (c) => relationKey(RELATIONS[c.n]),
  part: (c) => `${EVENTS[c.n].id}/${c.m}`,
};

function writeFragment() {
  const values = new URLSearchParams();
  if (state.chosen) values.set(state.chosen.kind, KEYS[state.chosen.kind](state.chosen));
  if (brushed()) values.set("period", state.brush.map((at) => isoOf(dayAt(at))).join(".."));
  for (const [name, set] of Object.entries(state.off)) if (set.size) values.set(`no-${name}`, [...set].sort().join(","));
  if (state.focus) values.set("focus", `${state.focus.id[0]}:${KEYS[{ e: "event", a: "actor", t: "topic" }[state.focus.id[0]]]({ n: Number(state.focus.id.slice(1)) })}:${state.focus.steps}`);
  if (state.view !== "network") values.set("view", state.view);
  writeTimeline(values);
  const text = values.toString();
  if (text === location.hash.slice(1)) return;
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}

function readFragment() {
  const values = new URLSearchParams(location.hash.slice(1));
  const find = (list, id) => list.findIndex((item) => item.id === id);
  state.chosen = null;
  for (const [kind, list] of [["event", EVENTS], ["actor", ACTORS], ["topic", TOPICS], ["article", ARTICLES]]) {
    const n = values.has(kind) ? find(list, values.get(kind)) : -1;
    if (n >= 0) state.chosen = { kind, n };
  }
  if (values.has("relation")) {
    const n = RELATIONS.findIndex((relation) => relationKey(relation) === values.get("relation"));
    if (n >= 0) state.chosen = { kind: "relation", n };
  }
  if (values.has("part")) {
    const [, id, m] = /^(.*)\/(\d+)$/.exec(values.get("part")) ?? [];
    const n = find(EVENTS, id);
    if (n >= 0 && EVENTS[n].parts[Number(m)]) state.chosen = { kind: "part", n, m: Number(m) };
  }
  const period = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(values.get("period") ?? "");
  state.brush = period ? [place(ordinal(period[1])), place(ordinal(period[2]))] : [0, 1];
  if (state.brush[1] <= state.brush[0]) state.brush = [0, 1];
  for (const [name, set] of Object.entries(state.off)) {
    set.clear();
    for (const item of (values.get(`no-${name}`) ?? "").split(",")) if (item) set.add(item);
  }
  state.focus = null;
  const focus = /^([eat]):(.*):(\d)$/.exec(values.get("focus") ?? "");
  if (focus) {
    const n = find({ e: EVENTS, a: ACTORS, t: TOPICS }[focus[1]], focus[2]);
    if (n >= 0 && NODES.has(focus[1] + n)) state.focus = { id: focus[1] + n, steps: Number(focus[3]) };
  }
  state.view = values.get("view") === "list" ? "list" : "network";
  readTimeline(values);
}
