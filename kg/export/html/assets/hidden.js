// What the reader put away: nodes, and actors with all their events; a list to bring it back from.

// An event is put away by itself or with one who takes part in it.
function putAway(event) {
  if (state.hidden.size === 0 && state.muted.size === 0) return false;
  return state.hidden.has(`e${NUMBER_OF.get(event)}`) || event.parts.some((part) => state.muted.has(part[0]));
}

const NUMBER_OF = new Map(EVENTS.map((event, i) => [event, i]));

function hide(id) {
  state.hidden.add(id);
  afterHiding(id);
}

function mute(n) {
  state.muted.add(n);
  if (NODES.has(`a${n}`)) state.hidden.add(`a${n}`);
  afterHiding(`a${n}`);
}

function afterHiding(id) {
  if (state.focus?.id === id) state.focus = null;
  if (nodeOf(state.chosen) === id) state.chosen = null;
  drawHidden();
  changed();
}

function bringBack(id) {
  state.hidden.delete(id);
  if (id[0] === "a") state.muted.delete(Number(id.slice(1)));
  drawHidden();
  changed();
}

function bringBackAll() {
  state.hidden.clear();
  state.muted.clear();
  drawHidden();
  changed();
}

function hideChosen() {
  const id = nodeOf(state.chosen);
  if (id !== null && NODES.has(id)) hide(id);
}

function hideButtons(id) {
  if (!NODES.has(id)) return [];
  const n = Number(id.slice(1));
  return [
    el("button", { type: "button", class: "button", onclick: () => hide(id) }, t("hide")),
    id[0] === "a" && EVENTS_OF[n].length ? el("button", { type: "button", class: "button", onclick: () => mute(n) }, t("hide_events")) : null,
  ];
}

// The list stays open while things are brought back from it.
function drawHidden() {
  const host = $("hidden");
  const open = host.querySelector("details")?.open ?? false;
  const ids = [...new Set([...state.hidden, ...[...state.muted].map((n) => `a${n}`)])];
  host.hidden = ids.length === 0;
  if (host.hidden) {
    host.replaceChildren();
    return;
  }
  const row = (id) => {
    const withEvents = id[0] === "a" && state.muted.has(Number(id.slice(1)));
    return el("li", {}, mark(kindOf(id)), el("span", {}, labelOf(id), withEvents ? el("small", {}, ` ${t("with_events")}`) : null),
      el("button", { type: "button", class: "quiet", "aria-label": `${t("restore")}: ${labelOf(id)}`, onclick: () => bringBack(id) }, t("restore")));
  };
  host.replaceChildren(el("details", { class: "menu", open, "data-filter": "hidden" }, el("summary", {}, t("hidden"), el("small", {}, ` ${ids.length}`)),
    el("div", { class: "drop" },
      el("div", { class: "both" }, el("button", { type: "button", class: "quiet", onclick: bringBackAll }, t("restore_all"))),
      el("ul", { class: "choices put-away" }, ...ids.map(row)))));
}
