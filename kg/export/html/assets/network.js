// The network, drawn by vis-network from pyvis's nodes and edges; labels and the calendar behind are our own.

let network = null;
let nodeSet = null;
let edgeSet = null;
let colours = {};
let drawnLabels = [];
let hovered = null;
let growing = 0;
let labelsFrom = ""; // the view that the labels were placed in
let gliding = false; // the brush moves: labels stay where they are, only those of what goes go too, and glyphs are drawn plainly
const painted = new Map(); // what vis-network was told of a node or edge: {key, hidden, made}
let making = 0; // how often looks were made anew: `made` of what has the looks of now
let madeFor = ""; // what looks depend on beside the reader's choices
let grown = 1; // glyphs are drawn larger where the whole is small, as on a map

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function readColours() {
  colours = { bg: css("--stage"), ink: css("--ink"), muted: css("--muted"), line: css("--line"), edge: css("--edge"), accent: css("--accent"), guide: css("--guide"), zone: css("--zone") };
  for (const kind of KINDS) colours[kind] = css(`--${kind}`);
  colours.sans = css("--sans");
}

// Small glyphs grow more than large ones.
const drawnSize = (node) => node.size + (grown - 1) * (node.group === "topic" ? 4 : 6);

function nodePaint(node, active) {
  const dim = active !== null && !active.has(node.id);
  const main = colours[node.group];
  const realis = node.group === "event" ? EVENTS[Number(node.id.slice(1))].realis : "actual";
  const hollow = realis !== "actual" || node.group === "topic";
  const ring = realis !== "actual"; // its outline is drawn over, in dashes that keep their size
  const background = hollow ? colours.bg : main;
  const look = { background, border: ring ? colours.bg : main };
  return {
    id: node.id,
    opacity: dim ? 0.22 : 1,
    borderWidth: (hollow && !ring ? 2 : 1) * grown,
    size: drawnSize(node),
    color: { ...look, highlight: look, hover: { background, border: colours.ink } },
  };
}

// What vis-network is told of a node or edge beside its looks; `group` and `value` would have it choose others.
const bare = ({ group, value, kind, ...rest }) => rest;

// Tells vis-network what has changed. To hide and show takes a way of its own where there is one: a step of the brush
// changes nothing else, and a data set tells of every change at the cost of the whole network.
// `sameLooks`: nothing but the period is another, so that only what comes and goes is to be told. `gently`: see `gliding`.
function paint(gently = false, sameLooks = false) {
  const active = lit();
  const depends = `${grown} ${crowding()}`;
  if (!sameLooks || depends !== madeFor) making += 1;
  madeFor = depends;
  const direct = typeof network?._updateVisibleIndices === "function" && network.body?.nodes;
  let turned = 0;
  const told = (items, seen, make, set, drawn) => {
    const kept = [];
    for (const item of items) {
      const hidden = !seen.has(item.id);
      const before = painted.get(item.id);
      if (hidden && !before) continue; // it hears of a node when it is first shown
      if (hidden && before.hidden) continue;
      const known = hidden || before?.made === making; // the looks of what is hidden do not matter
      if (known && before.hidden === hidden) continue;
      const look = known ? null : make(item, active);
      const key = known ? before.key : JSON.stringify(look);
      if (before?.key === key) {
        if (!known) before.made = making;
        if (before.hidden === hidden) continue;
        before.hidden = hidden;
        if (direct && drawn[item.id]) {
          drawn[item.id].options.hidden = hidden;
          turned += 1;
        } else kept.push({ id: item.id, hidden });
        continue;
      }
      kept.push(before ? { ...look, hidden } : { ...bare(item), ...look, hidden });
      painted.set(item.id, { key, hidden, made: making });
    }
    if (kept.length) set.update(kept);
  };
  told(candidates(NET.nodes, NODES, shown.nodes), shown.nodes, nodePaint, nodeSet, network?.body?.nodes ?? {});
  told(candidates(NET.edges, EDGES, shown.edges), shown.edges, edgePaint, edgeSet, network?.body?.edges ?? {});
  if (turned) network._updateVisibleIndices();
  gliding = gently;
  if (begun) network.redraw(); // before, the first frame draws it
  gliding = false;
}

// Of a large graph only what is on the screen, or was.
function candidates(all, byId, seen) {
  if (!large) return all;
  const ids = new Set(seen);
  for (const id of painted.keys()) if (byId.has(id)) ids.add(id);
  return [...ids].map((id) => byId.get(id));
}

// Between its natural size and three times that, so that a glyph stays visible and a shape can be told.
function grow(scale) {
  const most = shown.nodes.size > 500 ? 1.8 : shown.nodes.size > 200 ? 2.2 : 3;
  const next = Math.round(Math.min(most, Math.max(1, 0.72 / scale)) * 10) / 10;
  if (next === grown) return false;
  grown = next;
  return true;
}

const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function onScreen(ctx, draw) {
  const ratio = ctx.canvas.width / $("network").clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(network.getScale());
  ctx.restore();
}

const MUST = 44; // actors that are named even where it is crowded
const TRIED = 320; // nodes in view for whose labels room is sought; there are never as many labels

function drawBehind(ctx) {
  drawCalendar(ctx);
  drawHovered(ctx);
}

const DASHES = { planned: [3.5, 2.5], possible: [1.2, 2.2], negated: [] };

function drawOutline(ctx, at, radius, realis, inside) {
  if (realis === "actual") return;
  ctx.save();
  ctx.globalAlpha = inside ? 1 : 0.3;
  ctx.strokeStyle = colours.event;
  ctx.lineWidth = 1.7;
  ctx.setLineDash(DASHES[realis]);
  ctx.beginPath();
  ctx.moveTo(at.x, at.y - radius);
  ctx.lineTo(at.x + radius, at.y);
  ctx.lineTo(at.x, at.y + radius);
  ctx.lineTo(at.x - radius, at.y);
  ctx.closePath();
  if (realis === "negated") {
    ctx.moveTo(at.x - radius, at.y + radius);
    ctx.lineTo(at.x + radius, at.y - radius);
  }
  ctx.stroke();
  ctx.restore();
}

function drawOver(ctx) {
  onScreen(ctx, (scale) => {
    const host = $("network");
    const view = { top: TOP, width: host.clientWidth, height: host.clientHeight };
    const active = lit();
    const chosen = nodeOf(state.chosen);
    const corner = network.canvasToDOM({ x: 0, y: 0 });
    const from = `${scale} ${corner.x} ${corner.y} ${view.width} ${view.height}`;
    const stay = gliding && labelsFrom === from;
    labelsFrom = from;
    const items = [];
    for (const id of shown.nodes) {
      const node = NODES.get(id);
      const [x, y] = [node.x * scale + corner.x, node.y * scale + corner.y];
      if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
      const radius = drawnSize(node) * scale + 1;
      const inside = active === null || active.has(id) || id === hovered;
      if (node.group === "event") drawOutline(ctx, { x, y }, Math.max(radius, 4.5), EVENTS[Number(id.slice(1))].realis, inside);
      if (id === chosen) {
        ctx.strokeStyle = colours.ink;
        ctx.lineWidth = 2;
        ctx.beginPath();
        ctx.arc(x, y, radius + 4, 0, 2 * Math.PI);
        ctx.stroke();
      }
      if (!stay) items.push({ id, x, y, radius, solid: inside, ...lettersOf(node, id === chosen || id === hovered, active?.has(id)) });
    }
    if (stay) drawnLabels = drawnLabels.filter(({ id }) => shown.nodes.has(id) || shown.edges.has(id));
    else drawnLabels = placeLabels(ctx, namedIn(items, active, chosen), view, taken());
    for (const label of drawnLabels) writeLabel(ctx, label, colours.bg);
  });
}

// How the label of a node looks and how much it matters.
function lettersOf(node, first, near) {
  const { id, group, value } = node;
  const actor = group !== "event" && group !== "topic";
  return {
    actor,
    rank: (first ? 1e6 : 0) + (near ? 1e4 : 0) + value * (actor ? 1.3 : 1),
    font: `${group === "topic" ? "italic " : ""}${actor ? "600 " : ""}${actor && value > 8 ? 13 : 12}px ${colours.sans}`,
    colour: group === "event" ? colours.ink : group === "topic" ? colours.muted : colours[group],
  };
}

// What is to be named of the nodes in view, the weightiest first, and the lines of what is chosen.
function namedIn(items, active, chosen) {
  items.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  items.forEach((item, n) => {
    item.text = item.solid && n < TRIED ? labelOf(item.id) : null;
  });
  for (const item of items.filter((one) => one.actor).slice(0, MUST)) item.must = true;
  if (active !== null) for (const item of items) item.must = item.solid;
  if (chosen === null || !shown.nodes.has(chosen)) return items;
  const self = NODES.get(chosen);
  const links = EDGES_OF.get(chosen).filter((edge) => shown.edges.has(edge.id) && edge.kind !== "topic");
  for (const edge of links.length <= 14 ? links : []) {
    const other = NODES.get(edge.from === chosen ? edge.to : edge.from);
    const at = network.canvasToDOM({ x: self.x + (other.x - self.x) * 0.55, y: self.y + (other.y - self.y) * 0.55 });
    items.push({ id: edge.id, x: at.x, y: at.y - 7, radius: 0, text: edgeWord(edge), font: `italic 11px ${colours.sans}`, colour: colours.accent });
  }
  return items;
}

// Where the page's own words stand over the network.
function taken() {
  const legend = $("legend");
  return legend.hidden ? [] : [[legend.offsetLeft, legend.offsetTop, legend.offsetLeft + legend.offsetWidth, legend.offsetTop + legend.offsetHeight]];
}

const zoomTo = (scale) => moveCamera({ ...viewNow(), scale }, false);

function showTip(at, ...lines) {
  const tip = $("tip");
  tip.replaceChildren(...lines.filter(Boolean).map((line, i) => el(i ? "span" : "strong", {}, line)));
  tip.hidden = false;
  const host = $("network");
  tip.style.left = `${Math.min(Math.max(at.x + 14, 4), host.clientWidth - tip.offsetWidth - 4)}px`;
  tip.style.top = `${Math.min(at.y + 16, host.clientHeight - tip.offsetHeight - 4)}px`;
}

function tipOf(id) {
  const n = Number(id.slice(1));
  if (id[0] === "e") return [titleOf(n), `${inWords(EVENTS[n].time)} · ${word("type", EVENTS[n].type)}${EVENTS[n].realis === "actual" ? "" : ` · ${word("realis", EVENTS[n].realis)}`}`];
  if (id[0] === "a") return [nameOf(n), `${word("kind", ACTORS[n].kind)} · ${numbered("events", ACTORS[n].n)}`];
  return [TOPICS[n].label, word("kind", "topic")];
}

function chooseNode(id) {
  choose({ e: "event", a: "actor", t: "topic" }[id[0]], Number(id.slice(1)));
}

function chooseEdge(id) {
  if (id[0] === "r") choose("relation", Number(id.slice(1)));
  else if (id[0] === "l") choose("link", Number(id.slice(1)));
  else if (id[0] === "p") choose("part", ...id.slice(1).split(".").map(Number));
  else choose("event", Number(id.slice(1).split(".")[0]));
}

function startNetwork() {
  readColours();
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  away = state.view !== "network";
  if (large && !away) arrange(shown.nodes);
  const view = away ? null : fitOf(shown.nodes);
  if (view !== null) grow(view.scale);
  if (!away) paint(); // first: a network that finds its nodes there draws once, not at each of them
  network = new vis.Network($("network"), { nodes: nodeSet, edges: edgeSet }, NET.options);
  drawTogether();
  network.on("beforeDrawing", drawBehind);
  network.on("afterDrawing", drawOver);
  network.on("click", (at) => {
    if (at.nodes.length) chooseNode(at.nodes[0]);
    else if (at.edges.length) chooseEdge(at.edges[0]);
    else choose(null);
    network.unselectAll();
  });
  network.on("doubleClick", (at) => at.nodes.length && focusOn(at.nodes[0]));
  network.on("hoverNode", (at) => {
    hovered = at.node;
    showTip(at.pointer.DOM, ...tipOf(at.node));
    network.redraw();
  });
  network.on("hoverEdge", (at) => {
    const edge = EDGES.get(at.edge);
    showTip(at.pointer.DOM, edgeWord(edge), `${labelOf(edge.from)} – ${labelOf(edge.to)}`);
  });
  const leave = () => {
    hovered = null;
    $("tip").hidden = true;
  };
  network.on("blurNode", leave);
  network.on("blurEdge", leave);
  network.on("dragStart", leave);
  network.on("dragEnd", (at) => {
    for (const [id, { x, y }] of Object.entries(network.getPositions(at.nodes))) {
      Object.assign(NODES.get(id), { x, y });
      state.moved.set(id, [x, y]);
    }
    cameraMoved();
  });
  // Vis-network scales the view with its frame, which grows and shrinks with the lines of filters above it; the reader's view stays.
  network.on("resize", () => begun && requestAnimationFrame(() => camera !== null && moveCamera(camera, false)));
  network.on("zoom", () => {
    leave();
    clearTimeout(growing);
    growing = setTimeout(() => grow(network.getScale()) && paint(), 90);
    cameraMoved();
  });
  $("zoom-in").addEventListener("click", () => zoomTo(network.getScale() * 1.35));
  $("zoom-out").addEventListener("click", () => zoomTo(network.getScale() / 1.35));
  $("fit").addEventListener("click", () => fitTo(shown.nodes));
  const host = $("network");
  host.tabIndex = 0;
  host.querySelector(".vis-network").tabIndex = -1;
  host.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const chosen = nodeOf(state.chosen);
    if (way) stepTowards(way);
    else if (event.key === "Enter" && chosen !== null) focusOn(chosen);
    else if (event.key === "+" || event.key === "-") zoomTo(network.getScale() * (event.key === "+" ? 1.35 : 1 / 1.35));
    else return;
    event.preventDefault();
  });
}

// Puts nodes where they are to be, after others were dragged or put back.
function placeNodes() {
  const moved = NET.nodes.filter((node) => {
    const drawn = painted.has(node.id) ? nodeSet.get(node.id) : null;
    return drawn !== null && (drawn.x !== node.x || drawn.y !== node.y);
  });
  if (moved.length) nodeSet.update(moved.map(({ id, x, y }) => ({ id, x, y })));
}

// The nearest node in a direction, those straight ahead before those aside; the weightiest if none is chosen.
function stepTowards([wx, wy]) {
  const from = NODES.get(nodeOf(state.chosen));
  let best = null;
  for (const id of shown.nodes) {
    const node = NODES.get(id);
    if (node === from) continue;
    const [dx, dy] = from ? [node.x - from.x, node.y - from.y] : [0, 0];
    const ahead = dx * wx + dy * wy;
    if (from && ahead <= 0) continue;
    const cost = from ? ahead + 2.5 * Math.abs(dx * wy - dy * wx) : -node.value;
    if (best === null || cost < best.cost) best = { id, cost };
  }
  if (best === null) return;
  chooseNode(best.id);
  bringIntoView(best.id);
}

const MOST_FOCUS = 6;

function setFocus(focus) {
  state.focus = focus;
  if (state.view === "overview") state.view = "network";
  changed();
  requestAnimationFrame(() => fitTo(shown.nodes));
}

// The surroundings of a node; of the one in focus, one step more of them.
function focusOn(id) {
  if (!NODES.has(id)) return;
  const steps = state.focus?.id === id ? Math.min(state.focus.steps + 1, MOST_FOCUS) : kindOf(id) === "event" ? 1 : 2;
  chooseNode(id);
  setFocus({ id, steps });
}

const narrowFocus = () => setFocus({ ...state.focus, steps: Math.max(1, state.focus.steps - 1) });
const leaveFocus = () => setFocus(null);
