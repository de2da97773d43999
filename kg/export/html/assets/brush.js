// The brush: where events cluster in the whole time, and a period of whole days moved by mouse, touch and keys.

const BRUSH = 60; // pixels
const FLOOR = 42; // where the bars stand
const BARS = 26; // the highest of them
const MARGIN = 24;
const NARROW_BAR = 7; // pixels below which neighbouring days share a bar of the brush
const firstDay = () => AXIS.days[0];
const lastDay = () => AXIS.days[AXIS.days.length - 1];

// The period shown, whole days, half-open.
const period = () => state.brush.map((at) => dayAt(at));

function periodWords() {
  if (!AXIS.days.length) return "";
  if (!brushed()) return word("time", "whole");
  const [from, to] = period();
  return from + 1 === to ? pattern("day", from) : `${pattern("day", from)} – ${pattern("day", to - 1)}`;
}

// `moving`: by hand, more steps may follow at once; else all that the period changes is drawn.
function setPeriod(from, to, moving = true) {
  const low = Math.min(Math.max(from, firstDay()), lastDay() - 1);
  const high = Math.max(Math.min(to, lastDay()), low + 1);
  const next = [place(low), place(high)];
  if (next[0] === state.brush[0] && next[1] === state.brush[1]) return;
  state.brush = next;
  settleBrush();
  changed(moving);
}

// What the reader does with the period by hand ends the playing. A click asks for one period, with no more steps to follow.
function takePeriod(from, to, moving = true) {
  pause();
  state.play.on = false;
  setPeriod(from, to, moving);
}

const wholePeriod = () => takePeriod(firstDay(), lastDay(), false);

// The next day from `day` on which an event begins or ends.
function nextKnot(day, by) {
  const { days } = AXIS;
  if (by > 0) return days.find((one) => one > day) ?? lastDay();
  for (let i = days.length - 1; i >= 0; i -= 1) if (days[i] < day) return days[i];
  return firstDay();
}

// Bars as wide as their days are on the axis; days too narrow for a bar share one, but none spans a break.
function binsOn(px, narrow = NARROW_BAR) {
  const { days } = AXIS;
  const breaks = new Set(AXIS.breaks.map((pair) => pair[0]));
  const bins = [];
  for (let i = 0; i + 1 < days.length; i += 1) {
    const last = bins[bins.length - 1];
    const [a, b] = [px(place(days[i])), px(place(days[i + 1]))];
    if (last && !last.gap && !breaks.has(days[i]) && last.x1 - last.x0 < narrow) Object.assign(last, { x1: b, to: days[i + 1] });
    else bins.push({ from: days[i], to: days[i + 1], x0: a, x1: b, gap: breaks.has(days[i]), all: 0, kept: 0 });
  }
  return bins;
}

function binOf(bins, event) {
  const { s, e } = event.time;
  const day = s === null ? e - 1 : e === null || isDay(event.time) ? s : (s + e) / 2;
  let low = 0;
  let high = bins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bins[middle].from <= day) low = middle;
    else high = middle - 1;
  }
  return bins[low];
}

const binText = (bin) => fillIn(word("time", "busy"), { date: bin.from + 1 === bin.to ? pattern("day", bin.from) : `${pattern("day", bin.from)} – ${pattern("day", bin.to - 1)}`, events: numbered("events", bin.kept) });

const brush = { picture: null };

function drawBrush() {
  const host = $("brush");
  host.hidden = !AXIS.days.length;
  if (host.hidden) return;
  const focused = brush.picture?.contains(document.activeElement) ? document.activeElement.dataset.grip : null;
  const width = Math.max(host.clientWidth, 160);
  const [left, right] = [MARGIN, width - MARGIN];
  const px = (at) => left + at * (right - left);
  const bins = binsOn(px);
  for (const event of EVENTS) if (event.time !== null) binOf(bins, event).all += 1;
  const top = Math.max(...bins.map((bin) => bin.all), 1);
  const high = (count) => (count ? 3 + (count / top) * (BARS - 3) : 0);
  const bar = (bin, look) => svg("rect", { class: look, x: bin.x0 + Math.min(1, (bin.x1 - bin.x0) / 6), width: Math.max(bin.x1 - bin.x0 - 2, 2), rx: 1.5 });
  const bars = svg("g", { class: "density" });
  for (const bin of bins) {
    if (!bin.all) continue;
    bin.back = bar(bin, "all");
    bin.back.setAttribute("y", FLOOR - high(bin.all));
    bin.back.setAttribute("height", high(bin.all));
    bin.front = bar(bin, "kept");
    bars.append(bin.back, bin.front);
  }
  const peaks = svg("g", { class: "peaks", "aria-hidden": "true" });
  const guides = svg("g", { class: "guides", "aria-hidden": "true" });
  guides.append(svg("line", { x1: left, x2: right, y1: FLOOR + 0.5, y2: FLOOR + 0.5 }));
  for (const gap of breaksOn(px, left, right)) guides.append(svg("path", { class: "break", d: zigzag(gap.x, 4, FLOOR + 4) }));
  for (const tick of ticks(px, left + 16, right - 16, 92)) guides.append(svg("text", { x: tick.x, y: FLOOR + 14, "text-anchor": "middle" }, tick.text));
  const veil = [0, 1].map(() => svg("rect", { class: "veil", y: 1, height: FLOOR - 1 }));
  const range = svg("rect", { class: "window", y: 1, height: FLOOR - 1, rx: 3, tabindex: "0", role: "slider", "data-grip": "move", "aria-label": word("time", "move") });
  const handles = [0, 1].map((end) => svg("g", { class: "handle", role: "slider", tabindex: "0", "data-grip": end, "aria-label": word("time", end ? "to" : "from") },
    svg("rect", { class: "grip-area", x: end ? -4 : coarse.matches ? -32 : -18, y: -2, width: coarse.matches ? 36 : 22, height: FLOOR + 6 }),
    svg("rect", { class: "grip", x: end ? 0 : -8, y: 7, width: 8, height: FLOOR - 14, rx: 3 }),
    svg("path", { class: "ridge", d: `M${end ? 3 : -5},17v${FLOOR - 34}m2.5,0v${34 - FLOOR}` })));
  brush.picture = svg("svg", { width, height: BRUSH, viewBox: `0 0 ${width} ${BRUSH}`, role: "presentation" }, bars, guides, ...veil, handles[0], range, handles[1], peaks);
  Object.assign(brush, { key: null, wide: host.clientWidth, px, left, right, bins, veil, range, handles, peaks, high });
  host.replaceChildren(brush.picture);
  grip(brush.picture);
  settleBrush();
  if (focused !== null) brush.picture.querySelector(`[data-grip='${focused}']`).focus();
}

// Everything about the brush that changes while it moves or filters change.
function settleBrush() {
  if (!brush.picture || $("brush").hidden) return;
  const { px, left, right, veil, range, handles } = brush;
  const [a, b] = state.brush.map(px);
  veil[0].setAttribute("x", left - 4);
  veil[0].setAttribute("width", Math.max(0, a - left + 4));
  veil[1].setAttribute("x", b);
  veil[1].setAttribute("width", Math.max(0, right + 4 - b));
  range.setAttribute("x", a);
  range.setAttribute("width", Math.max(2, b - a));
  const [from, to] = period();
  handles.forEach((handle, end) => {
    handle.setAttribute("transform", `translate(${end ? b : a},0)`);
    const day = end ? to - 1 : from;
    say(handle, day, pattern("day", day));
  });
  say(range, from, periodWords());
  settleDensity();
}

function say(slider, day, text) {
  slider.setAttribute("aria-valuemin", firstDay());
  slider.setAttribute("aria-valuemax", lastDay() - 1);
  slider.setAttribute("aria-valuenow", day);
  slider.setAttribute("aria-valuetext", text);
}

const BUSIEST = 3;

// How many of each bar's events pass the filters; the tallest say their number.
function settleDensity() {
  const { bins, peaks, high } = brush;
  let count = 0;
  let sum = 0;
  shown.kept.forEach((kept, i) => {
    if (!kept) return;
    count += 1;
    sum = (sum * 31 + i) % 1000003;
  });
  const key = `${language} ${count} ${sum}`;
  if (brush.key === key) return;
  brush.key = key;
  for (const bin of bins) bin.kept = 0;
  EVENTS.forEach((event, i) => {
    if (event.time !== null && shown.kept[i]) binOf(bins, event).kept += 1;
  });
  for (const bin of bins) {
    if (!bin.front) continue;
    bin.front.setAttribute("y", FLOOR - high(bin.kept));
    bin.front.setAttribute("height", high(bin.kept));
  }
  const order = bins.filter((bin) => bin.kept > 1).sort((one, two) => two.kept - one.kept || one.from - two.from);
  const texts = [];
  for (const bin of order.filter((one) => one.kept * 3 >= order[0].kept)) {
    const x = (bin.x0 + bin.x1) / 2;
    if (texts.length < 12 && texts.every((one) => Math.abs(one.x - x) > 30)) texts.push({ x, y: FLOOR - high(bin.kept) - 3, text: numeral(bin.kept) });
  }
  peaks.replaceChildren(...texts.map(({ x, y, text }) => svg("text", { x, y, "text-anchor": "middle" }, text)));
  const list = order.slice(0, BUSIEST).map(binText).join("; ");
  $("brush").setAttribute("aria-label", [word("time", "period"), list && fillIn(word("time", "busiest"), { list }), word("time", "brush_help")].filter(Boolean).join(". ").replace("..", "."));
}

const within = (at) => Math.min(Math.max(at, 0), 1);

// The window keeps its width on the axis; its ends come to rest between two days.
function slide(low, wide) {
  const from = Math.min(Math.max(low, 0), 1 - wide);
  takePeriod(dayAt(from), dayAt(from + wide));
}

function grip(picture) {
  const { left, right, range } = brush;
  const placeAt = (event) => (event.clientX - picture.getBoundingClientRect().left - left) / (right - left);
  let held = null;
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const at = placeAt(event);
    const handle = event.target.closest(".handle");
    const [low, high] = state.brush;
    if (handle) held = { end: Number(handle.dataset.grip), off: at - state.brush[Number(handle.dataset.grip)] };
    else if (event.target === range && brushed()) held = { off: at - low, wide: high - low };
    else held = { fresh: within(at), outside: brushed() };
    held.moved = false;
    held.x = event.clientX;
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
    (handle ?? range).focus({ preventScroll: true });
    hideTimeTip();
  });
  picture.addEventListener("pointermove", (event) => {
    const at = placeAt(event);
    if (held === null) {
      const bin = brush.bins.find((one) => at >= 0 && at <= 1 && brush.px(at) >= one.x0 && brush.px(at) < one.x1);
      if (!bin) hideTimeTip();
      else if (bin.gap && !bin.kept) showTimeTip(event.clientX, event.clientY, fillIn(word("time", "quiet"), { gap: gapText(bin.to - bin.from) }));
      else showTimeTip(event.clientX, event.clientY, binText(bin));
      return;
    }
    if (Math.abs(event.clientX - held.x) > 3) held.moved = true;
    if (!held.moved) return;
    const [from, to] = period();
    if (held.end === 0) takePeriod(Math.min(dayAt(within(at - held.off), Math.floor), to - 1), to);
    else if (held.end === 1) takePeriod(from, Math.max(dayAt(within(at - held.off), Math.ceil), from + 1));
    else if (held.wide !== undefined) slide(at - held.off, held.wide);
    else takePeriod(dayAt(Math.min(within(at), held.fresh), Math.floor), dayAt(Math.max(within(at), held.fresh), Math.ceil));
  });
  const drop = (event) => {
    // A click beside the window brings the window there.
    if (held?.outside && !held.moved && event.type === "pointerup") {
      const [low, high] = state.brush;
      slide(held.fresh - (high - low) / 2, high - low);
    }
    held = null;
  };
  for (const name of ["pointerup", "pointercancel"]) picture.addEventListener(name, drop);
  picture.addEventListener("pointerleave", hideTimeTip);
  picture.addEventListener("dblclick", wholePeriod);
  picture.addEventListener("keydown", keyOnBrush);
}

function keyOnBrush(event) {
  const { grip: what } = event.target.dataset;
  const [from, to] = period();
  const sign = { ArrowLeft: -1, ArrowDown: -1, PageDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 1 }[event.key];
  const next = (day) => {
    if (event.key.startsWith("Page")) return sign > 0 ? Math.max(dayAt(within(place(day) + 0.1)), day + 1) : Math.min(dayAt(within(place(day) - 0.1)), day - 1);
    return event.shiftKey ? day + sign : nextKnot(day, sign);
  };
  if (event.key === "Escape" && brushed()) wholePeriod();
  else if (event.key === "+" || event.key === "-") zoomPeriod(event.key === "+" ? 0.5 : 2);
  else if (event.key === "Home" && what === "0") takePeriod(firstDay(), to);
  else if (event.key === "Home" && what === "1") takePeriod(from, from + 1);
  else if (event.key === "End" && what === "0") takePeriod(to - 1, to);
  else if (event.key === "End" && what === "1") takePeriod(from, lastDay());
  else if (event.key === "Home") takePeriod(firstDay(), firstDay() + (to - from));
  else if (event.key === "End") takePeriod(lastDay() - (to - from), lastDay());
  else if (sign && what === "0") takePeriod(Math.min(next(from), to - 1), to);
  else if (sign && what === "1") takePeriod(from, Math.max(next(to), from + 1));
  else if (sign) slideDays(next(from) - from);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// By keys the window keeps its number of days.
function slideDays(by) {
  const [from, to] = period();
  const start = Math.min(Math.max(from + by, firstDay()), lastDay() - (to - from));
  takePeriod(start, start + (to - from));
}

function zoomPeriod(factor) {
  const [low, high] = state.brush;
  const half = ((high - low) / 2) * factor;
  const middle = (low + high) / 2;
  takePeriod(dayAt(within(middle - half)), dayAt(within(middle + half)));
}
