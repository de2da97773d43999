// A pen that draws as a canvas does and writes SVG: what is on the network's canvas becomes shapes and text.

const CLEAN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu; // no such character may stand in XML
const tidy = (number) => String(Math.round(number * 100) / 100);
const paints = new Map();

// A colour as every reader of SVG knows it, and its opacity; whatever the browser can paint is understood.
function paintOf(colour) {
  if (!paints.has(colour)) {
    const ctx = el("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    ctx.fillStyle = colour;
    ctx.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = ctx.getImageData(0, 0, 1, 1).data;
    const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    paints.set(colour, { colour: hex, opacity: Math.round((alpha / 255) * 100) / 100 });
  }
  return paints.get(colour);
}

class Pen {
  constructor(width, height) {
    this.canvas = { width, height };
    this.group = svg("g");
    this.kept = [];
    this.scale = 1;
    this.dx = 0;
    this.dy = 0;
    this.path = "";
    this.dash = [];
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "12px sans-serif", textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", lineCap: "butt", lineDashOffset: 0 });
  }

  save() {
    const { scale, dx, dy, dash, fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, lineCap } = this;
    this.kept.push({ scale, dx, dy, dash, fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, lineCap });
  }

  restore() {
    Object.assign(this, this.kept.pop());
  }

  setTransform(scale, b, c, d, dx, dy) {
    Object.assign(this, { scale, dx, dy });
  }

  translate(x, y) {
    this.dx += x * this.scale;
    this.dy += y * this.scale;
  }

  at(x, y) {
    return `${tidy(x * this.scale + this.dx)},${tidy(y * this.scale + this.dy)}`;
  }

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${this.at(x, y)}`;
  }

  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${this.at(x, y)}`;
  }

  quadraticCurveTo(cx, cy, x, y) {
    this.path += `Q${this.at(cx, cy)} ${this.at(x, y)}`;
  }

  bezierCurveTo(ax, ay, bx, by, x, y) {
    this.path += `C${this.at(ax, ay)} ${this.at(bx, by)} ${this.at(x, y)}`;
  }

  rect(x, y, width, height) {
    this.path += `M${this.at(x, y)}L${this.at(x + width, y)}L${this.at(x + width, y + height)}L${this.at(x, y + height)}Z`;
  }

  roundRect(x, y, width, height) {
    this.rect(x, y, width, height);
  }

  arc(x, y, radius, from, to) {
    const spot = (angle) => this.at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const reach = tidy(radius * this.scale);
    const bow = (large, end) => `A${reach},${reach} 0 ${large} 1 ${spot(end)}`;
    const whole = Math.abs(to - from) > 6.28;
    this.path += `${this.path && !whole ? "L" : "M"}${spot(from)}`;
    this.path += whole ? `${bow(0, from + Math.PI)}${bow(0, from)}Z` : bow(to - from > Math.PI ? 1 : 0, to);
  }

  closePath() {
    this.path += "Z";
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  getLineDash() {
    return this.dash;
  }

  measureText(text) {
    measure.font = this.font;
    return measure.measureText(text);
  }

  inked(style, name) {
    const { colour, opacity } = paintOf(style);
    const whole = Math.round(opacity * this.globalAlpha * 100) / 100;
    return { [name]: colour, [`${name}-opacity`]: whole < 1 ? whole : null };
  }

  lined() {
    return {
      ...this.inked(this.strokeStyle, "stroke"),
      "stroke-width": tidy(this.lineWidth * this.scale),
      "stroke-dasharray": this.dash.length ? this.dash.map((part) => tidy(part * this.scale)).join(" ") : null,
      "stroke-linejoin": this.lineJoin === "miter" ? null : this.lineJoin,
    };
  }

  fill() {
    if (this.path) this.group.append(svg("path", { d: this.path, ...this.inked(this.fillStyle, "fill") }));
  }

  stroke() {
    if (!this.path) return;
    const last = this.group.lastChild;
    if (last?.getAttribute("d") === this.path && !last.hasAttribute("stroke")) fill(last, this.lined(), []);
    else this.group.append(svg("path", { d: this.path, fill: "none", ...this.lined() }));
  }

  fillRect(x, y, width, height) {
    const kept = this.path;
    this.path = "";
    this.rect(x, y, width, height);
    this.fill();
    this.path = kept;
  }

  clearRect() {}

  strokeText(text, x, y) {
    this.group.append(this.written(text, x, y, { fill: "none", ...this.lined() }));
  }

  // A halo is drawn before its text: both become one text, which can be found and copied once.
  fillText(text, x, y) {
    const node = this.written(text, x, y, this.inked(this.fillStyle, "fill"));
    const last = this.group.lastChild;
    const same = last?.tagName === "text" && last.textContent === node.textContent && ["x", "y"].every((name) => last.getAttribute(name) === node.getAttribute(name));
    if (same) fill(last, { "paint-order": "stroke", ...this.inked(this.fillStyle, "fill") }, []);
    else this.group.append(node);
  }

  written(text, x, y, ink) {
    const [, italic, weight, size, family] = /^(italic )?(?:(\w+) )?([\d.]+)px (.*)$/.exec(this.font);
    const [left, top] = this.at(x, y).split(",").map(Number);
    const down = { middle: 0.35, top: 0.8, hanging: 0.8, bottom: -0.2 }[this.textBaseline] ?? 0;
    return svg("text", {
      x: left, y: tidy(top + down * size * this.scale),
      "font-size": tidy(size * this.scale), "font-family": family, "font-weight": weight ?? null, "font-style": italic ? "italic" : null,
      "text-anchor": { center: "middle", right: "end", end: "end" }[this.textAlign] ?? null,
      ...ink,
    }, text.replace(CLEAN, ""));
  }
}
