// Lines and glyphs of the network by the thousand: what looks alike is drawn in one stroke, in place of vis-network's own way,
// which draws each by itself. Where a pen writes them down, and where vis-network is another one, they are drawn as ever.

const FAINT = 0.1; // opacity up to which a line is left out while the brush moves

const paintable = (ctx) => ctx instanceof CanvasRenderingContext2D;

function drawTogether() {
  const { renderer, body } = network;
  if (!body?.edges || !body.nodes || typeof renderer?._drawEdges !== "function" || typeof renderer._drawNodes !== "function") return;
  const [edgesAsEver, nodesAsEver] = [renderer._drawEdges.bind(renderer), renderer._drawNodes.bind(renderer)];
  renderer._drawEdges = (ctx) => (paintable(ctx) ? drawLines(ctx, body) : edgesAsEver(ctx));
  renderer._drawNodes = (ctx, ...rest) => (paintable(ctx) ? drawGlyphs(ctx, body) : nodesAsEver(ctx, ...rest));
}

function into(looks, look, one) {
  const alike = looks.get(look);
  if (alike) alike.push(one);
  else looks.set(look, [one]);
}

// Straight lines by their looks; a line that is hovered, dashed or bent is drawn by itself.
function drawLines(ctx, body) {
  const looks = new Map();
  const others = [];
  for (const id of body.edgeIndices) {
    const edge = body.edges[id];
    const { color, width, dashes, smooth } = edge.options;
    if (!edge.connected || (gliding && color.opacity <= FAINT)) continue;
    if (edge.selected || edge.hover || dashes || smooth.enabled) others.push(edge);
    else into(looks, `${color.color} ${color.opacity} ${width}`, edge);
  }
  ctx.save();
  for (const alike of looks.values()) {
    const { color, width } = alike[0].options;
    ctx.strokeStyle = color.color;
    ctx.globalAlpha = color.opacity;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (const { from, to } of alike) {
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
    }
    ctx.stroke();
  }
  ctx.restore();
  for (const edge of others) edge.draw(ctx);
}

const turn = (corners, radius, from = 0) => Array.from({ length: corners }, (_, n) => {
  const angle = from + (2 * Math.PI * n) / corners;
  const reach = typeof radius === "number" ? radius : radius[n % radius.length];
  return [reach * Math.cos(angle), reach * Math.sin(angle)];
});
// The corners of vis-network's shapes around their middle, for a size of 1.
const CORNERS = {
  diamond: turn(4, 1),
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  hexagon: turn(6, 1),
  triangle: turn(3, 1.328, -Math.PI / 2).map(([x, y]) => [x, y + 0.316]),
  star: turn(10, [1.066, 0.41], -Math.PI / 2).map(([x, y]) => [x, y + 0.082]),
};

// Where a pointer finds a node.
function boundsOf(node, ctx) {
  const { shape, x, y } = node;
  shape.resize(ctx, false, false, { size: node.options.size });
  shape.left = x - shape.width / 2;
  shape.top = y - shape.height / 2;
  node.updateBoundingBox(ctx, false);
}

// Glyphs by their looks, each as large as with the border that vis-network gives it; those that are hovered come last, by
// themselves.
function drawGlyphs(ctx, body) {
  const looks = new Map();
  const others = [];
  const view = body.view.scale;
  for (const id of body.nodeIndices) {
    const node = body.nodes[id];
    if (node.hover || node.isSelected()) {
      others.push(node);
      continue;
    }
    if (!gliding) boundsOf(node, ctx);
    const { color, shape, borderWidth, opacity } = node.options;
    into(looks, `${color.background} ${color.border} ${shape} ${borderWidth} ${opacity}`, node);
  }
  ctx.save();
  for (const alike of looks.values()) {
    const { color, shape, borderWidth, opacity } = alike[0].options;
    const border = borderWidth / view;
    const hollow = color.background !== color.border;
    ctx.globalAlpha = opacity ?? 1;
    ctx.beginPath();
    for (const { x, y, options } of alike) {
      const size = options.size + (hollow ? 0 : border / 2);
      if (CORNERS[shape]) {
        CORNERS[shape].forEach(([dx, dy], n) => (n ? ctx.lineTo(x + dx * size, y + dy * size) : ctx.moveTo(x + dx * size, y + dy * size)));
        ctx.closePath();
      } else {
        ctx.moveTo(x + size, y);
        ctx.arc(x, y, size, 0, 2 * Math.PI);
      }
    }
    ctx.fillStyle = color.background;
    ctx.fill();
    if (!hollow) continue;
    ctx.strokeStyle = color.border;
    ctx.lineWidth = border;
    ctx.stroke();
  }
  ctx.restore();
  for (const node of others) node.draw(ctx);
  return { drawExternalLabels: null };
}
