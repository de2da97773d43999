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
      el("span", { lang: event.lang }, titleOf(i), event.realis === "actual" ? null : el("em", {}, ` ${word("realis", event.realis)}`), extra ? el("small", {}, ` ${extra}`) : null)));
}

function heading(kind, kicker, title, lang) {
  return el("header", { class: "head" },
    el("p", { class: "kicker" }, mark(kind), kicker),
    el("h2", { lang: lang || null }, title));
}

// What can be done with a node of the network: look at its surroundings, at the way to another, put it away.
function nodeButtons(id) {
  if (!NODES.has(id)) return null;
  const steps = state.focus?.id === id ? state.focus.steps : 0;
  const button = (key, act, off = false) => el("button", { type: "button", class: "button", disabled: off, onclick: act }, t(key));
  return el("p", { class: "actions" },
    button(steps ? "expand" : "focus", () => focusOn(id), steps === MOST_FOCUS),
    steps ? button("narrow", () => narrowFocus(), steps === 1) : null,
    steps ? button("unfocus", leaveFocus) : null,
    id[0] === "a" ? pathButton(Number(id.slice(1))) : null,
    hideButtons(id));
}

function eventPanel(i) {
  const event = EVENTS[i];
  const also = event.time?.at ? [event.time.at] : [];
  const order = laneOrder.indexOf(i);
  return [
    heading("event", `${word("type", event.type)} · ${word("realis", event.realis)}`, titleOf(i), event.lang),
    el("dl", {},
      el("dt", {}, t("when")), whenLine(event),
      el("dt", {}, t("said_by")), el("dd", {}, ...attribution(event).flat().filter(Boolean), event.articles.length > 1 ? el("p", { class: "small" }, numbered("sources", event.sources)) : null),
      el("dt", {}, t("confidence")), confidence(event)),
    nodeButtons(`e${i}`),
    event.parts.length ? part(t("who"), el("div", { class: "chips" }, ...event.parts.map(([n, role]) => actorChip(n, word("role", role))))) : null,
    claimed(event),
    quotes(event.ev, event.ev.length, also),
    also.length && !event.ev.some((one) => one[0] === also[0][0]) ? part(t("dated_by"), quote(also[0])) : null,
    LINKS_OF[i].length ? part(t("links"), rowsOf(LINKS_OF[i], (n) => linkRow(n, i), 6)) : null,
    event.topics.length ? part(t("main_topics"), el("div", { class: "chips" }, ...event.topics.map((n) => topicChip(n)))) : null,
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
      el("span", {}, `${word(link.s === self ? "link" : "link_back", link.p)} `, el("strong", { lang: EVENTS[other].lang }, titleOf(other)), el("small", {}, ` ${inWords(EVENTS[other].time)}`))),
    el("button", { type: "button", class: "plain ground", "aria-label": `${t("evidence")}: ${words}`, onclick: () => choose("link", n) }, el("q", { class: "small", lang: ARTICLES[SENTENCES[number].a].lang }, words)));
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

// The days of the articles that say it, with their outlets: a lasting fact is attested, not dated.
function attested(found) {
  const articles = [...new Set(found.map((one) => SENTENCES[one[0]].a))];
  return articles.map((n) => `${ARTICLES[n].published ? pattern("day", ordinal(ARTICLES[n].published)) : t("unpublished")}, ${outletOf(ARTICLES[n])}`);
}

const MOST_DAYS = 3;

function officeRow(r) {
  const days = attested(RELATIONS[r].ev);
  return el("li", {}, el("button", { type: "button", class: "row plainrow", onclick: () => choose("relation", r) },
    el("strong", {}, RELATIONS[r].office), el("small", {}, t("attested_on", { when: days.slice(0, MOST_DAYS).join("; ") + (days.length > MOST_DAYS ? "; …" : "") }))));
}

function sameRow(address) {
  const { hostname, pathname } = new URL(address);
  return outward(address, `${hostname.replace(/^(www|sws)\./, "")} ${pathname.split("/").filter(Boolean).pop() ?? ""}`);
}

function isAddress(address) {
  try {
    return isWeb(address) && Boolean(new URL(address));
  } catch {
    return false;
  }
}

// The events of an actor or topic: those that are shown, and unfolded the others too; where all are, the first `few`.
function ownTimeline(title, own, few, extra) {
  const seen = own.filter((i) => shown.events[i]);
  const some = seen.length > 0 && seen.length < own.length;
  const order = some ? [...seen, ...own.filter((i) => !shown.events[i])] : own;
  const count = some ? `${numeral(seen.length)}/${numeral(own.length)}` : numeral(own.length);
  return part(`${title} (${count})`, timeStrip(own), rowsOf(order, (i) => eventRow(i, extra(i)), some ? Math.min(seen.length, 2 * few) : few, "rows dated", "other_events"));
}

function actorPanel(n) {
  const actor = ACTORS[n];
  const own = EVENTS_OF[n];
  const offices = RELATIONS_OF[n].filter((r) => RELATIONS[r].o === null);
  const links = RELATIONS_OF[n].filter((r) => RELATIONS[r].o !== null);
  const close = new Map();
  for (const i of own) for (const other of new Set(EVENTS[i].parts.map((one) => one[0]))) if (other !== n) close.set(other, (close.get(other) ?? 0) + 1);
  const closest = [...close].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  const names = [...new Set([actor.name, ...actor.names, ...actor.labels.map((pair) => pair[1])])].filter((name) => name !== nameOf(n));
  const same = actor.same.filter(isAddress);
  const facts = [
    ...(names.length ? [el("dt", {}, t("names")), el("dd", {}, names.join(" · "))] : []),
    ...(same.length ? [el("dt", {}, t("same")), el("dd", { class: "same" }, ...same.map(sameRow))] : []),
  ];
  const role = (i) => [...new Set(EVENTS[i].parts.filter((one) => one[0] === n).map((one) => word("role", one[1])))].join(", ");
  return [
    heading(actor.kind, word("kind", actor.kind), nameOf(n)),
    facts.length ? el("dl", {}, ...facts) : null,
    nodeButtons(`a${n}`),
    offices.length ? part(t("offices"), rowsOf(offices, officeRow, 6)) : null,
    links.length ? part(t("relations"), rowsOf(links, (r) => relationRow(r, n), 8)) : null,
    own.length ? ownTimeline(t("own_timeline"), own, 8, (i) => [role(i), speakersOf(i) || sourceText(i)].join(" · ")) : null,
    closest.length ? part(t("closest"), el("div", { class: "chips" }, ...closest.map(([other, count]) => actorChip(other, count)))) : null,
    quotes(actor.ev, actor.mentions),
  ];
}

function relationPanel(n) {
  const relation = RELATIONS[n];
  const object = relation.o === null ? relation.office : nameOf(relation.o);
  return [
    heading(ACTORS[relation.s].kind, t("relations"), `${nameOf(relation.s)} ${word("predicate", relation.p)} ${object}`),
    el("div", { class: "chips" }, actorChip(relation.s), relation.o === null ? null : actorChip(relation.o)),
    el("dl", { class: "attested" }, el("dt", {}, t("attested")), ...attested(relation.ev).map((line) => el("dd", {}, line))),
    quotes(relation.ev),
  ];
}

function partPanel(i, m) {
  const [n, role, found] = EVENTS[i].parts[m];
  return [
    heading(ACTORS[n].kind, word("role", role), `${nameOf(n)} – ${titleOf(i)}`),
    el("ul", { class: "rows dated" }, eventRow(i)),
    el("div", { class: "chips" }, actorChip(n, word("role", role))),
    quotes(found.length ? found : EVENTS[i].ev, undefined, EVENTS[i].ev),
  ];
}

function linkPanel(n) {
  const { s, p, o, ev } = LINKS[n];
  return [
    heading("event", t("links"), `${titleOf(s)} – ${word("link", p)} – ${titleOf(o)}`),
    el("ul", { class: "rows dated" }, eventRow(s), eventRow(o)),
    quotes(ev, undefined, [...EVENTS[s].ev, ...EVENTS[o].ev]),
  ];
}

const subjectLine = (subjects) => (subjects.length ? el("dl", {}, el("dt", {}, t("subjects")), el("dd", {}, subjects.map((one) => word("subject", one)).join("; "))) : null);

function topicPanel(n) {
  const own = IN_TIME.filter((i) => EVENTS[i].topics.includes(n));
  return [
    heading("topic", word("kind", "topic"), TOPICS[n].label, TOPICS[n].lang),
    subjectLine(TOPICS[n].broader),
    nodeButtons(`t${n}`),
    ownTimeline(t("of_topic"), own, 12, () => ""),
    quotes(TOPICS[n].ev, TOPICS[n].mentions),
  ];
}

function articlePanel(n) {
  const article = ARTICLES[n];
  const own = IN_TIME.filter((i) => EVENTS[i].articles.includes(n));
  const counts = new Map();
  for (const i of own) for (const who of new Set(EVENTS[i].parts.map((one) => one[0]))) counts.set(who, (counts.get(who) ?? 0) + 1);
  const actors = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12);
  return [
    heading("article", t("source"), article.title || article.id, article.lang),
    el("dl", {},
      el("dt", {}, t("outlet")), el("dd", {}, outletOf(article)),
      article.agency ? [el("dt", {}, t("agency")), el("dd", {}, article.agency)] : [],
      el("dt", {}, t("published")), el("dd", {}, publishedText(article)),
      el("dt", {}, t("language")), el("dd", {}, languageName(article.lang)),
      article.subjects.length ? [el("dt", {}, t("subjects")), el("dd", {}, article.subjects.map((one) => word("subject", one)).join("; "))] : []),
    link(article) ? el("p", { class: "actions" }, link(article)) : null,
    part(`${t("events_of")} (${own.length})`, rowsOf(own, (i) => eventRow(i), 30, "rows dated", "other_events")),
    actors.length ? part(t("main_actors"), el("div", { class: "chips" }, ...actors.map(([who, count]) => actorChip(who, count)))) : null,
  ];
}

const articleRow = (n) => el("li", {}, el("button", { type: "button", class: "row", onclick: () => choose("article", n) },
  el("time", {}, ARTICLES[n].published ? pattern("day", ordinal(ARTICLES[n].published)) : "–"),
  el("span", { lang: ARTICLES[n].lang }, ARTICLES[n].title || ARTICLES[n].id, el("small", {}, ` ${outletOf(ARTICLES[n])}`))));

function overviewPanel() {
  const actors = ACTORS.map((_, n) => n).filter((n) => ACTORS[n].n > 0).sort((a, b) => ACTORS[b].n - ACTORS[a].n || a - b).slice(0, 12);
  const topics = TOPICS.map((_, n) => n).filter((n) => TOPICS[n].n > 0).sort((a, b) => TOPICS[b].n - TOPICS[a].n || a - b).slice(0, 10);
  const articles = ARTICLES.map((_, n) => n).sort((a, b) => (ARTICLES[a].published ?? "~").localeCompare(ARTICLES[b].published ?? "~") || a - b);
  const dated = EVENTS.filter((event) => event.time !== null && event.time.s !== null && event.time.e !== null);
  const first = Math.min(...dated.map((event) => event.time.s));
  const last = Math.max(...dated.map((event) => event.time.e - 1));
  return [
    el("p", { class: "sr", role: "heading", "aria-level": 2 }, t("overview")),
    EVENTS.length ? el("p", { class: "hint" }, t("hint")) : null,
    dated.length ? el("dl", {}, el("dt", {}, t("first_last")), el("dd", {}, `${pattern("day", first)} – ${pattern("day", last)}`)) : null,
    actors.length ? part(t("main_actors"), el("div", { class: "chips" }, ...actors.map((n) => actorChip(n, ACTORS[n].n)))) : null,
    topics.length ? part(t("main_topics"), el("div", { class: "chips" }, ...topics.map((n) => topicChip(n, TOPICS[n].n)))) : null,
    part(t("sources"), rowsOf(articles, articleRow, 20, "rows dated", "other_articles")),
    el("details", { class: "licence" }, el("summary", {}, t("licences")), el("pre", { tabIndex: 0 }, $("licence").textContent)),
  ];
}

let panelKey = "";

function drawPanel() {
  const { chosen } = state;
  const panel = $("panel");
  const key = JSON.stringify([chosen, language, state.focus, chosen?.kind === "path" ? path.steps : null, chosen === null ? 0 : [...shown.events].map(Number).join("")]);
  if (key === panelKey) return;
  panelKey = key;
  const makers = { event: eventPanel, actor: actorPanel, relation: relationPanel, part: partPanel, link: linkPanel, path: pathPanel, topic: topicPanel, article: articlePanel };
  const content = chosen === null ? overviewPanel() : makers[chosen.kind](chosen.n, chosen.m);
  const top = chosen === null ? null : el("div", { class: "panelbar" },
    trail.length ? el("button", { type: "button", class: "quiet", onclick: goBack }, `← ${t("back")}`) : el("span", {}),
    el("button", { type: "button", class: "icon", "aria-label": t("close"), title: t("close"), onclick: () => choose(null) }, "×"));
  panel.replaceChildren(...[top, ...content.flat()].filter(Boolean));
  panel.classList.toggle("open", chosen !== null);
  panel.scrollTop = 0;
  // A path is worth seeing whole, and a panel that lies over what it tells of would hide it.
  if (begun && (chosen?.kind === "path" || coveredBelow() > 0)) requestAnimationFrame(() => bringIntoView(...chosenNodes()));
}
