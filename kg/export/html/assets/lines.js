// The lines of the network: how they look, what they say.

const STRENGTH = { topic: 0.25, relation: 0.7, part: 0.6 };
const CROWD = 60; // nodes beyond which a line is the fainter the longer it is
const NEAR_BY = 130;

// How faint the lines of so many nodes are, null for few; by steps, for each repaints all lines.
function crowding() {
  const { size } = shown.nodes;
  if (size <= CROWD) return null;
  return size > 8 * CROWD ? 0.55 : size > 2 * CROWD ? 0.75 : 1;
}

// In a crowd the long lines are many and say little until one asks; the nodes at their ends tell them when hovered.
function quiet(edge) {
  const crowd = crowding();
  if (crowd === null) return 1;
  const [a, b] = [NODES.get(edge.from), NODES.get(edge.to)];
  return Math.round(Math.max(0.08, crowd * Math.min(1, NEAR_BY / Math.hypot(a.x - b.x, a.y - b.y))) * 20) / 20;
}

function edgePaint(edge, active) {
  const { chosen } = state;
  let strong = false;
  if (chosen !== null) {
    const id = nodeOf(chosen);
    strong = chosen.kind === "part" ? edge.id === `p${chosen.n}.${chosen.m}` : chosen.kind === "relation" ? edge.id === `r${chosen.n}` : chosen.kind === "link" ? edge.id === `l${chosen.n}` : chosen.kind === "path" ? isOnPath(edge.id) : id !== null ? edge.from === id || edge.to === id : active.has(edge.from) && active.has(edge.to);
  }
  const dim = active !== null && !strong;
  const colour = strong ? (edge.kind === "topic" ? colours.topic : colours.accent) : edge.kind === "relation" ? colours.organisation : colours.edge;
  return {
    id: edge.id,
    color: { color: colour, highlight: colour, hover: colours.accent, opacity: strong ? 0.9 : dim ? 0.05 : (STRENGTH[edge.kind] ?? 0.5) * quiet(edge) },
    width: strong ? (chosen.kind === "path" ? 3.5 : 2) : edge.kind === "relation" ? 1.4 : 1,
    dashes: edge.kind === "topic" ? [1, 4] : false,
    arrows: edge.kind === "relation" || edge.kind === "link" ? { to: { enabled: true, scaleFactor: 0.45 } } : undefined,
  };
}

// The lines of the node under the pointer, from it to all it has to do with.
function drawHovered(ctx) {
  if (hovered === null || !shown.nodes.has(hovered)) return;
  const from = NODES.get(hovered);
  ctx.save();
  ctx.strokeStyle = colours.accent;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1.2 / network.getScale();
  ctx.beginPath();
  for (const edge of EDGES_OF.get(hovered)) {
    if (!shown.edges.has(edge.id)) continue;
    const to = NODES.get(edge.from === hovered ? edge.to : edge.from);
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
  }
  ctx.stroke();
  ctx.restore();
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
