// The timeline as a whole: its bar of choices, what of it stands in the URL fragment, and when what is drawn.

const bar = {};
const BAR_ICONS = {
  play: "M4,2.5v11l9.5,-5.5z",
  pause: "M3.5,2.5h3v11h-3zM9.5,2.5h3v11h-3z",
  before: "M12.5,3v10l-7.5,-5zM3,3h1.8v10h-1.8z",
  after: "M3.5,3v10l7.5,-5zM11.2,3h1.8v10h-1.8z",
  tall: "M8,1.5l4,4h-8zM8,14.5l-4,-4h8z",
  low: "M8,6.5l-4,-4h8zM8,9.5l4,4h-8z",
};

const icon = (name) => svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: BAR_ICONS[name], fill: "currentColor" }));

const iconButton = (id, act) => el("button", { type: "button", class: "icon", id, onclick: act });

function writeTimeline(values) {
  const { lanes, tall, shelf: kept, play: how } = state;
  if (lanes !== "time") values.set("lanes", lanes);
  if (tall) values.set("tall", "1");
  if (kept.open !== null) values.set("shelf", kept.open ? "open" : "closed");
  if (kept.find) values.set("undated", kept.find);
  if (how.on && brushed()) values.set("played", "1");
  if (how.mode !== "sofar") values.set("play", how.mode);
  if (how.speed !== 1) values.set("speed", how.speed);
}

function readTimeline(values) {
  const one = (key, allowed, otherwise) => (allowed.includes(values.get(key)) ? values.get(key) : otherwise);
  state.lanes = one("lanes", LANE_KINDS, "time");
  state.tall = values.get("tall") === "1";
  state.shelf = { open: { open: true, closed: false }[values.get("shelf")] ?? null, find: values.get("undated") ?? "" };
  state.play = { on: values.get("played") === "1", mode: one("play", ["sofar", "window"], "sofar"), speed: Number(one("speed", SPEEDS.map(String), "1")) };
}

function startBar() {
  const choice = (id, set) => el("select", { id, onchange: (event) => {
    set(event.target.value);
    changed();
  } });
  bar.lanesLabel = el("label", { for: "lanes-by" });
  bar.lanes = choice("lanes-by", (value) => {
    state.lanes = value;
    $("lanes").scrollTop = 0;
  });
  bar.before = iconButton("step-before", () => {
    pause();
    stepTime(-1);
  });
  bar.play = iconButton("play", togglePlay);
  bar.after = iconButton("step-after", () => {
    pause();
    stepTime(1);
  });
  bar.mode = choice("play-mode", (value) => {
    state.play.mode = value;
  });
  bar.speed = choice("play-speed", (value) => {
    state.play.speed = Number(value);
  });
  bar.period = el("span", { class: "period", id: "period" });
  bar.whole = el("button", { type: "button", class: "quiet clear", id: "whole", onclick: wholePeriod }, "×");
  bar.tall = iconButton("tall", () => {
    state.tall = !state.tall;
    changed();
    resized();
  });
  $("timebar").append(
    el("span", { class: "set" }, bar.before, bar.play, bar.after),
    el("span", { class: "set" }, bar.mode, bar.speed),
    el("span", { class: "set when-shown" }, bar.period, bar.whole),
    el("span", { class: "set end" }, bar.lanesLabel, bar.lanes, bar.tall),
  );
}

// The network and the lanes get another height.
function resized() {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    drawTimeline();
    network.setSize();
    network.redraw();
  }));
}

function drawPeriod() {
  bar.period.textContent = periodWords();
  bar.whole.hidden = !brushed();
  shelf.timeless.hidden = !brushed();
}

let barKey = "";

function drawTimebar() {
  const none = !AXIS.days.length;
  $("timebar").hidden = none;
  if (none) return;
  drawPeriod();
  const key = JSON.stringify([language, state.lanes, state.tall, state.play, playing(), reduced()]);
  if (key === barKey) return;
  barKey = key;
  const name = (node, text) => {
    node.setAttribute("aria-label", text);
    node.title = text;
  };
  bar.play.replaceChildren(icon(playing() ? "pause" : "play"));
  name(bar.play, word("time", playing() ? "pause" : reduced() ? "step_slow" : "play"));
  for (const one of ["before", "after"]) {
    bar[one].replaceChildren(icon(one));
    name(bar[one], word("time", one));
  }
  bar.tall.replaceChildren(icon(state.tall ? "low" : "tall"));
  name(bar.tall, word("time", state.tall ? "low" : "tall"));
  bar.lanesLabel.textContent = word("time", "lanes");
  const fillChoice = (select, values, now) => select.replaceChildren(...values.map(([value, text]) => el("option", { value, selected: value === now }, text)));
  fillChoice(bar.lanes, LANE_KINDS.map((kind) => [kind, word("time", `lanes_${kind}`)]), state.lanes);
  fillChoice(bar.mode, ["sofar", "window"].map((mode) => [mode, word("time", mode)]), state.play.mode);
  name(bar.mode, word("time", "mode"));
  fillChoice(bar.speed, SPEEDS.map((speed) => [String(speed), fillIn(word("time", "speed_is"), { n: numeral(speed) })]), String(state.play.speed));
  name(bar.speed, word("time", "speed"));
  name(bar.whole, word("time", "whole"));
}

function startTimeline() {
  startBar();
  startShelf();
  startLanes();
  startPlay();
}

function drawTimeline() {
  if (!brushed()) state.play.on = false;
  $("timeline").classList.toggle("tall", state.tall);
  document.body.classList.toggle("tall-time", state.tall);
  drawTimebar();
  drawShelf(); // before the lanes: they get the room that it leaves
  drawLanes();
}
