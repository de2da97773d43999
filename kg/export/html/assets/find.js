// Finding: search that ignores accents, and filters.

let terms = null; // made at the first search

const allTerms = () => [
  ...EVENTS.map((event, n) => ({ kind: "event", n, look: "event", text: event.label, more: event.ev.map((q) => SENTENCES[q[0]].t).join(" "), weight: event.n })),
  ...ACTORS.map((actor, n) => ({ kind: "actor", n, look: actor.kind, text: actor.name, more: [...actor.names, ...actor.labels.map((pair) => pair[1])].join(" "), weight: 3 + actor.n * 2 })),
  ...TOPICS.map((topic, n) => ({ kind: "topic", n, look: "topic", text: topic.label, more: "", weight: 2 + topic.n })),
].map((term) => ({ ...term, key: ` ${plain(term.text)}`, moreKey: ` ${plain(term.more)}` }));

function search(text) {
  terms ??= allTerms();
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const term of terms) {
    let score = 0;
    for (const one of words) {
      if (term.key.includes(` ${one}`)) score += 12;
      else if (term.key.includes(one)) score += 5;
      else if (term.moreKey.includes(` ${one}`)) score += 3;
      else {
        score = -1;
        break;
      }
    }
    if (score > 0) hits.push([score + Math.min(term.weight, 20) / 3 + (term.kind === "event" ? 0 : 3), term]);
  }
  return hits.sort((a, b) => b[0] - a[0] || a[1].n - b[1].n).slice(0, 12).map((hit) => hit[1]);
}

let hits = [];
let active = -1;

function showHits() {
  const list = $("found");
  const box = $("search");
  hits = search(box.value);
  active = hits.length ? 0 : -1;
  list.replaceChildren(...(hits.length ? hits.map((term, i) => el("li", { id: `hit-${i}`, role: "option", "aria-selected": i === active ? "true" : "false", onmousedown: (event) => event.preventDefault(), onclick: () => takeHit(i) },
    mark(term.look), el("span", {}, term.kind === "actor" ? nameOf(term.n) : term.text), el("small", {}, term.kind === "event" ? inWords(EVENTS[term.n].time) : word("kind", term.look)))) : [el("li", { role: "option", "aria-selected": "false", class: "nothing" }, t("search_none"))]));
  const open = box.value.trim() !== "";
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  if (active >= 0 && open) box.setAttribute("aria-activedescendant", `hit-${active}`);
  else box.removeAttribute("aria-activedescendant");
}

function closeHits() {
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function takeHit(i) {
  const term = hits[i];
  if (!term) return;
  choose(term.kind, term.n);
  const id = nodeOf(state.chosen);
  if (id !== null) bringIntoView(id);
  closeHits();
}

function startSearch() {
  const box = $("search");
  box.addEventListener("input", showHits);
  box.addEventListener("focus", () => box.value && showHits());
  box.addEventListener("blur", closeHits);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeHits();
    else if (event.key === "Enter") takeHit(active);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!hits.length) return;
      $(`hit-${active}`)?.setAttribute("aria-selected", "false");
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      $(`hit-${active}`).setAttribute("aria-selected", "true");
      $(`hit-${active}`).scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", `hit-${active}`);
      event.preventDefault();
    } else return;
    event.stopPropagation();
  });
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function filterMenu(name, title, choices) {
  if (choices.length < 2) return null;
  const off = state.off[name];
  const boxes = choices.map(([value, text, look, count]) => {
    const box = el("input", { type: "checkbox", checked: !off.has(value), value, onchange: () => {
      if (box.checked) off.delete(value);
      else off.add(value);
      settle();
      changed();
    } });
    return { box, value, row: el("label", {}, box, look ? mark(look) : null, el("span", {}, text), count === undefined ? null : el("small", {}, count)) };
  });
  const summary = el("summary", {}, title);
  const settle = () => {
    const gone = choices.filter(([value]) => off.has(value)).length;
    summary.replaceChildren(title, gone ? el("small", {}, ` ${choices.length - gone}/${choices.length}`) : "");
  };
  const all = (keep) => {
    for (const { box, value } of boxes) {
      box.checked = keep;
      if (keep) off.delete(value);
      else off.add(value);
    }
    settle();
    changed();
  };
  settle();
  return el("details", { class: "menu", "data-filter": name }, summary, el("div", { class: "drop" },
    el("div", { class: "both" }, el("button", { type: "button", class: "quiet", onclick: () => all(true) }, t("all")), el("button", { type: "button", class: "quiet", onclick: () => all(false) }, t("none"))),
    el("div", { class: "choices" }, ...boxes.map((one) => one.row))));
}

function drawFilters() {
  const types = counted(EVENTS.map((event) => event.type));
  const realis = counted(EVENTS.map((event) => event.realis));
  const kinds = counted(NET.nodes.map((node) => node.group));
  const sources = counted(EVENTS.flatMap((event) => event.articles));
  const subjects = counted(EVENTS.flatMap(subjectsOf));
  const topics = counted(EVENTS.flatMap((event) => event.topics));
  const most = (counts) => [...counts.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  $("filters").replaceChildren(...[
    filterMenu("type", t("types"), most(types).map(([type, n]) => [type, word("type", type), null, n])),
    filterMenu("realis", t("realis"), REALIS.filter((one) => realis.has(one)).map((one) => [one, word("realis", one), `event ${one}`, realis.get(one)])),
    filterMenu("kind", t("actors"), KINDS.filter((kind) => kinds.has(kind)).map((kind) => [kind, word("kinds", kind), kind, kinds.get(kind)])),
    filterMenu("subject", t("subjects"), most(subjects).map(([one, n]) => [one, word("subject", one), null, n])),
    filterMenu("topic", t("topics"), most(topics).slice(0, 200).map(([n, count]) => [TOPICS[n].id, TOPICS[n].label, null, count])),
    filterMenu("source", t("sources"), most(sources).map(([n, count]) => [ARTICLES[n].id, `${outletOf(ARTICLES[n])} · ${short(ARTICLES[n].title || ARTICLES[n].id, 60)}`, null, count])),
  ].filter(Boolean));
}
