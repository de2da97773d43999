// What a reader's own ways need: language and theme as chosen, the place of the focus, words where nothing is drawn.

const follows = matchMedia("(prefers-color-scheme: dark)");
const themeNow = () => state.theme ?? (follows.matches ? "dark" : "light");

function languageNow() {
  if (languages.includes(state.lang)) return state.lang;
  const asked = new URLSearchParams(location.search).get("lang");
  if (languages.includes(asked)) return asked;
  return (navigator.languages ?? []).map((code) => code.split("-")[0]).find((code) => languages.includes(code)) ?? document.documentElement.lang;
}

// Brings the page into the language and theme that the state asks for; tells whether anything is new.
function applyReader() {
  const [code, theme] = [languageNow(), themeNow()];
  const fresh = code !== language || theme !== document.documentElement.dataset.theme;
  if (code !== language) {
    setLanguage(code);
    $("language").value = code;
    drawBrush();
  }
  if (theme !== document.documentElement.dataset.theme) {
    setTheme(theme);
    readColours();
  }
  return fresh;
}

function startReader() {
  $("language").addEventListener("change", (event) => {
    state.lang = event.target.value;
    applyReader();
    changed();
  });
  $("theme").addEventListener("click", () => {
    state.theme = themeNow() === "dark" ? "light" : "dark";
    applyReader();
    changed();
  });
  follows.addEventListener("change", () => applyReader() && drawAll());
}

const FOCUSABLE = "a[href], button, input, select, summary, [tabindex]";
const REDRAWN = ["panel", "list", "shelf", "lanes", "brush", "filters"];

// What is drawn anew loses the focus: it goes to what says the same in the same place, else to the place itself.
function keepFocus(draw) {
  const held = document.activeElement;
  const host = REDRAWN.map($).find((one) => one !== held && one.contains(held));
  const said = held?.textContent;
  const before = host ? [...host.querySelectorAll(FOCUSABLE)].indexOf(held) : -1;
  draw();
  if (!host || held.isConnected) return;
  const now = [...host.querySelectorAll(FOCUSABLE)];
  const twin = host.id === "panel" ? null : (now.find((one) => one.textContent === said && one.tagName === held.tagName) ?? now[before]);
  if (host.id === "panel" && state.chosen === null) returnFocus();
  else (twin ?? host).focus({ preventScroll: true });
}

// The panel's opener, to which the focus returns when it closes.
let opener = null;
function noteOpener() {
  const held = document.activeElement;
  if (held && held !== document.body && !$("panel").contains(held)) opener = held;
}

function returnFocus() {
  const back = opener?.isConnected && opener.offsetParent !== null ? opener : $(state.view === "list" ? "list" : "network");
  back.focus({ preventScroll: true });
}

// In a notebook, or in another page's frame, there is less room.
if (window.parent !== window) document.documentElement.dataset.embedded = "true";

function drawVoid() {
  const words = !EVENTS.length ? "no_events" : shown.count === 0 ? "nothing" : null;
  $("void").hidden = state.view === "list" || words === null || shown.nodes.size > 0;
  $("void").textContent = words === null ? "" : t(words);
  const dated = EVENTS.some((event) => event.time !== null);
  $("timeline").classList.toggle("dateless", !dated);
  $("timeline").hidden = !EVENTS.length;
  $("dateless").hidden = dated || !EVENTS.length;
}
