// What a reader's own ways need: language and theme as chosen, the place of the focus, words where nothing is drawn.

const follows = matchMedia("(prefers-color-scheme: dark)");

// The language that the address asks for, or the browser's, or the articles'.
function languageNow() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (languages.includes(asked)) return asked;
  return (navigator.languages ?? []).map((code) => code.split("-")[0]).find((code) => languages.includes(code)) ?? language;
}

function startReader() {
  $("language").addEventListener("change", (event) => {
    setLanguage(event.target.value);
    drawBrush();
    drawAll();
    noted();
  });
  $("theme").addEventListener("click", () => {
    switchTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    noted();
  });
  // The page follows the system until its reader chooses otherwise.
  follows.addEventListener("change", () => {
    const own = document.documentElement.dataset.theme === readers.theme;
    readers.theme = follows.matches ? "dark" : "light";
    if (own) switchTheme(readers.theme);
    noted();
  });
}

const FOCUSABLE = "a[href], button, input, select, summary, [tabindex]";
const REDRAWN = ["panel", "list", "shelf", "lanes", "brush", "filters"];

// An element as it can be found again after its place was drawn anew; null outside of such places.
function spotOf(node) {
  const host = REDRAWN.map($).find((one) => one !== node && one.contains(node));
  return host ? { host, tag: node.tagName, said: node.textContent, at: [...host.querySelectorAll(FOCUSABLE)].indexOf(node) } : null;
}

function foundAgain({ host, tag, said, at }) {
  const now = [...host.querySelectorAll(FOCUSABLE)];
  return now.find((one) => one.tagName === tag && one.textContent === said) ?? now[at] ?? host;
}

// What is drawn anew loses the focus: it goes to what says the same in the same place, else to the place itself.
function keepFocus(draw) {
  const held = document.activeElement;
  const spot = spotOf(held);
  draw();
  if (spot === null || held.isConnected) return;
  if (spot.host.id !== "panel") foundAgain(spot).focus({ preventScroll: true });
  else if (state.chosen === null) returnFocus();
  else spot.host.focus({ preventScroll: true });
}

// Where the panel was opened from: there the focus returns when it closes.
let opener = null;
function noteOpener() {
  const held = document.activeElement;
  if (held && held !== document.body && !$("panel").contains(held)) opener = { held, spot: spotOf(held) };
}

function returnFocus() {
  const back = opener === null ? null : opener.held.isConnected ? opener.held : opener.spot && foundAgain(opener.spot);
  (back?.checkVisibility() ? back : $(state.view === "list" ? "list" : "network")).focus({ preventScroll: true });
}

// In a notebook, or in another page's frame, there is less room.
if (window.parent !== window) document.documentElement.dataset.embedded = "true";

function drawVoid() {
  const words = !EVENTS.length ? "no_events" : shown.count === 0 ? "nothing" : null;
  $("void").hidden = state.view !== "network" || words === null || shown.nodes.size > 0;
  $("void").textContent = words === null ? "" : t(words);
  $("timeline").classList.toggle("dateless", DATELESS);
  $("timeline").hidden = !EVENTS.length;
  $("dateless").hidden = !DATELESS || !EVENTS.length;
  $("dateless").textContent = DATELESS ? `${t("no_dates")} ${t(whyDateless())}` : "";
}

// A word like "yesterday" is a day only beside a day of publication, which is never taken for the event's own.
function whyDateless() {
  const unpublished = ARTICLES.filter((article) => !article.published).length;
  return unpublished === ARTICLES.length ? "no_dates_unpublished" : unpublished ? "no_dates_some" : "no_dates_told";
}

// What a screen reader needs beside the elements: a list box without an option is none; the choice is said in one line.
function drawRoles() {
  const { chosen } = state;
  const when = chosen?.kind === "event" ? ` · ${inWords(EVENTS[chosen.n].time)}` : "";
  const words = chosen === null ? "" : `${selectionName()}${when}`;
  if ($("said").textContent !== words) $("said").textContent = words;
  $("lanes").setAttribute("role", $("lanes").querySelector("[role=option]") ? "listbox" : "group");
}
