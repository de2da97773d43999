// The network, drawn by vis-network from pyvis's nodes and edges; labels and the calendar behind are our own.

let network = null;
let nodeSet = null;
let edgeSet = null;
let colours = {};
let drawnLabels = [];
let hovered = null;
let growing = 0;
const painted = new Map();
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
    hidden: !shown.nodes.has(node.id),
    opacity: dim ? 0.22 : 1,
    borderWidth: (hollow && !ring ? 2 : 1) * grown,
    size: drawnSize(node),
    color: { ...look, highlight: look, hover: { background, border: colours.ink } },
  };
}

function edgePaint(edge, active) {
  const { chosen } = state;
  let strong = false;
  if (chosen !== null) {
    const id = nodeOf(chosen);
    strong = chosen.kind === "part" ? edge.id === `p${chosen.n}.${chosen.m}` : chosen.kind === "relation" ? edge.id === `r${chosen.n}` : id !== null ? edge.from === id || edge.to === id : active.has(edge.from) && active.has(edge.to);
  }
  const dim = active !== null && !strong;
  const colour = strong ? (edge.kind === "topic" ? colours.topic : colours.accent) : edge.kind === "relation" ? colours.organisation : colours.edge;
  return {
    id: edge.id,
    hidden: !shown.edges.has(edge.id),
    color: { color: colour, highlight: colour, hover: colours.accent, opacity: strong ? 0.9 : dim ? 0.06 : edge.kind === "topic" ? 0.25 : edge.kind === "relation" ? 0.6 : 0.5 },
    width: strong ? 2 : edge.kind === "relation" ? 1.4 : 1,
    dashes: edge.kind === "topic" ? [1, 4] : false,
    arrows: edge.kind === "relation" || edge.kind === "link" ? { to: { enabled: true, scaleFactor: 0.45 } } : undefined,
  };
}

// What vis-network is told of a node or edge beside its looks; `group` and `value` would have it choose others.
const bare = ({ group, value, kind, ...rest }) => rest;

function paint() {
  const active = lit();
  const fresh = (item, make, kept) => {
    const look = make(item, active);
    if (look.hidden && !painted.has(item.id)) return; // vis-network hears of a node when it is first shown
    const key = JSON.stringify(look);
    if (painted.get(item.id) === key) return;
    kept.push(painted.has(item.id) ? look : { ...bare(item), ...look });
    painted.set(item.id, key);
  };
  const nodes = [];
  const edges = [];
  for (const node of NET.nodes) fresh(node, nodePaint, nodes);
  for (const edge of NET.edges) fresh(edge, edgePaint, edges);
  if (nodes.length) nodeSet.update(nodes);
  if (edges.length) edgeSet.update(edges);
  network.redraw();
}

// Between its natural size and three times that, so that a glyph stays visible and a shape can be told.
function grow(scale = network.getScale()) {
  const next = Math.round(Math.min(3, Math.max(1, 0.72 / scale)) * 20) / 20;
  if (next === grown) return;
  grown = next;
  paint();
}

const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function bounds(ids) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const id of ids) {
    const node = NODES.get(id);
    box[0] = Math.min(box[0], node.x);
    box[1] = Math.min(box[1], node.y);
    box[2] = Math.max(box[2], node.x);
    box[3] = Math.max(box[3], node.y);
  }
  return box;
}

// Shows all given nodes with room for the labels at the rim and the dates on top.
function fitTo(ids, animate = true) {
  const host = $("network");
  if (!ids.size || !host.clientWidth) return;
  const box = bounds(ids);
  const below = $("legend").hidden ? 0 : $("legend").offsetHeight;
  const [width, height] = [host.clientWidth - 120, host.clientHeight - 96 - below];
  const [wide, high] = [width / Math.max(box[2] - box[0], 1), height / Math.max(box[3] - box[1], 1)];
  // A narrow screen shows a part that can be read, around what is told most, and pans.
  const narrow = host.clientWidth < 600 && wide < high;
  const scale = Math.max(0.05, Math.min(1.5, narrow ? Math.max(wide, Math.min(high, 0.6)) : Math.min(wide, high)));
  const middle = (box[0] + box[2]) / 2;
  const main = narrow ? [...ids].map((id) => NODES.get(id)).sort((a, b) => b.value - a.value)[0].x : middle;
  const reach = Math.max(0, (box[2] - box[0] - width / scale) / 2);
  grow(scale);
  network.moveTo({
    position: { x: Math.min(Math.max(main, middle - reach), middle + reach), y: (box[1] + box[3]) / 2 },
    scale,
    offset: { x: 0, y: 8 - below / 2 },
    animation: animate && !reduced() ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}

function bringIntoView(id) {
  if (!NODES.has(id) || !$("network").clientWidth) return;
  const host = $("network");
  const at = network.canvasToDOM(NODES.get(id));
  if (at.x > 60 && at.y > 40 && at.x < host.clientWidth - 60 && at.y < host.clientHeight - 40) return;
  network.moveTo({ position: NODES.get(id), animation: reduced() ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
}

function onScreen(ctx, draw) {
  const ratio = ctx.canvas.width / $("network").clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(network.getScale());
  ctx.restore();
}

const MUST = 12; // actors that are named even where it is crowded
const TOP = 24; // pixels of the calendar at the top

function drawCalendar(ctx) {
  onScreen(ctx, () => {
    const host = $("network");
    const [width, height] = [host.clientWidth, host.clientHeight];
    const px = (at) => network.canvasToDOM({ x: at * NET.axis.width, y: 0 }).x;
    const [zone0, zone1] = NET.axis.undated.map((x) => network.canvasToDOM({ x, y: 0 }).x);
    ctx.font = `11px ${colours.sans}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    let first = 24;
    if (zone1 > zone0) {
      ctx.fillStyle = colours.zone;
      ctx.fillRect(0, 0, Math.max(zone1 + 30 * network.getScale(), 0), height);
      ctx.fillStyle = colours.muted;
      const middle = (Math.max(zone0, 0) + Math.min(zone1 + 30, width)) / 2;
      if (zone1 > 40) ctx.fillText(t("undated"), Math.max(middle, 40), TOP / 2 + 1);
      first = Math.max(first, Math.max(middle, 40) + 72);
    }
    if (!AXIS.days.length) return;
    ctx.strokeStyle = colours.line;
    ctx.lineWidth = 1.2;
    for (const { x } of breaksOn(px, 0, width)) ctx.stroke(new Path2D(zigzag(x, TOP, height)));
    ctx.strokeStyle = colours.guide;
    ctx.lineWidth = 1;
    for (const tick of ticks(px, first, width - 24, 84)) {
      ctx.beginPath();
      ctx.moveTo(tick.x, TOP);
      ctx.lineTo(tick.x, height);
      ctx.stroke();
      ctx.fillStyle = colours.muted;
      ctx.fillText(tick.text, tick.x, TOP / 2 + 1);
    }
  });
}

function edgeWord(edge) {
  if (edge.id[0] === "r") return word("predicate", RELATIONS[Number(edge.id.slice(1))].p);
  if (edge.id[0] === "p") {
    const [event, part] = edge.id.slice(1).split(".").map(Number);
    return word("role", EVENTS[event].parts[part][1]);
  }
  if (edge.id[0] === "l") return word("link", LINKS[Number(edge.id.slice(1))].p);
  return "";
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
    const items = [];
    for (const id of shown.nodes) {
      const node = NODES.get(id);
      const at = network.canvasToDOM(node);
      if (at.x < -40 || at.y < -40 || at.x > view.width + 40 || at.y > view.height + 40) continue;
      const radius = drawnSize(node) * scale + 1;
      const inside = active === null || active.has(id) || id === hovered;
      const actor = node.group !== "event" && node.group !== "topic";
      const rank = (id === chosen || id === hovered ? 1e6 : 0) + (active?.has(id) ? 1e4 : 0) + node.value * (actor ? 1.3 : 1);
      if (node.group === "event") drawOutline(ctx, at, Math.max(radius, 4.5), EVENTS[Number(id.slice(1))].realis, inside);
      if (id === chosen) {
        ctx.strokeStyle = colours.ink;
        ctx.lineWidth = 2;
        ctx.beginPath();
        ctx.arc(at.x, at.y, radius + 4, 0, 2 * Math.PI);
        ctx.stroke();
      }
      items.push({
        id,
        x: at.x,
        y: at.y,
        radius,
        rank,
        actor,
        solid: inside,
        text: inside ? labelOf(id) : null,
        font: `${node.group === "topic" ? "italic " : ""}${actor ? "600 " : ""}${actor && node.value > 8 ? 13 : 12}px ${colours.sans}`,
        colour: node.group === "event" ? colours.ink : node.group === "topic" ? colours.muted : colours[`${node.group}`],
      });
    }
    items.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
    for (const item of items.filter((one) => one.actor).slice(0, MUST)) item.must = true;
    if (active !== null) for (const item of items) item.must = item.solid;
    if (chosen !== null && NODES.has(chosen) && shown.nodes.has(chosen)) {
      const self = NODES.get(chosen);
      const links = EDGES_OF.get(chosen).filter((edge) => shown.edges.has(edge.id) && edge.kind !== "topic");
      for (const edge of links.length <= 14 ? links : []) {
        const other = NODES.get(edge.from === chosen ? edge.to : edge.from);
        const at = network.canvasToDOM({ x: self.x + (other.x - self.x) * 0.55, y: self.y + (other.y - self.y) * 0.55 });
        items.push({ id: edge.id, x: at.x, y: at.y - 7, radius: 0, text: edgeWord(edge), font: `italic 11px ${colours.sans}`, colour: colours.accent });
      }
    }
    const legend = $("legend");
    const taken = legend.hidden ? [] : [[legend.offsetLeft, legend.offsetTop, legend.offsetLeft + legend.offsetWidth, legend.offsetTop + legend.offsetHeight]];
    drawnLabels = drawLabels(ctx, items, view, colours.bg, taken);
  });
}

function zoomTo(scale) {
  network.moveTo({ scale });
  grow(scale);
}

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
  if (id[0] === "e") return [EVENTS[n].label, `${inWords(EVENTS[n].time)} · ${word("type", EVENTS[n].type)}${EVENTS[n].realis === "actual" ? "" : ` · ${word("realis", EVENTS[n].realis)}`}`];
  if (id[0] === "a") return [nameOf(n), `${word("kind", ACTORS[n].kind)} · ${numbered("events", ACTORS[n].n)}`];
  return [TOPICS[n].label, word("kind", "topic")];
}

function chooseNode(id) {
  choose({ e: "event", a: "actor", t: "topic" }[id[0]], Number(id.slice(1)));
}

function chooseEdge(id) {
  if (id[0] === "r") choose("relation", Number(id.slice(1)));
  else if (id[0] === "l") choose("event", otherEnd(LINKS[Number(id.slice(1))], state.chosen.n));
  else if (id[0] === "p") choose("part", ...id.slice(1).split(".").map(Number));
  else choose("event", Number(id.slice(1).split(".")[0]));
}

function startNetwork() {
  readColours();
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  network = new vis.Network($("network"), { nodes: nodeSet, edges: edgeSet }, NET.options);
  paint();
  network.on("beforeDrawing", drawCalendar);
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
  const away = () => {
    hovered = null;
    $("tip").hidden = true;
  };
  network.on("blurNode", away);
  network.on("blurEdge", away);
  network.on("dragStart", away);
  network.on("dragEnd", (at) => {
    for (const [id, spot] of Object.entries(network.getPositions(at.nodes))) Object.assign(NODES.get(id), spot);
  });
  network.on("zoom", () => {
    away();
    clearTimeout(growing);
    growing = setTimeout(grow, 90);
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
  fitTo(shown.nodes, false);
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

function focusOn(id) {
  if (!NODES.has(id)) return;
  state.focus = { id, steps: state.focus?.id === id ? Math.min(state.focus.steps + 1, 6) : kindOf(id) === "event" ? 1 : 2 };
  chooseNode(id);
  changed();
  requestAnimationFrame(() => fitTo(shown.nodes));
}
