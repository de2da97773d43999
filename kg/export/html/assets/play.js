// Playing through time: from one day with events to the next, all so far or a moving period of as many such days.

const PACE = 1400; // milliseconds of a step at speed 1
const SPEEDS = [0.5, 1, 2, 4];
const OWN_DAYS = 3; // days with events in a moving period that the reader has not set
let timer = 0;
let stepped = null; // the period as playing left it

const playing = () => timer !== 0;
const momentOf = ({ s, e }) => s ?? e - 1;

// The days on which an event that passes the filters begins.
function eventDays() {
  const days = new Set();
  EVENTS.forEach((event, i) => {
    if (event.time !== null && shown.kept[i]) days.add(momentOf(event.time));
  });
  return [...days].sort((a, b) => a - b);
}

// Moves the period by one day with events; false if there is none further.
function stepTime(by) {
  const days = eventDays();
  if (!days.length) return false;
  const [from, to] = period();
  const fresh = !brushed() || (by > 0 && days.every((day) => day < to) && !state.play.on);
  const held = Math.max(days.filter((day) => day >= from && day < to).length, 1);
  const size = brushed() ? held : Math.min(OWN_DAYS, days.length);
  const last = fresh && by > 0 ? -1 : days.filter((day) => day < to).length - 1;
  let next = last + by;
  if (state.play.mode === "window" && last < 0) next = size - 1;
  else if (last < 0) next = Math.max(days.findIndex((day) => day >= from), 0);
  if (next < 0 || next >= days.length) return false;
  const start = state.play.mode === "window" ? days[Math.max(next - size + 1, 0)] : from;
  const end = next === days.length - 1 && state.play.mode === "sofar" ? lastDay() : days[next] + 1;
  if (end <= start) return false;
  state.play.on = true;
  setPeriod(start, end, false);
  stepped = state.brush;
  tell(days[next]);
  return next < days.length - 1;
}

function tell(day) {
  const fresh = EVENTS.filter((event, i) => event.time !== null && shown.events[i] && momentOf(event.time) === day).length;
  announce(fillIn(word("time", "told"), { date: pattern("day", day), new: numbered("new_events", fresh), all: numbered("events", shown.count) }));
}

function announce(text) {
  $("time-said").textContent = text;
}

function tick() {
  timer = 0;
  if (stepped !== null && stepped !== state.brush) return; // the reader or a reset took the period over
  if (stepTime(1)) timer = setTimeout(tick, PACE / state.play.speed);
  drawTimebar();
}

// Where the device asks for less motion nothing moves by itself: each press goes one step on.
function play() {
  if (reduced()) {
    stepTime(1);
    return;
  }
  stepped = null;
  announce(word("time", "playing"));
  tick();
}

function pause() {
  if (!playing()) return;
  clearTimeout(timer);
  timer = 0;
  drawTimebar();
  announce(`${word("time", "paused")} ${periodWords()}: ${numbered("events", shown.count)}`);
}

const togglePlay = () => (playing() ? pause() : play());

const TAKES_SPACE = "button, input, select, textarea, a[href], summary, [contenteditable]";

function startPlay() {
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest?.(TAKES_SPACE)) {
      event.preventDefault();
      if (AXIS.days.length) togglePlay();
    } else if (event.key === "Escape" && playing()) {
      event.stopImmediatePropagation();
      pause();
    }
  }, true);
}
