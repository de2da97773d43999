// How an event looks in time: a day as a mark, a month as long as it is, an open end fading, an approximate one soft.

const RADIUS = 6;
const MINOR = 4; // of what is told once in passing
const SOFT = 18; // pixels that the blur of an approximate day reaches on each side
const measure = document.createElement("canvas").getContext("2d");
const textWidths = new Map();

function textWidth(text) {
  if (!textWidths.has(text)) {
    measure.font = `12px ${colours.sans}`;
    textWidths.set(text, measure.measureText(text).width);
  }
  return textWidths.get(text);
}

const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
const FEWEST = 12; // letters of a label that still tell something

// The longest beginning of `text`, cut between words, that is at most `room` pixels wide; "" if that tells nothing.
function fitText(text, room) {
  const whole = textWidth(text);
  if (whole <= room) return text;
  let end = Math.floor((text.length * room) / whole) + 1;
  while (end >= FEWEST) {
    end = text.lastIndexOf(" ", end - 1);
    if (end < FEWEST) return "";
    const cut = `${text.slice(0, end).replace(/[\s,;:–-]+$/, "")}…`;
    if (textWidth(cut) <= room) return cut;
  }
  return "";
}

const isDay = ({ grain, s, e }) => grain === "day" && s !== null && e !== null && e - s === 1;

// `x0` to `x1` is what is drawn of event `i` along an axis through `px`, within `width`; `day` the room of its day.
function spanOf(i, px, width) {
  const event = EVENTS[i];
  const { time } = event;
  const [a, b] = [px(event.p0), px(event.p1)];
  if (isDay(time)) {
    const radius = isMinor(event) ? MINOR : RADIUS;
    const reach = time.soft ? SOFT : radius;
    const at = (a + b) / 2;
    return { i, at, x0: at - reach, x1: at + reach, day: [a, b], radius, bar: false, open: null, soft: time.soft };
  }
  const open = time.s === null ? "start" : time.e === null ? "end" : null;
  const x0 = Math.max(a, -6);
  return { i, at: x0, x0, x1: Math.max(Math.min(b, width + 6), x0 + 5), day: null, bar: true, open, soft: time.soft };
}

const stop = (offset, opacity) => svg("stop", { offset, "stop-color": "#fff", "stop-opacity": opacity });

function fade(id, stops) {
  const box = { x: -0.1, y: -0.3, width: 1.2, height: 1.6 };
  return [
    svg("linearGradient", { id: `${id}-light` }, stops.map(([offset, opacity]) => stop(offset, opacity))),
    svg("mask", { id, maskContentUnits: "objectBoundingBox", ...box }, svg("rect", { ...box, fill: `url(#${id}-light)` })),
  ];
}

// What hides the ends of bars: the gradient's own box is the bar's, a tenth wider on both sides.
const fades = () => svg("defs", {},
  ...fade("fade-end", [[0, 1], [0.45, 1], [0.98, 0.04]]),
  ...fade("fade-start", [[0.02, 0.04], [0.55, 1], [1, 1]]),
  ...fade("fade-both", [[0.06, 0.04], [0.32, 1], [0.68, 1], [0.94, 0.04]]));

// The bar or mark of a span around height 0; `tall` is how high a bar is, `rim` where what can be seen begins on the left.
function drawSpan(span, tall, rim) {
  const { realis } = EVENTS[span.i];
  const parts = [];
  if (span.bar) {
    const look = span.soft ? "fade-both" : span.open ? `fade-${span.open}` : null;
    parts.push(svg("rect", { class: "bar", x: span.x0, y: -tall / 2, width: span.x1 - span.x0, height: tall, rx: 3, mask: look ? `url(#${look})` : null }));
    if (!span.soft && span.open !== "start") parts.push(svg("rect", { class: "edge", x: span.x0, y: -tall / 2, width: 3, height: tall, rx: 1.5 }));
  } else {
    if (span.soft) parts.push(svg("rect", { class: "bar blur", x: span.x0, y: -tall / 2 + 1, width: span.x1 - span.x0, height: tall - 2, rx: 3, mask: "url(#fade-both)" }));
    parts.push(svg("path", { class: "mark", d: `M${span.at},${-span.radius}l${span.radius},${span.radius}l${-span.radius},${span.radius}l${-span.radius},${-span.radius}Z` }));
  }
  if (realis === "negated") {
    const x = span.bar ? Math.max(span.x0, rim) + 7 : span.at;
    parts.push(svg("line", { class: "strike", x1: x - 7, x2: x + 7, y1: 6, y2: -6 }));
  }
  return parts;
}

function spokenEvent(i) {
  const event = EVENTS[i];
  return `${inWords(event.time)}: ${titleOf(i)}${event.realis === "actual" ? "" : ` (${word("realis", event.realis)})`}`;
}

// The tip of the timeline, beside the pointer or what has the focus; never beyond the window's rim.
function showTimeTip(x, y, ...lines) {
  const tip = $("time-tip");
  tip.replaceChildren(...lines.filter(Boolean).map((line, n) => el(n ? "span" : "strong", {}, line)));
  tip.hidden = false;
  const left = Math.min(x + 12, document.documentElement.clientWidth - tip.offsetWidth - 6);
  tip.style.left = `${Math.max(left, 6)}px`;
  tip.style.top = `${y - tip.offsetHeight - 10 < 4 ? y + 18 : y - tip.offsetHeight - 10}px`;
}

const hideTimeTip = () => {
  $("time-tip").hidden = true;
};

function tipOfEvent(i, x, y) {
  const event = EVENTS[i];
  showTimeTip(x, y, titleOf(i), [inWords(event.time), word("type", event.type), event.realis === "actual" ? null : word("realis", event.realis)].filter(Boolean).join(" · "));
}
