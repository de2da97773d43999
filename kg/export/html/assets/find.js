// Filters.

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const MOST_CHOICES = 200; // rows of a menu at once; a box narrows them down
const NARROW_FROM = 12; // choices from which a menu has that box
const MOST_ARTICLES = 40; // beyond, sources are told by outlet

// `choices` are [value, count], the weightiest first; `nameOf` and `lookOf` say how a value stands in the menu. What is in it is
// made when it is first opened.
function filterMenu(name, title, choices, nameOf, lookOf = () => null) {
  const off = state.off[name];
  if (choices.length < 2 && off.size === 0) return null;
  const row = ([value, count]) => {
    const box = el("input", { type: "checkbox", checked: !off.has(value), value, onchange: () => {
      if (box.checked) off.delete(value);
      else off.add(value);
      settle();
      changed();
    } });
    const look = lookOf(value);
    return el("label", {}, box, look ? mark(look) : null, el("span", {}, nameOf(value)), el("small", {}, count));
  };
  const list = el("div", { class: "choices" });
  const narrow = el("input", { type: "search", class: "narrow", "aria-label": t("narrow_list"), placeholder: t("narrow_list"), oninput: () => show() });
  const show = () => {
    const words = keyOf(narrow.value).split(" ").filter(Boolean);
    const fitting = choices.filter(([value]) => words.every((one) => keyOf(nameOf(value)).includes(` ${one}`)));
    list.replaceChildren(...fitting.slice(0, MOST_CHOICES).map(row), fitting.length > MOST_CHOICES ? el("p", { class: "small" }, t("choices_more", { n: fitting.length - MOST_CHOICES })) : "");
  };
  const summary = el("summary", {}, title);
  const settle = () => {
    const gone = choices.filter(([value]) => off.has(value)).length;
    summary.replaceChildren(title, gone ? el("small", {}, ` ${choices.length - gone}/${choices.length}`) : "");
  };
  const all = (keepAll) => {
    for (const [value] of choices) {
      if (keepAll) off.delete(value);
      else off.add(value);
    }
    show();
    settle();
    changed();
  };
  settle();
  return menuOf(name, summary, () => {
    show();
    return [
      el("div", { class: "both" }, el("button", { type: "button", class: "quiet", onclick: () => all(true) }, t("all")), el("button", { type: "button", class: "quiet", onclick: () => all(false) }, t("none"))),
      choices.length > NARROW_FROM ? narrow : null,
      list,
    ];
  });
}

function menuOf(name, summary, make) {
  const drop = el("div", { class: "drop" });
  const made = () => drop.childElementCount || fill(drop, {}, make());
  summary.addEventListener("click", made);
  return el("details", { class: "menu", "data-filter": name, ontoggle: made }, summary, drop);
}

// Leaves out what is told once in passing, and says of how many it is left.
function mainButton() {
  if (MAIN === 0 || MAIN === EVENTS.length) return null;
  return el("button", { type: "button", id: "main-events", class: "toggle", title: t("main_events_are"), "aria-pressed": String(state.main), onclick: (event) => {
    state.main = !state.main;
    event.currentTarget.setAttribute("aria-pressed", String(state.main));
    changed();
  } }, t("main_events"), el("small", {}, ` ${numeral(MAIN)}/${numeral(EVENTS.length)}`));
}

const SURE_STEP = 5; // percent

// A threshold: what is less certain is left out.
function confidenceMenu() {
  const shares = EVENTS.map((event) => Math.round(event.conf * 100));
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  if (!shares.length || (low === high && state.sure === 0)) return null;
  const title = t("confidence");
  const summary = el("summary", {}, title);
  const said = el("output", { for: "sure" });
  const slide = el("input", { type: "range", id: "sure", min: 0, max: 95, step: SURE_STEP, value: String(state.sure), "aria-label": t("at_least"), oninput: () => {
    state.sure = Number(slide.value);
    settle();
    changed();
  } });
  const settle = () => {
    summary.replaceChildren(title, state.sure > 0 ? el("small", {}, ` ≥ ${state.sure} %`) : "");
    said.textContent = state.sure > 0 ? `≥ ${state.sure} % · ${word("degree", degreeOf(state.sure / 100))}` : t("all");
    slide.setAttribute("aria-valuetext", said.textContent);
  };
  settle();
  return menuOf("sure", summary, () => [el("div", { class: "sure" }, el("label", { for: "sure" }, t("at_least")), slide, said)]);
}

const languageNames = new Map();

function languageName(code) {
  const key = `${language} ${code}`;
  if (!languageNames.has(key)) {
    let name = code;
    try {
      name = new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
    } catch {
      // Not a code that the browser knows: it stands as it is.
    }
    languageNames.set(key, name);
  }
  return languageNames.get(key);
}

function drawFilters() {
  const most = (counts) => [...counts.entries()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const realis = counted(EVENTS.map((event) => event.realis));
  const kinds = counted(NET.nodes.map((node) => node.group));
  const outlets = counted(EVENTS.flatMap((event) => [...new Set(event.articles.map((n) => outletKey(ARTICLES[n])))]));
  const few = ARTICLES.length <= MOST_ARTICLES && state.off.outlet.size === 0;
  const articleName = new Map(ARTICLES.map((article) => [article.id, article]));
  const topicName = new Map(TOPICS.map((topic) => [topic.id, topic.label]));
  const inOrder = (all, counts) => all.filter((one) => counts.has(one)).map((one) => [one, counts.get(one)]);
  $("filters").replaceChildren(...[
    mainButton(),
    filterMenu("type", t("types"), most(counted(EVENTS.map((event) => event.type))), (type) => word("type", type)),
    filterMenu("realis", t("realis"), inOrder(REALIS, realis), (one) => word("realis", one), (one) => `event ${one}`),
    filterMenu("kind", t("actors"), inOrder(KINDS, kinds), (kind) => word("kinds", kind), (kind) => kind),
    filterMenu("subject", t("subjects"), most(counted(EVENTS.flatMap(subjectsOf))), (one) => word("subject", one)),
    filterMenu("topic", t("topics"), most(counted(EVENTS.flatMap((event) => event.topics))).map(([n, count]) => [TOPICS[n].id, count]), (id) => topicName.get(id)),
    few
      ? filterMenu("source", t("sources"), most(counted(EVENTS.flatMap((event) => event.articles))).map(([n, count]) => [ARTICLES[n].id, count]), (id) => sourceName(articleName.get(id)))
      : filterMenu("outlet", t("sources"), most(outlets), (key) => key || t("unknown_source")),
    filterMenu("lang", t("languages"), most(counted(EVENTS.map((event) => event.lang))), languageName),
    confidenceMenu(),
  ].filter(Boolean));
  drawHidden();
}

const sourceName = (article) => `${outletOf(article)} · ${short(article.title || article.id, 60)}`;
