// The shortest way from one actor to another: over events that both ends of a step take part in, over relations, and
// from event to event. Of ways of one length, the one with the surest steps; that two share a place says least.

const RELATIONS_OF = ACTORS.map(() => []);
RELATIONS.forEach((relation, r) => {
  RELATIONS_OF[relation.s].push(r);
  if (relation.o !== null && relation.o !== relation.s) RELATIONS_OF[relation.o].push(r);
});

const PLACE_STEP = 0.2;
const LINK_STEP = 0.5;
const RELATION_STEP = 1;
const partWorth = (i, m) => (EVENTS[i].parts[m][1] === "place" ? PLACE_STEP : EVENTS[i].conf);

// The steps from a node: [to, edge, worth].
function* stepsFrom(id, passes) {
  const n = Number(id.slice(1));
  if (id[0] === "a") {
    for (const r of RELATIONS_OF[n]) {
      const { s, o } = RELATIONS[r];
      if (o !== null && o !== s) yield [`a${s === n ? o : s}`, `r${r}`, RELATION_STEP];
    }
    for (const i of EVENTS_OF[n]) {
      if (!passes(i)) continue;
      const m = EVENTS[i].parts.findIndex((part) => part[0] === n);
      yield [`e${i}`, `p${i}.${m}`, partWorth(i, m)];
    }
    return;
  }
  for (let m = 0; m < EVENTS[n].parts.length; m += 1) yield [`a${EVENTS[n].parts[m][0]}`, `p${n}.${m}`, partWorth(n, m)];
  for (const l of LINKS_OF[n]) {
    const other = otherEnd(LINKS[l], n);
    if (passes(other)) yield [`e${other}`, `l${l}`, LINK_STEP];
  }
}

// Gives [{from, to, edge}], null if nothing leads there. `passes` says by number which events count, `avoid` which nodes do not.
function shortestPath(start, goal, passes, avoid) {
  const reached = new Map([[start, { worth: 0, from: null, edge: null }]]);
  let rim = [start];
  while (rim.length && !reached.has(goal)) {
    const next = new Map();
    for (const from of rim) {
      for (const [to, edge, worth] of stepsFrom(from, passes)) {
        if (reached.has(to) || avoid(to)) continue;
        const sum = reached.get(from).worth + worth;
        if (!next.has(to) || sum > next.get(to).worth) next.set(to, { worth: sum, from, edge });
      }
    }
    for (const [to, found] of next) reached.set(to, found);
    rim = [...next.keys()];
  }
  if (!reached.has(goal)) return null;
  const steps = [];
  for (let at = goal; at !== start; at = reached.get(at).from) steps.unshift({ from: reached.get(at).from, to: at, edge: reached.get(at).edge });
  return steps;
}

// The path that is chosen: its steps (null if there are none), the nodes and edges on it.
let path = { steps: null, ids: new Set() };

function findChosenPath() {
  const { chosen } = state;
  if (chosen?.kind !== "path") path = { steps: null, ids: new Set() };
  else {
    const steps = shortestPath(`a${chosen.n}`, `a${chosen.m}`, (i) => eventPasses(EVENTS[i]), (id) => state.hidden.has(id) || state.off.kind.has(kindOf(id)));
    path = { steps, ids: new Set((steps ?? []).flatMap((one) => [one.from, one.to, one.edge])) };
  }
  return path.ids;
}

const isOnPath = (edge) => path.ids.has(edge);
const pathNodes = () => [...path.ids].filter((id) => NODES.has(id));

// Whether there is a way at all, if nothing were filtered out.
const leadsAnywhere = (n, m) => shortestPath(`a${n}`, `a${m}`, () => true, () => false) !== null;

// Choosing the two ends: the next actor that is chosen, however, is the other end.
let seeking = null;

const isSeeking = (n) => seeking !== null && seeking !== n;

function endOfPath(m) {
  const n = seeking;
  seeking = null;
  return { kind: "path", n, m };
}

function seekPath(n) {
  seeking = n;
  drawCounts();
  $("search").value = "";
  $("search").focus();
}

function stopSeeking() {
  seeking = null;
  drawCounts();
}

function seekFromChosen() {
  if (state.chosen?.kind === "actor") seekPath(state.chosen.n);
}

const pathButton = (n) => (NODES.has(`a${n}`) ? el("button", { type: "button", class: "button", onclick: () => seekPath(n) }, t("path_from")) : null);

// The sentence that a step stands on.
function stepQuotes({ edge }) {
  if (edge[0] === "r") return RELATIONS[Number(edge.slice(1))].ev;
  if (edge[0] === "l") return LINKS[Number(edge.slice(1))].ev;
  const [i, m] = edge.slice(1).split(".").map(Number);
  const found = EVENTS[i].parts[m][2];
  return found.length ? found : EVENTS[i].ev;
}

function nodeChip(id) {
  const n = Number(id.slice(1));
  if (id[0] === "a") return actorChip(n);
  return el("button", { type: "button", class: "chip", onclick: () => choose("event", n) }, mark(`event ${EVENTS[n].realis}`), el("span", { lang: EVENTS[n].lang }, titleOf(n)), el("small", {}, inWords(EVENTS[n].time)));
}

function stepWord({ from, edge }) {
  const n = Number(edge.slice(1).split(".")[0]);
  if (edge[0] === "l") return word(`e${LINKS[n].s}` === from ? "link" : "link_back", LINKS[n].p);
  const text = edgeWord(EDGES.get(edge) ?? { id: edge });
  return edge[0] === "r" && `a${RELATIONS[n].s}` !== from ? `← ${text}` : text;
}

function pathPanel(n, m) {
  const title = t("path_title", { from: nameOf(n), to: nameOf(m) });
  const again = el("p", { class: "actions" }, pathButton(n), el("button", { type: "button", class: "button", onclick: () => choose("path", m, n) }, t("path_turn")));
  if (path.steps === null) {
    const filters = filtered() && leadsAnywhere(n, m);
    return [
      heading("article", t("path"), title),
      el("p", { class: "hint", role: "status" }, t(filters ? "path_filtered" : "path_none")),
      el("div", { class: "chips" }, actorChip(n), actorChip(m)),
      filters ? el("p", { class: "actions" }, el("button", { type: "button", class: "button", onclick: reset }, t("reset"))) : null,
      again,
    ];
  }
  let last = null;
  const told = new Set();
  const rows = path.steps.map((one) => {
    const [quoted] = stepQuotes(one);
    const key = quoted ? String(quoted[0]) : null;
    const fresh = quoted && key !== last && !told.has(key);
    last = key;
    told.add(key);
    return el("li", {}, el("p", { class: "stepword" }, stepWord(one)), nodeChip(one.to), fresh ? quote(quoted) : null);
  });
  return [
    heading("article", t("path"), title),
    el("p", { class: "small" }, t(path.steps.length === 1 ? "path_step" : "path_steps", { n: path.steps.length })),
    el("ol", { class: "path" }, el("li", {}, nodeChip(path.steps[0].from)), ...rows),
    again,
  ];
}
