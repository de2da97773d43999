// The timeline: lanes of the period shown, a brush over the whole time, a shelf of what has no date.

const ROW = 19;
const COMPACT = 16;
const MOST_ROWS = 10; // with labels on every event; beyond, only where a label finds room
const LABEL = 34; // letters of an event's label in a lane
const MOST_LANES = 400; // events drawn in the lanes or on the shelf at once
let laneOrder = [];

const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
const measure = document.createElement("canvas").getContext("2d");

function textWidth(text) {
  measure.font = `12px ${colours.sans}`;
  return measure.measureText(text).width;
}

function glyphOf(i, px) {
  const event = EVENTS[i];
  const [a, b] = [px(event.p0), px(event.p1)];
  const open = event.time.s === null ? "start" : event.time.e === null ? "end" : null;
  const day = event.time.grain === "day" && event.time.s !== null && event.time.e !== null && event.time.e - event.time.s === 1;
  const middle = (a + b) / 2;
  if (day || (open === null && b - a < 12)) return { i, x0: middle - 6, x1: middle + 6, at: middle, bar: false, open: null };
  return { i, x0: Math.max(a, -4), x1: b, at: a, bar: true, open };
}

function pack(glyphs, width, labelled) {
  const rows = [];
  for (const glyph of glyphs) {
    const label = labelled ? textWidth(glyph.text) + 6 : 0;
    // A label stands on its bar if that is long, else to the right of its glyph, or to the left at the rim.
    glyph.left = labelled && !glyph.bar && glyph.x1 + label > width;
    const low = (glyph.left ? glyph.x0 - label : glyph.x0) - 3;
    const high = (glyph.left ? glyph.x1 : Math.max(glyph.x1, (glyph.bar ? Math.max(glyph.x0, 0) + 4 : glyph.x1) + label)) + 5;
    let row = rows.findIndex((taken) => taken.every(([a, b]) => high <= a || low >= b));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push([low, high]);
    glyph.row = row;
  }
  return rows;
}

function drawLanes() {
  const host = $("lanes");
  const width = Math.max(host.clientWidth - 2, 120);
  const [b0, b1] = state.brush;
  const px = (at) => 14 + ((at - b0) / (b1 - b0)) * (width - 28);
  let inTime = IN_TIME.filter((i) => EVENTS[i].time !== null && shown.events[i]);
  const left = inTime.length - MOST_LANES;
  if (left > 0) {
    const wanted = lit() ?? new Set();
    const rank = (i) => (wanted.has(`e${i}`) ? 1000 : 0) + EVENTS[i].n + EVENTS[i].parts.length + EVENTS[i].conf;
    inTime = inTime.sort((a, b) => rank(b) - rank(a) || a - b).slice(0, MOST_LANES);
  }
  const glyphs = inTime.map((i) => ({ ...glyphOf(i, px), text: short(EVENTS[i].label, LABEL) }));
  glyphs.sort((a, b) => a.x0 - b.x0 || b.x1 - a.x1);
  laneOrder = IN_TIME.filter((i) => shown.events[i]);
  let rows = glyphs.length <= 160 ? pack(glyphs, width, true) : [];
  let step = ROW;
  if (!rows.length || rows.length > MOST_ROWS) {
    step = COMPACT;
    rows = pack(glyphs, width, false);
    for (const glyph of [...glyphs].sort((a, b) => EVENTS[b.i].n - EVENTS[a.i].n || a.i - b.i)) {
      const label = textWidth(glyph.text) + 6;
      const from = glyph.bar ? Math.max(glyph.x0, 2) + 4 : glyph.x1;
      const own = (a, b) => a <= glyph.x0 && b >= glyph.x1 && b < glyph.x1 + 6;
      const others = rows[glyph.row].filter(([a, b]) => !own(a, b) && b > from);
      const room = Math.min(width, ...others.map(([a]) => a)) - from;
      const letters = room >= label ? LABEL : Math.floor((glyph.text.length * (room - 6)) / label) - 1;
      glyph.text = letters >= 7 ? short(glyph.text, letters) : "";
      if (glyph.text) rows[glyph.row].push([from, from + Math.min(label, room)]);
    }
  }
  const height = Math.max(rows.length * step + 28, host.clientHeight - 2);
  const active = lit();
  const chosen = nodeOf(state.chosen);
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": false });
  picture.append(svg("defs", {},
    svg("linearGradient", { id: "open-end" }, svg("stop", { offset: "0", class: "stop" }), svg("stop", { offset: "0.6", class: "stop" }), svg("stop", { offset: "1", class: "stop clear" })),
    svg("linearGradient", { id: "open-start" }, svg("stop", { offset: "0", class: "stop clear" }), svg("stop", { offset: "0.4", class: "stop" }), svg("stop", { offset: "1", class: "stop" })),
    svg("linearGradient", { id: "soft" }, svg("stop", { offset: "0", class: "stop clear" }), svg("stop", { offset: "0.25", class: "stop" }), svg("stop", { offset: "0.75", class: "stop" }), svg("stop", { offset: "1", class: "stop clear" })),
  ));
  const rule = svg("g", { class: "guides" });
  for (const tick of ticks(px, 24, width - 24, 88)) {
    rule.append(svg("line", { x1: tick.x, x2: tick.x, y1: 18, y2: height }), svg("text", { x: tick.x, y: 12, "text-anchor": "middle" }, tick.text));
  }
  let last = -Infinity;
  for (const [begin, end] of AXIS.breaks) {
    const [a, b] = [px(place(begin)), px(place(end))];
    const x = (a + b) / 2;
    if (b < 10 || a > width - 10 || x - last < 40) continue;
    last = x;
    rule.append(svg("path", { class: "break", d: `M${x - 3},18 ${zigzag(x, 18, height)}` }));
    if (b - a > 40) rule.append(svg("title", {}, gapText(end - begin)));
  }
  picture.append(rule);
  for (const glyph of glyphs) picture.append(laneEvent(glyph, step, active, chosen, width));
  host.replaceChildren(...(left > 0 ? [el("p", { class: "more", role: "none" }, t("lanes_more", { n: left }))] : []), picture);
  host.setAttribute("aria-label", `${t("timeline")}. ${t("keys")}`);
  if (chosen?.[0] === "e" && $(`lane-${chosen.slice(1)}`)) host.setAttribute("aria-activedescendant", `lane-${chosen.slice(1)}`);
  else host.removeAttribute("aria-activedescendant");
  const own = glyphs.find((glyph) => `e${glyph.i}` === chosen);
  if (own) {
    const y = 24 + own.row * step;
    if (y < host.scrollTop || y > host.scrollTop + host.clientHeight - 20) host.scrollTop = y - host.clientHeight / 2;
  }
}

function zigzag(x, top, bottom) {
  let path = "";
  for (let y = top + 6, side = 1; y < bottom; y += 6, side = -side) path += `L${x + 3 * side},${y}`;
  return path;
}

function laneEvent(glyph, step, active, chosen, width) {
  const event = EVENTS[glyph.i];
  const id = `e${glyph.i}`;
  const y = 24 + glyph.row * step + step / 2 - 3;
  const dim = active !== null && !active.has(id);
  const group = svg("g", {
    id: `lane-${glyph.i}`,
    class: `event ${event.realis}${dim ? " dim" : ""}${id === chosen ? " chosen" : ""}`,
    role: "option",
    "aria-selected": id === chosen ? "true" : "false",
    "aria-label": `${inWords(event.time)}: ${event.label}${event.realis === "actual" ? "" : ` (${word("realis", event.realis)})`}`,
    onclick: () => choose("event", glyph.i),
  });
  group.append(svg("title", {}, `${inWords(event.time)} · ${event.label}`));
  if (glyph.bar) {
    const end = Math.min(glyph.x1, width + 4);
    const tall = step - 4;
    const look = glyph.open ? `open-${glyph.open}` : event.time.soft ? "soft" : null;
    group.append(svg("rect", { class: "bar", x: glyph.x0, y: y - tall / 2, width: Math.max(end - glyph.x0, 6), height: tall, rx: 3, fill: look ? `url(#${look})` : null }));
    if (glyph.open !== "start" && !event.time.soft) group.append(svg("rect", { class: "edge", x: glyph.x0, y: y - tall / 2, width: 3, height: tall, rx: 1.5 }));
    if (glyph.open === "end") group.append(svg("path", { class: "arrow", d: `M${width - 10},${y - 4}L${width - 4},${y}L${width - 10},${y + 4}` }));
  } else group.append(svg("path", { class: "mark", d: `M${glyph.at},${y - 6}L${glyph.at + 6},${y}L${glyph.at},${y + 6}L${glyph.at - 6},${y}Z` }));
  if (event.realis === "negated") group.append(svg("line", { class: "strike", x1: glyph.x0 - 1, x2: glyph.x0 + 13, y1: y + 6, y2: y - 6 }));
  if (glyph.text) {
    const x = glyph.left ? glyph.x0 - 4 : glyph.bar ? Math.max(glyph.x0, 0) + 7 : glyph.x1 + 4;
    group.append(svg("text", { x, y: y + 4, "text-anchor": glyph.left ? "end" : "start" }, glyph.text));
  }
  return group;
}

function drawShelf() {
  const undated = EVENTS.map((_, i) => i).filter((i) => EVENTS[i].time === null && (shown.events[i] || brushed()));
  const shelf = $("shelf");
  shelf.hidden = undated.length === 0;
  $("timeline").classList.toggle("no-shelf", undated.length === 0);
  const active = lit();
  const chosen = nodeOf(state.chosen);
  if (active !== null) undated.sort((a, b) => Number(active.has(`e${b}`)) - Number(active.has(`e${a}`)) || a - b);
  shelf.replaceChildren(
    el("h3", {}, `${t("undated")} (${undated.length})`),
    el("ul", {}, ...undated.slice(0, MOST_LANES).map((i) => el("li", {},
      el("button", { type: "button", class: `on-shelf ${EVENTS[i].realis}${(active && !active.has(`e${i}`)) || !shown.events[i] ? " dim" : ""}${chosen === `e${i}` ? " chosen" : ""}`, onclick: () => choose("event", i) }, EVENTS[i].label)))),
    undated.length > MOST_LANES ? el("p", { class: "small" }, t("shelf_more", { n: undated.length - MOST_LANES })) : "",
  );
}

// The brush: a density of all events and two handles that move by mouse, touch and keys.
function drawBrush() {
  const host = $("brush");
  if (!AXIS.days.length) {
    host.hidden = true;
    return;
  }
  const width = Math.max(host.clientWidth, 160);
  const height = 46;
  const [left, right] = [14, width - 14];
  const px = (at) => left + at * (right - left);
  const bins = new Array(Math.max(20, Math.floor((right - left) / 9))).fill(0);
  for (const event of EVENTS) {
    if (event.time === null) continue;
    const middle = event.time.s === null ? event.p1 : event.time.e === null ? event.p0 : (event.p0 + event.p1) / 2;
    bins[Math.min(bins.length - 1, Math.floor(middle * bins.length))] += 1;
  }
  const top = Math.max(...bins, 1);
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  const bars = svg("g", { class: "density" });
  bins.forEach((count, n) => {
    if (!count) return;
    const tall = 4 + (count / top) * 20;
    bars.append(svg("rect", { x: px(n / bins.length) + 1, y: 28 - tall, width: (right - left) / bins.length - 2, height: tall, rx: 1.5 }));
  });
  const marks = svg("g", { class: "guides" });
  for (const tick of ticks(px, left + 20, right - 20, 88)) marks.append(svg("text", { x: tick.x, y: 42, "text-anchor": "middle" }, tick.text));
  const veil = [svg("rect", { class: "veil", y: 0, height: 29 }), svg("rect", { class: "veil", y: 0, height: 29 })];
  const range = svg("rect", { class: "window", y: 0.5, height: 29, rx: 3 });
  const handles = [0, 1].map((end) => svg("g", { class: "handle", role: "slider", tabindex: "0", "data-end": end, "aria-label": t(end ? "range_to" : "range_from"), "aria-valuemin": "0", "aria-valuemax": "1000" },
    svg("rect", { x: -11, y: -2, width: 22, height: 34, class: "grip-area" }), svg("rect", { x: -3.5, y: 3, width: 7, height: 24, rx: 3.5, class: "grip" })));
  picture.append(bars, marks, ...veil, range, ...handles);
  host.replaceChildren(picture);
  const settle = () => {
    const [a, b] = state.brush.map(px);
    veil[0].setAttribute("x", left - 4);
    veil[0].setAttribute("width", Math.max(0, a - left + 4));
    veil[1].setAttribute("x", b);
    veil[1].setAttribute("width", Math.max(0, right + 4 - b));
    range.setAttribute("x", a);
    range.setAttribute("width", Math.max(2, b - a));
    handles.forEach((handle, end) => {
      handle.setAttribute("transform", `translate(${px(state.brush[end])},0)`);
      handle.setAttribute("aria-valuenow", String(Math.round(state.brush[end] * 1000)));
      handle.setAttribute("aria-valuetext", pattern("day", dayAt(state.brush[end])));
    });
  };
  const least = 0.012;
  const move = (end, at) => {
    const next = [...state.brush];
    next[end] = end ? Math.min(1, Math.max(at, next[0] + least)) : Math.max(0, Math.min(at, next[1] - least));
    state.brush = next;
    settle();
    changed("brush");
  };
  const slide = (from) => {
    const wide = state.brush[1] - state.brush[0];
    const low = Math.min(Math.max(from, 0), 1 - wide);
    state.brush = [low, low + wide];
    settle();
    changed("brush");
  };
  const placeAt = (event) => (event.clientX - picture.getBoundingClientRect().left - left) / (right - left);
  let grabbed = null;
  picture.addEventListener("pointerdown", (event) => {
    const at = placeAt(event);
    const handle = event.target.closest(".handle");
    if (handle) grabbed = { end: Number(handle.dataset.end) };
    else if (event.target === range && brushed()) grabbed = { offset: at - state.brush[0] };
    else {
      grabbed = { fresh: Math.min(Math.max(at, 0), 1) };
    }
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (handle) handle.focus();
  });
  picture.addEventListener("pointermove", (event) => {
    if (grabbed === null) return;
    const at = placeAt(event);
    if (grabbed.end !== undefined) move(grabbed.end, at);
    else if (grabbed.offset !== undefined) slide(at - grabbed.offset);
    else if (Math.abs(at - grabbed.fresh) > least) {
      state.brush = [Math.max(0, Math.min(at, grabbed.fresh)), Math.min(1, Math.max(at, grabbed.fresh))];
      settle();
      changed("brush");
    }
  });
  const drop = () => {
    grabbed = null;
  };
  picture.addEventListener("pointerup", drop);
  picture.addEventListener("pointercancel", drop);
  picture.addEventListener("dblclick", () => {
    state.brush = [0, 1];
    settle();
    changed("brush");
  });
  for (const handle of handles) {
    handle.addEventListener("keydown", (event) => {
      const end = Number(handle.dataset.end);
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 5, PageDown: -5 }[event.key];
      if (step) move(end, state.brush[end] + step * 0.01);
      else if (event.key === "Home") move(end, 0);
      else if (event.key === "End") move(end, 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
  drawBrush.settle = settle;
  settle();
}

function stepEvent(by) {
  if (!laneOrder.length) return;
  const now = state.chosen?.kind === "event" ? laneOrder.indexOf(state.chosen.n) : -1;
  const next = now < 0 ? (by > 0 ? 0 : laneOrder.length - 1) : Math.min(Math.max(now + by, 0), laneOrder.length - 1);
  choose("event", laneOrder[next]);
  bringIntoView(`e${laneOrder[next]}`);
}

function startTimeline() {
  $("lanes").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) stepEvent(step);
    else if (event.key === "Home") choose("event", laneOrder[0]);
    else if (event.key === "End") choose("event", laneOrder[laneOrder.length - 1]);
    else return;
    event.preventDefault();
  });
}

function drawTimeline() {
  drawShelf(); // first: the lanes get the room that it leaves
  drawLanes();
}
