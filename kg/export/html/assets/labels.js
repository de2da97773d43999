// Labels at one size on the screen, like a map's: the weightiest first, none over another.

const WRAP = 22;
const wrapped = new Map();

function wrap(text) {
  if (!wrapped.has(text)) {
    const lines = [];
    let line = "";
    for (const part of text.split(/\s+/)) {
      if (line && line.length + 1 + part.length > WRAP) {
        lines.push(line);
        line = part;
      } else line = line ? `${line} ${part}` : part;
    }
    if (line) lines.push(line);
    if (lines.length > 2) lines[1] += "…";
    wrapped.set(text, lines.slice(0, 2).map((part) => (part.length > WRAP + 4 ? `${part.slice(0, WRAP + 3)}…` : part)));
  }
  return wrapped.get(text);
}

class Boxes {
  constructor() {
    this.cells = new Map();
  }

  *over(box) {
    for (let x = box[0] >> 6; x <= box[2] >> 6; x += 1) {
      for (let y = box[1] >> 6; y <= box[3] >> 6; y += 1) yield (x << 12) + y;
    }
  }

  add(box) {
    for (const cell of this.over(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  free(box, own) {
    for (const cell of this.over(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (other !== own && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }
}

const LINE = 14;
const BRIEF = 15; // letters
const widths = new Map();

function widthOf(ctx, font, text) {
  const key = font + text;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

// Where a label may stand beside its glyph: below, above, right, left, at the corners.
function spots(x, y, radius, width, height) {
  const [right, left] = [x + radius * 0.7 + 3, x - radius * 0.7 - 3 - width];
  const [below, above] = [y + radius * 0.7 + 1, y - radius * 0.7 - 1 - height];
  return [
    [x - width / 2, y + radius + 2],
    [x - width / 2, y - radius - 2 - height],
    [x + radius + 4, y - height / 2],
    [x - radius - 4 - width, y - height / 2],
    [right, below],
    [right, above],
    [left, below],
    [left, above],
  ];
}

// A label tries its whole text first, then its beginning on one line. What must be named may then hide what need not be,
// and where even that leaves no room, what is named after it.
function* tries(ctx, item) {
  const whole = [wrap(item.text)];
  const brief = item.text.length > BRIEF + 3 ? [[`${item.text.slice(0, BRIEF).trimEnd()}…`]] : [];
  const texts = [...whole, ...brief];
  const spare = item.must ? [[whole, "all"], [texts, "firm"], [texts, "weightier"]] : [[texts, "all"]];
  for (const [choice, spared] of spare) {
    for (const lines of choice) {
      const width = Math.max(...lines.map((line) => widthOf(ctx, item.font, line))) + 2;
      const height = lines.length * LINE;
      for (const [left, top] of spots(item.x, item.y, item.radius, width, height)) yield { lines, spared, left, top, width, height };
    }
  }
}

// `items`: {id, x, y, radius, text, font, colour, must}, the weightiest first. Gives {id, box, lines, font, colour} of what has room.
function placeLabels(ctx, items, view, taken) {
  const boxes = new Boxes(); // labels and what else may not be written over
  // The glyphs that a label spares: every one, those that must be named, those that were named before it.
  const glyphsOf = { all: new Boxes(), firm: new Boxes(), weightier: new Boxes() };
  for (const box of taken) boxes.add(box);
  const glyphs = new Map();
  for (const item of items) {
    if (item.solid === false) continue;
    const box = [item.x - item.radius, item.y - item.radius, item.x + item.radius, item.y + item.radius];
    glyphs.set(item.id, box);
    glyphsOf.all.add(box);
    if (item.must) glyphsOf.firm.add(box);
  }
  const placed = [];
  for (const item of items) {
    if (item.text === null) continue;
    const own = glyphs.get(item.id);
    if (own && item.must) glyphsOf.weightier.add(own);
    for (const { lines, spared, left, top, width, height } of tries(ctx, item)) {
      const box = [left, top, left + width, top + height];
      if (box[0] < 2 || box[1] < view.top || box[2] > view.width - 2 || box[3] > view.height - 2) continue;
      if (!boxes.free(box, null) || !glyphsOf[spared].free(box, own)) continue;
      boxes.add(box);
      placed.push({ id: item.id, box, lines, font: item.font, colour: item.colour });
      break;
    }
  }
  return placed;
}

const HALO = 3.5; // pixels around the letters, half of them outside
const STAMPED_FROM = 3; // times that a label is written before it is kept as an image
const MOST_STAMPS = 800;
const stamps = new Map();

// Letters with a halo take long to draw, and the network is drawn at every move: what comes again and again is an image.
function stampOf(ctx, { box, lines, font, colour }, halo) {
  const ratio = ctx.getTransform().a;
  const key = `${ratio} ${font} ${colour} ${halo} ${lines.join("\n")}`;
  const known = stamps.get(key) ?? { times: 0, image: null };
  if (!known.times) {
    if (stamps.size >= MOST_STAMPS) stamps.clear();
    stamps.set(key, known);
  }
  known.times += 1;
  if (known.image || known.times < STAMPED_FROM) return known.image;
  const [width, height] = [box[2] - box[0] + 2 * HALO, box[3] - box[1] + 2 * HALO].map((size) => Math.ceil(size * ratio));
  known.image = el("canvas", { width, height });
  const own = known.image.getContext("2d");
  own.scale(ratio, ratio);
  writeLines(own, HALO, HALO, { box, lines, font, colour }, halo);
  return known.image;
}

function writeLabel(ctx, label, halo) {
  const [left, top] = label.box;
  const image = paintable(ctx) ? stampOf(ctx, label, halo) : null;
  if (image === null) {
    writeLines(ctx, left, top, label, halo);
    return;
  }
  const ratio = ctx.getTransform().a;
  const whole = (at) => Math.round((at - HALO) * ratio) / ratio; // between two pixels an image would blur
  ctx.drawImage(image, whole(left), whole(top), image.width / ratio, image.height / ratio);
}

function writeLines(ctx, left, top, { box, lines, font, colour }, halo) {
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  ctx.font = font;
  ctx.strokeStyle = halo;
  ctx.lineWidth = HALO;
  ctx.fillStyle = colour;
  const middle = left + (box[2] - box[0]) / 2;
  lines.forEach((line, i) => {
    ctx.strokeText(line, middle, top + LINE * (i + 0.5));
    ctx.fillText(line, middle, top + LINE * (i + 0.5));
  });
}
