// The panel: what is chosen, and the sentences that say so. Everything from an article is a text node.

const part = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

function mark(kind) {
  return el("span", { class: `dot ${kind}`, "aria-hidden": "true" });
}

function actorChip(n, note) {
  const actor = ACTORS[n];
  return el("button", { type: "button", class: "chip", onclick: () => choose("actor", n) }, mark(actor.kind), el("span", {}, nameOf(n)), note ? el("small", {}, note) : null);
}

function eventRow(i, extra) {
  const event = EVENTS[i];
  return el("li", {},
    el("button", { type: "button", class: `row ${event.realis}${shown.events[i] ? "" : " dim"}`, onclick: () => choose("event", i) },
      el("time", {}, inWords(event.time)),
      el("span", { lang: event.lang }, event.label, event.realis === "actual" ? null : el("em", {}, ` ${word("realis", event.realis)}`), extra ? el("small", {}, ` ${extra}`) : null)));
}

function link(article) {
  if (!article.url || !/^https?:\/\//i.test(article.url)) return null;
  return el("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, `${t("read")} ↗`);
}

// One quote: the paragraph around, the sentence, the words in it marked; `also` are further spans, of dates.
function quote([number, begin, end, rule], also = []) {
  const sentence = SENTENCES[number];
  const article = ARTICLES[sentence.a];
  const letters = Array.from(sentence.t);
  const spans = [[begin, end, "mark", ""], ...also.filter((q) => q[0] === number && (q[2] <= begin || q[1] >= end)).map((q) => [q[1], q[2], "span", "when"])].sort((a, b) => a[0] - b[0]);
  const text = el("p", { class: "said" });
  let at = 0;
  for (const [from, to, tag, look] of spans) {
    if (from < at) continue;
    text.append(letters.slice(at, from).join(""), el(tag, { class: look || null }, letters.slice(from, to).join("")));
    at = to;
  }
  text.append(letters.slice(at).join(""));
  return el("figure", { class: "quote" },
    el("blockquote", { lang: article.lang },
      sentence.b ? el("span", { class: "around" }, `${sentence.b} `) : null, text, sentence.n ? el("span", { class: "around" }, ` ${sentence.n}`) : null),
    el("figcaption", {},
      el("button", { type: "button", class: "plain", onclick: () => choose("article", sentence.a) }, el("strong", {}, outletOf(article)), article.title && article.title !== sentence.t ? ` · ${article.title}` : ""),
      el("span", { class: "facts" }, publishedText(article), article.agency && article.agency !== outletOf(article) ? ` · ${t("agency")}: ${article.agency}` : "", rule ? el("span", { class: "rule" }, ` · ${t("rule", { rule })}`) : null),
      link(article)));
}

function quotes(list, all, also) {
  return part(t("evidence"), all > list.length ? el("p", { class: "small" }, t("mentions_more", { n: numbered("mentions", all), shown: numeral(list.length) })) : null, ...list.map((one) => quote(one, also)));
}

function heading(kind, kicker, title, lang) {
  return el("header", { class: "head" },
    el("p", { class: "kicker" }, mark(kind), kicker),
    el("h2", { lang: lang || null }, title));
}

function focusButtons(id) {
  if (!NODES.has(id)) return null;
  const inFocus = state.focus?.id === id;
  return el("p", { class: "actions" },
    el("button", { type: "button", class: "button", onclick: () => focusOn(id) }, t(inFocus ? "expand" : "focus")),
    inFocus ? el("button", { type: "button", class: "button", onclick: () => { state.focus = null; changed(); requestAnimationFrame(() => fitTo(shown.nodes)); } }, t("unfocus")) : null);
}

function whenLine(event) {
  const { time } = event;
  if (time === null) return el("dd", {}, t("no_date"));
  const words = time.at ? Array.from(SENTENCES[time.at[0]].t).slice(time.at[1], time.at[2]).join("") : null;
  return el("dd", {}, el("strong", {}, inWords(time)), el("span", { class: "basis" }, ` ${word("basis", time.basis)}`, words ? el("q", { class: "when", lang: event.lang }, words) : null, ` · ${word("grain", time.grain)}`));
}

function eventPanel(i) {
  const event = EVENTS[i];
  const facts = el("dl", {}, el("dt", {}, t("when")), whenLine(event));
  if (event.by.length) facts.append(el("dt", {}, t("said_by")), el("dd", {}, ...event.by.map(([n, name]) => (n >= 0 ? actorChip(n) : el("span", { class: "chip flat" }, name)))));
  facts.append(el("dt", {}, t("outlet")), el("dd", {}, [...new Set(event.articles.map((n) => outletOf(ARTICLES[n])))].join(", ")));
  const share = Math.round(event.conf * 100);
  facts.append(el("dt", {}, t("confidence")), el("dd", { class: "meter" }, el("meter", { min: 0, max: 100, value: share, "aria-label": t("confidence") }), `${share} %`));
  const also = event.time?.at ? [event.time.at] : [];
  const order = laneOrder.indexOf(i);
  return [
    heading("event", `${word("type", event.type)} · ${word("realis", event.realis)}`, event.label, event.lang),
    facts,
    event.parts.length ? part(t("who"), el("div", { class: "chips" }, ...event.parts.map(([n, role]) => actorChip(n, word("role", role))))) : null,
    LINKS_OF[i].length ? part(t("links"), el("ul", { class: "rows" }, ...LINKS_OF[i].map((n) => linkRow(n, i)))) : null,
    quotes(event.ev, event.ev.length, also),
    also.length && !event.ev.some((one) => one[0] === also[0][0]) ? part(t("when"), quote(also[0])) : null,
    event.topics.length ? part(t("main_topics"), el("div", { class: "chips" }, ...event.topics.map((n) => topicChip(n)))) : null,
    focusButtons(`e${i}`),
    el("div", { class: "steps" },
      el("button", { type: "button", class: "button", disabled: order <= 0, onclick: () => stepEvent(-1) }, `← ${t("previous")}`),
      el("button", { type: "button", class: "button", disabled: order < 0 || order >= laneOrder.length - 1, onclick: () => stepEvent(1) }, `${t("next")} →`)),
  ];
}

const otherEnd = (link, self) => (link.s === self ? link.o : link.s);

// What the event is to another one, and the words from the one to the other.
function linkRow(n, self) {
  const link = LINKS[n];
  const other = otherEnd(link, self);
  const [number, begin, end] = link.ev[0];
  const words = Array.from(SENTENCES[number].t).slice(begin, end).join("");
  return el("li", {},
    el("button", { type: "button", class: "row plainrow", onclick: () => choose("event", other) },
      el("span", {}, `${word(link.s === self ? "link" : "link_back", link.p)} `, el("strong", { lang: EVENTS[other].lang }, EVENTS[other].label))),
    el("q", { class: "small", lang: ARTICLES[SENTENCES[number].a].lang }, words));
}

function topicChip(n, note) {
  return el("button", { type: "button", class: "chip", onclick: () => choose("topic", n) }, mark("topic"), el("span", { lang: TOPICS[n].lang }, TOPICS[n].label), note ? el("small", {}, note) : null);
}

function relationRow(n, self) {
  const relation = RELATIONS[n];
  const object = relation.o === null ? relation.office : nameOf(relation.o);
  const text = relation.s === self ? `${word("predicate", relation.p)} ` : `${nameOf(relation.s)} ${word("predicate", relation.p)} `;
  return el("li", {}, el("button", { type: "button", class: "row plainrow", onclick: () => choose("relation", n) }, el("span", {}, text, el("strong", {}, object))));
}

function actorPanel(n) {
  const actor = ACTORS[n];
  const own = EVENTS_OF[n];
  const offices = [];
  const links = [];
  RELATIONS.forEach((relation, r) => {
    if (relation.s === n && relation.o === null) offices.push(r);
    else if (relation.s === n || relation.o === n) links.push(r);
  });
  const close = new Map();
  for (const i of own) for (const other of new Set(EVENTS[i].parts.map((one) => one[0]))) if (other !== n) close.set(other, (close.get(other) ?? 0) + 1);
  const closest = [...close].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  const names = [...new Set([actor.name, ...actor.names, ...actor.labels.map((pair) => pair[1])])].filter((name) => name !== nameOf(n));
  return [
    heading(actor.kind, word("kind", actor.kind), nameOf(n)),
    names.length ? el("p", { class: "small" }, `${t("names")}: ${names.slice(0, 12).join(" · ")}`) : null,
    offices.length ? part(t("offices"), el("ul", { class: "rows" }, ...offices.map((r) => el("li", {}, el("button", { type: "button", class: "row plainrow", onclick: () => choose("relation", r) }, el("strong", {}, RELATIONS[r].office)))))) : null,
    links.length ? part(t("relations"), el("ul", { class: "rows" }, ...links.slice(0, 60).map((r) => relationRow(r, n)))) : null,
    own.length ? part(`${t("own_timeline")} (${own.length})`, el("ul", { class: "rows dated" }, ...own.map((i) => eventRow(i, EVENTS[i].parts.filter((one) => one[0] === n).map((one) => word("role", one[1])).join(", "))))) : null,
    closest.length ? part(t("closest"), el("div", { class: "chips" }, ...closest.map(([other, count]) => actorChip(other, count)))) : null,
    focusButtons(`a${n}`),
    quotes(actor.ev, actor.mentions),
  ];
}

function relationPanel(n) {
  const relation = RELATIONS[n];
  const object = relation.o === null ? relation.office : nameOf(relation.o);
  return [
    heading(ACTORS[relation.s].kind, t("relations"), `${nameOf(relation.s)} ${word("predicate", relation.p)} ${object}`),
    el("div", { class: "chips" }, actorChip(relation.s), relation.o === null ? null : actorChip(relation.o)),
    quotes(relation.ev, relation.ev.length),
  ];
}

function linkPanel(i, m) {
  const [n, role, found] = EVENTS[i].parts[m];
  return [
    heading(ACTORS[n].kind, word("role", role), `${nameOf(n)} – ${EVENTS[i].label}`),
    el("ul", { class: "rows dated" }, eventRow(i)),
    el("div", { class: "chips" }, actorChip(n, word("role", role))),
    quotes(found.length ? found : EVENTS[i].ev, 0, EVENTS[i].ev),
  ];
}

const subjectLine = (subjects) => (subjects.length ? el("dl", {}, el("dt", {}, t("subjects")), el("dd", {}, subjects.map((one) => word("subject", one)).join("; "))) : null);

function topicPanel(n) {
  const own = IN_TIME.filter((i) => EVENTS[i].topics.includes(n));
  return [
    heading("topic", word("kind", "topic"), TOPICS[n].label, TOPICS[n].lang),
    subjectLine(TOPICS[n].broader),
    part(`${t("of_topic")} (${own.length})`, el("ul", { class: "rows dated" }, ...own.map((i) => eventRow(i)))),
    quotes(TOPICS[n].ev, 0),
  ];
}

function articlePanel(n) {
  const article = ARTICLES[n];
  const own = IN_TIME.filter((i) => EVENTS[i].articles.includes(n));
  return [
    heading("article", outletOf(article), article.title || article.id, article.lang),
    el("dl", {}, el("dt", {}, t("published")), el("dd", {}, publishedText(article)), article.agency ? [el("dt", {}, t("agency")), el("dd", {}, article.agency)] : null),
    subjectLine(article.subjects),
    link(article) ? el("p", {}, link(article)) : null,
    part(`${t("events_of")} (${own.length})`, el("ul", { class: "rows dated" }, ...own.map((i) => eventRow(i)))),
  ];
}

function overviewPanel() {
  const actors = ACTORS.map((_, n) => n).filter((n) => ACTORS[n].n > 0).sort((a, b) => ACTORS[b].n - ACTORS[a].n || a - b).slice(0, 12);
  const topics = TOPICS.map((_, n) => n).filter((n) => TOPICS[n].n > 0).sort((a, b) => TOPICS[b].n - TOPICS[a].n || a - b).slice(0, 10);
  const articles = ARTICLES.map((_, n) => n).sort((a, b) => (ARTICLES[a].published ?? "~").localeCompare(ARTICLES[b].published ?? "~") || a - b);
  const dated = EVENTS.filter((event) => event.time !== null && event.time.s !== null && event.time.e !== null);
  const first = Math.min(...dated.map((event) => event.time.s));
  const last = Math.max(...dated.map((event) => event.time.e - 1));
  return [
    el("p", { class: "hint" }, t("hint")),
    dated.length ? el("dl", {}, el("dt", {}, t("first_last")), el("dd", {}, `${pattern("day", first)} – ${pattern("day", last)}`)) : null,
    actors.length ? part(t("main_actors"), el("div", { class: "chips" }, ...actors.map((n) => actorChip(n, ACTORS[n].n)))) : null,
    topics.length ? part(t("main_topics"), el("div", { class: "chips" }, ...topics.map((n) => topicChip(n, TOPICS[n].n)))) : null,
    part(t("sources"), el("ul", { class: "rows dated" }, ...articles.slice(0, 300).map((n) => el("li", {}, el("button", { type: "button", class: "row", onclick: () => choose("article", n) },
      el("time", {}, ARTICLES[n].published ? pattern("day", ordinal(ARTICLES[n].published)) : "–"),
      el("span", { lang: ARTICLES[n].lang }, ARTICLES[n].title || ARTICLES[n].id, el("small", {}, ` ${outletOf(ARTICLES[n])}`))))))),
    el("details", { class: "licence" }, el("summary", {}, t("licences")), el("pre", { tabIndex: 0 }, $("licence").textContent)),
  ];
}

let panelKey = "";

function drawPanel() {
  const { chosen } = state;
  const panel = $("panel");
  const key = JSON.stringify([chosen, language, state.focus, chosen === null ? 0 : [...shown.events].map(Number).join("")]);
  if (key === panelKey) return;
  panelKey = key;
  const makers = { event: eventPanel, actor: actorPanel, relation: relationPanel, part: linkPanel, topic: topicPanel, article: articlePanel };
  const content = chosen === null ? overviewPanel() : makers[chosen.kind](chosen.n, chosen.m);
  const top = chosen === null ? null : el("div", { class: "panelbar" },
    trail.length ? el("button", { type: "button", class: "quiet", onclick: goBack }, `← ${t("back")}`) : el("span", {}),
    el("button", { type: "button", class: "icon", "aria-label": t("close"), title: t("close"), onclick: () => choose(null) }, "×"));
  panel.replaceChildren(...[top, ...content].flat().filter(Boolean));
  panel.classList.toggle("open", chosen !== null);
  panel.scrollTop = 0;
}
