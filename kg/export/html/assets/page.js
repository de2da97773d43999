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
  drawFilters();
  drawLegend();
}

function drawLegend() {
  const kinds = new Set(NET.nodes.map((node) => node.group));
  const realis = new Set(EVENTS.map((event) => event.realis));
  $("legend").replaceChildren(
    el("details", { open: window.innerWidth > 900 }, el("summary", {}, t("legend")),
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
  notice.hidden = !(name || large);
  notice.textContent = name ? t("focused", { name }) : large ? t("budget", { shown: numeral(shown.nodes.size), all: numeral(NET.nodes.length) }) : "";
}

function drawView() {
  const list = state.view === "list";
  $("list").hidden = !list;
  for (const id of ["network", "legend"]) $(id).hidden = list;
  document.querySelector(".zoom").hidden = list;
  for (const tab of document.querySelectorAll("[data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
}

function drawAll(parts = []) {
  drawView();
  if (state.view === "network") paint();
  drawTimeline();
  settleBrush();
  drawPanel();
  drawList();
  drawCounts();
}

function switchTheme(theme) {
  setTheme(theme);
  readColours();
  drawAll();
}

function reset() {
  state.brush = [0, 1];
  state.focus = null;
  for (const set of Object.values(state.off)) set.clear();
  drawFilters();
  changed();
  requestAnimationFrame(() => fitTo(shown.nodes));
}

function setView(view) {
  state.view = view;
  changed();
  if (view === "network") requestAnimationFrame(() => requestAnimationFrame(() => {
    network.setSize();
    network.redraw();
  }));
}

function start() {
  const wanted = (navigator.languages ?? []).map((code) => code.split("-")[0]).find((code) => languages.includes(code));
  const asked = new URLSearchParams(location.search).get("lang");
  language = languages.includes(asked) ? asked : (wanted ?? language);
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  $("language").append(...languages.map((code) => el("option", { value: code, selected: code === language, lang: code }, WORDS[code].name)));
  $("language").addEventListener("change", (event) => {
    setLanguage(event.target.value);
    drawBrush();
    drawAll();
  });
  $("theme").addEventListener("click", () => switchTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  readFragment();
  recompute();
  setLanguage(language);
  startNetwork();
  startTimeline();
  startSearch();
  whenChanged(drawAll);
  drawAll();
  drawBrush();
  new ResizeObserver(() => drawBrush()).observe($("brush"));
  for (const tab of document.querySelectorAll("[data-view]")) tab.addEventListener("click", () => setView(tab.dataset.view));
  $("reset").addEventListener("click", reset);
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    setView("list");
    requestAnimationFrame(() => $("list").focus());
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.querySelector(".menu[open]");
      if (menu) menu.open = false;
      else choose(null);
    } else if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      $("search").focus();
    }
  });
  window.addEventListener("hashchange", () => {
    readFragment();
    recompute();
    drawFilters();
    drawAll();
    const id = nodeOf(state.chosen);
    if (id !== null) bringIntoView(id);
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
  let theme = null;
  window.addEventListener("beforeprint", () => {
    theme = document.documentElement.dataset.theme;
    switchTheme("light"); // paper is white
    $("print").replaceChildren(eventTable(IN_TIME.filter((i) => shown.events[i])));
  });
  window.addEventListener("afterprint", () => switchTheme(theme ?? "light"));
  const id = nodeOf(state.chosen);
  if (id !== null) bringIntoView(id);
  // For tests and the curious: where things are drawn, never anything that writes.
  window.kgPage = Object.freeze({
    at: (key) => ({ ...network.canvasToDOM(NODES.get(key)) }),
    labels: () => drawnLabels.map((label) => ({ id: label.id, box: [...label.box] })),
    shown: () => [...shown.nodes],
    breaks: () => breaksOn((at) => network.canvasToDOM({ x: at * NET.axis.width, y: 0 }).x, 0, $("network").clientWidth).length,
  });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.ready = "true";
  }));
}

start();
