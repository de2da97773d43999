// The list: the same events as text, under the same filters, in the order that the reader wants.

const MOST_LISTED = 1500;
// In the order of the interface's language; what is empty comes last.
const byText = (text) => (a, b) => Number(!text(a)) - Number(!text(b)) || text(a).localeCompare(text(b), language);
const SORTS = {
  date: byTime,
  event: byText((i) => EVENTS[i].label),
  who: byText((i) => whoText(i)),
  source: byText((i) => [sourceText(i), speakersOf(i)].join("\n").trim()),
};

const whoText = (i) => [...new Set(EVENTS[i].parts.map((one) => nameOf(one[0])))].join(", ");
const sourceText = (i) => (EVENTS[i].ev.length ? outletOf(ARTICLES[SENTENCES[EVENTS[i].ev[0][0]].a]) : "");

// Whom the report names as saying it, if that is another than itself.
function speakersOf(i) {
  const who = EVENTS[i].by.map(([n, name]) => (n >= 0 ? nameOf(n) : name)).filter((name) => name !== sourceText(i));
  return who.length ? t("according_to", { who: who.join(", ") }) : "";
}

state.sort = { key: "date", down: false };

keep(
  (values) => (state.sort.key !== "date" || state.sort.down) && values.set("sort", (state.sort.down ? "-" : "") + state.sort.key),
  (values) => {
    const sort = /^(-?)(date|event|who|source)$/.exec(values.get("sort") ?? "");
    state.sort = sort ? { key: sort[2], down: sort[1] === "-" } : { key: "date", down: false };
  },
);

function listOrder() {
  const order = IN_TIME.filter((i) => shown.events[i]);
  const { key, down } = state.sort;
  if (key !== "date") order.sort((a, b) => SORTS[key](a, b) || byTime(a, b));
  return down ? order.reverse() : order;
}

function sortBy(key) {
  state.sort = { key, down: state.sort.key === key && !state.sort.down };
  changed();
}

// Roles are said although the elements have them: drawn as blocks on a narrow screen they would lose them.
function eventTable(order) {
  const sorted = (key) => (state.sort.key === key ? (state.sort.down ? "descending" : "ascending") : null);
  const column = (key) => el("th", { scope: "col", role: "columnheader", "aria-sort": sorted(key) },
    SORTS[key] ? el("button", { type: "button", class: "sort", onclick: () => sortBy(key) }, t(key), el("span", { "aria-hidden": "true" }, { ascending: " ▲", descending: " ▼" }[sorted(key)] ?? "")) : t(key));
  const row = (i) => {
    const event = EVENTS[i];
    const chosen = state.chosen?.kind === "event" && state.chosen.n === i;
    const cell = (given, ...children) => el("td", { role: "cell", ...given }, ...children);
    return el("tr", { role: "row", class: chosen ? "chosen" : null, "aria-current": chosen ? "true" : null },
      cell({ class: "date" }, inWords(event.time)),
      cell({}, el("button", { type: "button", class: "plain", lang: event.lang, onclick: () => choose("event", i) }, titleOf(i)), el("small", {}, `${word("type", event.type)}${event.realis === "actual" ? "" : ` · ${word("realis", event.realis)}`}`)),
      cell({}, whoText(i)),
      cell({ lang: event.lang }, event.ev.length ? SENTENCES[event.ev[0][0]].t : ""),
      cell({}, sourceText(i), speakersOf(i) ? el("small", {}, speakersOf(i)) : null));
  };
  return el("table", { role: "table", "aria-labelledby": "list-title" },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...["date", "event", "who", "sentence", "source"].map(column))),
    el("tbody", { role: "rowgroup" }, ...order.slice(0, MOST_LISTED).map(row)));
}

let followed = null; // the choice that the list has been scrolled to

function drawList() {
  if (state.view !== "list") return;
  const order = listOrder();
  const host = $("list");
  const top = host.scrollTop;
  host.replaceChildren(
    el("h2", { id: "list-title", class: "listhead" }, t("list_events", { n: order.length })),
    order.length ? eventTable(order) : el("p", { class: "void" }, t(EVENTS.length ? "nothing" : "no_events")),
    order.length > MOST_LISTED ? el("p", { class: "hint" }, t("list_more", { n: order.length - MOST_LISTED })) : "");
  host.scrollTop = top;
  const row = host.querySelector("tr.chosen");
  if (row === null || followed === state.chosen) return;
  followed = state.chosen;
  const [box, frame] = [row.getBoundingClientRect(), host.getBoundingClientRect()];
  if (box.top < frame.top + 40 || box.bottom > frame.bottom) host.scrollTop += box.top - frame.top - frame.height / 3;
}
