// Putting it together: theme, language, keys, what happens when something changes.

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const dark = theme === "dark";
  const button = $("theme");
  button.textContent = dark ? "☀" : "☾";
  for (const name of ["title", "aria-label"]) button.setAttribute(name, t(dark ? "light" : "dark"));
}

function setLanguage(code) {
  language = code;
  document.documentElement.lang = code;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  const box = $("search");
  box.placeholder = t("search");
  box.setAttribute("aria-label", t("search"));
  for (const [id, key] of [["zoom-in", "zoom_in"], ["zoom-out", "zoom_out"], ["fit", "fit"]]) {
    $(id).title = t(key);
    $(id).setAttribute("aria-label", t(key));
  }
  $("language").setAttribute("aria-label", t("language"));
  $("network").setAttribute("role", "application");
  $("network").setAttribute("aria-label", t("network_help"));
  $("list").setAttribute("aria-label", t("list"));
  $("panel").setAttribute("aria-label", t("evidence"));
  $("tabs").setAttribute("aria-label", t("overview"));
  if (!DATA.title && ARTICLES.length !== 1) {
    $("title").textContent = t("page");
    document.title = t("page");
  }
  setTheme(document.documentElement.dataset.theme);
  nameButtons();
  drawFilters();
  drawLegend();
}

function drawLegend() {
  const kinds = new Set(NET.nodes.map((node) => node.group));
  const realis = new Set(EVENTS.map((event) => event.realis));
  $("legend").replaceChildren(
    el("details", { open: window.innerWidth > 900 && window.innerHeight > 700 }, el("summary", {}, t("legend")),
      el("ul", {}, ...KINDS.filter((kind) => kinds.has(kind)).map((kind) => el("li", {}, mark(kind), word("kinds", kind))),
        ...REALIS.filter((one) => one !== "actual" && realis.has(one)).map((one) => el("li", {}, mark(`event ${one}`), word("realis", one))))));
}

function drawCounts() {
  const events = numbered("events", EVENTS.length);
  const whole = t("counts", { events, actors: numbered("actors", ACTORS.length), articles: numbered("articles", ARTICLES.length) });
  $("counts").textContent = filtered() ? t("counts_some", { shown: numeral(shown.count), events }) : whole;
  $("reset").hidden = !filtered();
  const notice = $("notice");
  const name = state.focus ? labelOf(state.focus.id) : null;
  notice.hidden = !(name || (large && state.view === "network") || seeking !== null);
  notice.classList.toggle("seeking", seeking !== null);
  if (seeking !== null) notice.replaceChildren(t("path_seek", { name: nameOf(seeking) }), " ", el("button", { type: "button", class: "quiet", onclick: stopSeeking }, t("cancel")));
  else notice.textContent = name ? t(state.focus.steps === 1 ? "focused" : "focused_steps", { name, n: state.focus.steps }) : large && state.view === "network" ? t("budget", { shown: numeral(shown.nodes.size), all: numeral(NET.nodes.length) }) : "";
}

function drawView() {
  const list = state.view === "list";
  const network = state.view === "network";
  $("list").hidden = !list;
  $("overview").hidden = state.view !== "overview";
  for (const id of ["network", "legend"]) $(id).hidden = !network;
  document.querySelector(".zoom").hidden = !network;
  for (const tab of document.querySelectorAll("[data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
}

let away = false; // whether the network is not on the screen

// What comes into view for the first time, or in another place, is shown whole.
function drawNetwork(brushing) {
  const unseen = away;
  away = false;
  if (unseen) network.setSize();
  const moved = large && !brushing && arrange(shown.nodes);
  paint(owed, brushing === true);
  if (moved) placeNodes();
  if (moved || (unseen && camera === null)) fitTo(shown.nodes, false);
}

let begun = false; // the page is all there
const SHARE = 8; // of the time that the brush moves, at most one part goes into drawing lanes and lists
const PAUSE = 250; // milliseconds between two such drawings, at least
let drawnLast = -Infinity;

// While the brush moves, the network, its own marks and the counts move with it; lanes and lists follow at intervals. A step by itself
// is drawn whole at once; of a large graph, which is drawn again when the brush rests, only then.
function drawAll(brushing = false) {
  const now = performance.now();
  owed = brushing && (rested ? large : now - drawnLast < Math.max(PAUSE, SHARE * slowness));
  if (owed) {
    if (state.view === "network") drawNetwork(true);
    settleBrush();
    drawPeriod();
    drawCounts();
    return;
  }
  keepFocus(() => drawParts(brushing));
  drawnLast = performance.now();
  requestAnimationFrame(() => {
    slowness = performance.now() - now;
  });
}

function drawParts(brushing) {
  drawView();
  drawVoid();
  if (state.view === "network") drawNetwork(brushing);
  else away = true;
  drawOverview();
  drawTimeline();
  settleBrush();
  drawPanel();
  drawList();
  drawCounts();
  drawRoles();
}

// For paper, without a word of it in the state.
function switchTheme(theme) {
  setTheme(theme);
  readColours();
  drawAll();
}

function reset() {
  state.brush = [0, 1];
  state.focus = null;
  state.sure = 0;
  state.main = false;
  for (const set of [...Object.values(state.off), state.hidden, state.muted]) set.clear();
  drawFilters();
  changed();
  requestAnimationFrame(() => fitTo(shown.nodes));
}

function setView(view) {
  state.view = view;
  changed();
  if (view === "network") requestAnimationFrame(() => requestAnimationFrame(cameraBack));
}

function start() {
  language = languageNow();
  readers.language = language;
  readers.theme = follows.matches ? "dark" : "light";
  readFragment();
  $("language").append(...languages.map((code) => el("option", { value: code, selected: code === language, lang: code }, WORDS[code].name)));
  startReader();
  startTakeaway();
  startPaper();
  startKeys();
  recompute();
  setLanguage(language);
  drawView();
  startNetwork();
  startTimeline();
  startSearch();
  whenChanged(drawAll);
  drawAll();
  drawBrush();
  new ResizeObserver(([{ contentRect }]) => Math.round(contentRect.width) !== brush.wide && requestAnimationFrame(drawBrush)).observe($("brush"));
  document.querySelector("[data-view=overview]").hidden = NET.nodes.length < OVERVIEW_FROM;
  for (const tab of document.querySelectorAll("[data-view]")) tab.addEventListener("click", () => setView(tab.dataset.view));
  $("reset").addEventListener("click", reset);
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    setView("list");
    requestAnimationFrame(() => $("list").focus());
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target) && event.target.isConnected) menu.open = false;
    if (!$("permalink").contains(event.target) && !$("link").contains(event.target)) $("permalink").hidden = true;
  });
  window.addEventListener("hashchange", () => {
    if (location.hash === known) return;
    known = location.hash;
    restore(location.hash.slice(1));
    noted();
  });
  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      drawAll();
      if (width !== window.innerWidth) fitTo(shown.nodes, false);
      width = window.innerWidth;
    }, 120);
  });
  showCamera();
  writeFragment();
  begun = true;
  // For tests and the curious: where things are drawn, never anything that writes.
  window.kgPage = Object.freeze({
    at: (key) => ({ ...network.canvasToDOM(NODES.get(key)) }),
    labels: () => drawnLabels.map((label) => ({ id: label.id, box: [...label.box] })),
    shown: () => [...shown.nodes],
    nodes: () => NET.nodes.map((node) => node.id),
    label: (key) => labelOf(key),
    weight: (key) => NODES.get(key).value,
    view: () => ($("network").clientWidth ? viewNow() : camera),
    breaks: () => breaksOn((at) => network.canvasToDOM({ x: at * NET.axis.width, y: 0 }).x, 0, $("network").clientWidth).length,
  });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.ready = "true";
  }));
}

start();
