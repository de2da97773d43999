// The keys of the whole page, and the help that lists them; parts of the page have keys of their own while they have the focus.

const inText = (node) => node instanceof HTMLElement && (node.isContentEditable || /^(SELECT|TEXTAREA)$/.test(node.tagName) || (node.tagName === "INPUT" && !/^(checkbox|radio|range)$/.test(node.type)));

const HELP = [
  ["keys_find", [["/", "key_search"], ["↑ ↓ Enter", "key_hits"]]],
  ["keys_walk", [["← →", "key_lanes"], ["Home End", "key_ends"], ["PgUp PgDn", "key_crowd"], ["← → ↑ ↓", "key_network"], ["Enter", "key_focus"], ["+ −", "key_zoom"], ["0", "key_fit"], ["← → PgUp PgDn", "key_brush"]]],
  ["keys_act", [["N", "key_narrow"], ["P", "key_path"], ["H", "key_hide"], ["L", "key_list"], ["Ctrl Z", "undo"], ["Ctrl Shift Z", "redo"], ["C", "copy_link"], ["Esc", "key_escape"], ["?", "key_help"]]],
];

let single = true; // whoever speaks to the computer, or whose hand slips, can turn letters off

// Keys that act from anywhere but a field.
const ACTS = {
  "/": () => $("search").focus(),
  "?": () => openHelp(),
  "0": () => fitTo(shown.nodes),
  n: () => state.focus && state.focus.steps > 1 && narrowFocus(),
  p: () => seekFromChosen(),
  h: () => hideChosen(),
  l: () => setView(state.view === "list" ? "network" : "list"),
  c: () => copyLink(),
};

function drawHelp() {
  $("help").setAttribute("aria-label", t("keys_title"));
  $("help").replaceChildren(
    el("div", { class: "helpbar" }, el("h2", {}, t("keys_title")), el("button", { type: "button", class: "icon", "aria-label": t("close"), title: t("close"), onclick: () => $("help").close() }, "×")),
    ...HELP.map(([title, list]) => el("section", {}, el("h3", {}, t(title)),
      el("dl", {}, ...list.flatMap(([keys, what]) => [el("dt", {}, ...keys.split(" ").flatMap((key, i) => [i ? " " : "", el("kbd", {}, key)])), el("dd", {}, t(what))])))),
    el("label", {}, el("input", { type: "checkbox", checked: single, onchange: (event) => { single = event.target.checked; } }), t("keys_single")));
}

function openHelp() {
  drawHelp();
  $("help").showModal();
}

// From the nearest to the widest: what is open, the search for a path, the choice, the focus.
function escape() {
  const menu = document.querySelector(".menu[open]");
  if (!$("permalink").hidden) closeLink();
  else if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (seeking !== null) stopSeeking();
  else if (state.chosen !== null) choose(null);
  else if (state.focus !== null) leaveFocus();
}

const BUTTON_ICONS = {
  undo: ["M7.5 4 4 7.5 7.5 11", "M4.5 7.5H11a4 4 0 0 1 0 8H8"],
  redo: ["M12.5 4 16 7.5 12.5 11", "M15.5 7.5H9a4 4 0 0 0 0 8h3"],
  link: ["M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2L10 5.8", "M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2L10 14.2"],
};

function closeLink() {
  $("permalink").hidden = true;
  $("link").focus();
}

function nameButtons() {
  for (const [id, key, keys] of [["undo", "undo", "Ctrl+Z"], ["redo", "redo", "Ctrl+Shift+Z"], ["link", "copy_link", "C"], ["keys", "keys_title", "?"]]) {
    $(id).title = `${t(key)} (${keys})`;
    $(id).setAttribute("aria-label", t(key));
  }
  if ($("help").open) drawHelp();
}

function startKeys() {
  for (const [id, paths] of Object.entries(BUTTON_ICONS)) {
    $(id).replaceChildren(svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" }, ...paths.map((d) => svg("path", { d }))));
  }
  $("undo").addEventListener("click", undo);
  $("redo").addEventListener("click", redo);
  $("link").addEventListener("click", () => ($("permalink").hidden ? copyLink() : closeLink()));
  $("keys").addEventListener("click", openHelp);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || $("help").open) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
      if (inText(document.activeElement)) return; // a field has its own undo
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    } else if (event.key === "Escape") escape();
    else if (single && ACTS[key] && !event.ctrlKey && !event.metaKey && !event.altKey && !inText(document.activeElement)) {
      event.preventDefault();
      ACTS[key]();
    }
  });
}
