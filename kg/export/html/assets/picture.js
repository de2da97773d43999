// The picture of what is shown: title, period, network, legend and timeline as one SVG of shapes and text.

const EDGE = 24; // pixels of margin
const KEPT = new Set(["d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "transform", "offset", "gradientUnits", "text-anchor", "dx", "dy"]);
// What a style sheet says of a shape becomes its attributes, unless it is what SVG says anyway.
const STYLED = [["stroke-width", "1px"], ["stroke-dasharray", "none"], ["stroke-linejoin", "miter"], ["opacity", "1"], ["paint-order", "normal"], ["text-anchor", "start"]];
const LETTERED = [["font-size", ""], ["font-weight", "400"], ["font-style", "normal"]];

function inkOf(value, name) {
  const named = /^url\("?#([^")]+)"?\)/.exec(value);
  if (named) return { [name]: `url(#taken-${named[1]})` };
  if (value === "none") return { [name]: "none" };
  const { colour, opacity } = paintOf(value);
  return { [name]: colour, [`${name}-opacity`]: opacity < 1 ? opacity : null };
}

// A copy of a drawing in the page that looks the same without the page's style sheet.
function copied(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(CLEAN, "");
  const look = getComputedStyle(node);
  if (node.nodeType !== Node.ELEMENT_NODE || (look.display === "none" && node.tagName !== "title")) return null;
  const given = { lang: node.getAttribute("lang") };
  const defined = node.closest("defs") !== null;
  for (const { name, value } of node.attributes) if (KEPT.has(name) || (defined && !/^(id|class|style|on.*)$/.test(name))) given[name] = value;
  if (node.id && defined) given.id = `taken-${node.id}`;
  for (const name of ["mask", "clip-path", "filter"]) if (/^url/.test(look.getPropertyValue(name))) Object.assign(given, inkOf(look.getPropertyValue(name), name));
  if (node.tagName === "stop") Object.assign(given, { "stop-color": paintOf(look.stopColor).colour, "stop-opacity": look.stopOpacity });
  else if (/^(path|rect|line|circle|ellipse|polygon|polyline|text|tspan)$/.test(node.tagName)) {
    Object.assign(given, inkOf(look.fill, "fill"), look.stroke === "none" ? {} : inkOf(look.stroke, "stroke"));
    if (look.fillOpacity !== "1" && !given["fill-opacity"]) given["fill-opacity"] = look.fillOpacity;
    for (const [name, usual] of look.stroke === "none" ? STYLED.slice(3) : STYLED) if (look.getPropertyValue(name) !== usual) given[name] = look.getPropertyValue(name).replace(/px/g, "");
  } else if (look.opacity !== "1") given.opacity = look.opacity;
  if (/^t(ext|span)$/.test(node.tagName)) {
    given["font-family"] = colours.sans;
    for (const [name, usual] of LETTERED) if (look.getPropertyValue(name) !== usual) given[name] = look.getPropertyValue(name).replace(/px/g, "");
  }
  return svg(node.tagName, given, ...[...node.childNodes].map(copied));
}

// A drawing of the page in a window of its own, so that nothing of it spills over.
const windowed = (group, x, y, width, height) => svg("svg", { x: tidy(x), y: tidy(y), width: tidy(width), height: tidy(height), viewBox: `0 0 ${tidy(width)} ${tidy(height)}`, overflow: "hidden" }, group);

function lettering(text, x, y, size, given = {}) {
  return svg("text", { x: tidy(x), y: tidy(y), "font-size": size, "font-family": colours.sans, fill: paintOf(colours.ink).colour, ...given }, text.replace(CLEAN, ""));
}

const framed = (x, y, width, height) => svg("rect", { x: tidy(x), y: tidy(y), width: tidy(width), height: tidy(height), rx: 10, fill: "none", ...inkOf(colours.line, "stroke") });

function wrapTo(text, width, size, weight = 400) {
  measure.font = `${weight} ${size}px ${colours.sans}`;
  const lines = [];
  let line = "";
  for (const one of text.split(/\s+/)) {
    const next = line ? `${line} ${one}` : one;
    if (line && measure.measureText(next).width > width) {
      lines.push(line);
      line = one;
    } else line = next;
  }
  return [...lines, line].slice(0, 3).map((one) => cutTo(one, width));
}

function cutTo(text, width) {
  if (measure.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && measure.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

const titleText = () => $("title").textContent;

// The days of the events shown, or of the period chosen; null if none is dated.
function periodText() {
  if (brushed()) return periodWords();
  const days = EVENTS.filter((event, i) => shown.events[i] && event.time !== null && event.time.s !== null && event.time.e !== null).map((event) => event.time);
  if (!days.length) return null;
  const [first, last] = [days.reduce((a, b) => Math.min(a, b.s), Infinity), days.reduce((a, b) => Math.max(a, b.e - 1), 0)];
  return first === last ? pattern("day", first) : `${pattern("day", first)} – ${pattern("day", last)}`;
}

const captionText = () => [periodText(), $("counts").textContent, state.focus ? t("focused", { name: labelOf(state.focus.id) }) : null].filter(Boolean).join(" · ");

// The network as vis-network and the page draw it, by a pen in place of the canvas.
function networkDrawing(width, height) {
  const pen = new Pen(width, height);
  const { emitter, view } = network.body;
  pen.save();
  pen.setTransform(view.scale, 0, 0, view.scale, view.translation.x, view.translation.y);
  emitter.emit("beforeDrawing", pen);
  network.renderer._drawEdges(pen);
  network.renderer._drawNodes(pen, true);
  network.renderer._drawArrows(pen);
  emitter.emit("afterDrawing", pen);
  pen.restore();
  return pen.group;
}

function glyph(kind, realis, x, y) {
  const pen = new Pen(0, 0);
  pen.beginPath();
  const corners = { event: 4, group: 6, organisation: 4, place: 3, topic: 10 }[kind];
  if (kind === "person") pen.arc(x, y, 5.5, 0, 2 * Math.PI);
  else if (kind === "organisation") pen.rect(x - 5, y - 5, 10, 10);
  else {
    for (let i = 0; i < corners; i += 1) {
      const angle = (2 * Math.PI * i) / corners - (kind === "group" ? 0 : Math.PI / 2);
      const reach = kind === "topic" && i % 2 ? 3 : 6.5;
      pen.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    pen.closePath();
  }
  pen.fillStyle = realis === "actual" ? colours[kind] : colours.bg;
  pen.fill();
  drawOutline(pen, { x, y }, 6, realis, true);
  return pen.group;
}

function legendDrawing(left, top, width) {
  const kinds = new Set([...shown.nodes].map((id) => kindOf(id)));
  const realis = new Set(EVENTS.filter((_, i) => shown.events[i]).map((event) => event.realis));
  const entries = [...KINDS.filter((kind) => kinds.has(kind)).map((kind) => [kind, "actual", word("kinds", kind)]), ...REALIS.filter((one) => one !== "actual" && realis.has(one)).map((one) => ["event", one, word("realis", one)])];
  const group = svg("g");
  let [x, y] = [left, top];
  measure.font = `12px ${colours.sans}`;
  for (const [kind, certain, text] of entries) {
    const wide = measure.measureText(text).width + 38;
    if (x > left && x + wide > left + width) [x, y] = [left, y + 20];
    group.append(glyph(kind, certain, x + 8, y), lettering(text, x + 20, y + 4, 12));
    x += wide;
  }
  return { group, bottom: entries.length ? y + 16 : top };
}

// Words that stand in the page beside a drawing, as far as they can be seen there.
function wordsOf(host, x, y) {
  const group = svg("g");
  const frame = host.getBoundingClientRect();
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg") || (parent.closest(".timeless") && !state.timeless)) continue;
    const look = getComputedStyle(parent);
    const range = document.createRange();
    range.selectNodeContents(node);
    const [box, own] = [range.getBoundingClientRect(), parent.getBoundingClientRect()];
    if (!box.width || look.visibility === "hidden" || look.writingMode !== "horizontal-tb" || parent.closest(".sr") || box.top < frame.top || box.bottom > frame.bottom + 1) continue;
    measure.font = `${look.fontWeight} ${look.fontSize} ${colours.sans}`;
    const right = Math.min(own.right, frame.right);
    const size = parseFloat(look.fontSize);
    group.append(lettering(cutTo(node.data.trim(), right - box.left), x + box.left - frame.left, y + box.top - frame.top + box.height / 2 + size * 0.35, size, { ...inkOf(look.color, "fill"), "font-weight": look.fontWeight === "400" ? null : look.fontWeight, lang: parent.lang || null }));
    if (parent.classList.contains("on-shelf")) {
      const realis = REALIS.find((one) => parent.classList.contains(one)) ?? "actual";
      group.append(glyph("event", realis, x + box.left - frame.left - 9, y + box.top - frame.top + box.height / 2));
    }
  }
  return group;
}

function timelineDrawing(left, top) {
  const frame = $("timeline").getBoundingClientRect();
  const group = svg("g");
  let below = top;
  const column = $("shelf").hidden ? 0 : $("shelf").getBoundingClientRect().right - frame.left;
  const beside = column > 0 && column < frame.width / 2;
  if (column && !beside) {
    group.append(wordsOf($("shelf"), left, below));
    below += $("shelf").offsetHeight;
  } else if (column) group.append(wordsOf($("shelf"), left, below));
  const start = left + (beside ? column : 0);
  for (const id of ["lanes", "brush"]) {
    const host = $(id);
    const drawn = [...host.querySelectorAll("svg")].filter((one) => !one.parentElement.closest("svg"));
    const outer = host.getBoundingClientRect();
    let bottom = below;
    for (const one of drawn) {
      const box = one.getBoundingClientRect();
      const rests = drawn.length === 1 || getComputedStyle(one).position === "sticky";
      const y = below + (rests ? 0 : box.top - outer.top + host.scrollTop);
      group.append(windowed(svg("g", {}, ...[...one.childNodes].map(copied)), start + box.left - outer.left, y, box.width, box.height));
      bottom = Math.max(bottom, y + box.height);
    }
    if (drawn.length) group.append(wordsOf(host, start, below));
    below = bottom;
  }
  return { group, width: frame.width, bottom: Math.max(below, top + (beside ? $("shelf").offsetHeight : 0)) };
}

// All of it. The size is that of the page's own network and timeline, so that what is read there is read here.
function pictureOf() {
  const canvas = $("network");
  const drawn = !canvas.hidden && canvas.clientWidth > 0;
  const dated = !$("timeline").hidden && $("timeline").clientWidth > 0;
  const width = Math.max(drawn ? canvas.clientWidth : 0, dated ? $("timeline").clientWidth : 0, 320);
  const picture = svg("svg", { lang: language, role: "img" });
  const body = svg("g");
  let y = EDGE;
  for (const line of wrapTo(titleText(), width, 20, 650)) body.append(lettering(line, EDGE, (y += 24) - 6, 20, { "font-weight": 700 }));
  for (const line of wrapTo(captionText(), width, 13)) body.append(lettering(line, EDGE, (y += 19) - 4, 13, inkOf(colours.muted, "fill")));
  y += 10;
  if (drawn) {
    body.append(windowed(networkDrawing(canvas.clientWidth, canvas.clientHeight), EDGE, y, canvas.clientWidth, canvas.clientHeight), framed(EDGE, y, width, canvas.clientHeight));
    y += canvas.clientHeight + 18;
    const legend = legendDrawing(EDGE, y, width);
    body.append(legend.group);
    y = legend.bottom + 4;
  }
  if (dated) {
    const timeline = timelineDrawing(EDGE, y);
    body.append(timeline.group, framed(EDGE, y, width, timeline.bottom - y));
    y = timeline.bottom;
  }
  const [wide, high] = [width + 2 * EDGE, Math.ceil(y + EDGE)];
  fill(picture, { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` }, [
    svg("title", {}, titleText().replace(CLEAN, "")),
    svg("desc", {}, captionText().replace(CLEAN, "")),
    svg("rect", { width: wide, height: high, fill: paintOf(colours.bg).colour }),
    body,
  ]);
  return { picture, width: wide, height: high };
}

const svgText = (picture) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
