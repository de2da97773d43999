// Taking away: the picture as PNG and SVG, the selection as CSV and JSON, and paper; nothing is asked of any network.

const ROLES = ["agent", "patient", "recipient", "place", "instrument"];
const COLUMNS = ["id", "edtf", "start", "end_exclusive", "grain", "basis", "type", "realis", "label", "lang", ...ROLES, "topics", "subjects", "attributed_to", "articles", "links", "sentence", "confidence", "source_count", "other_dates", "source", "published", "url"];
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/; // a spreadsheet would run it
const BLANK = /\s+/g;

// The events that are chosen: one, or all of an actor, topic, article, relation, link or path; else all shown.
function selection() {
  const { chosen } = state;
  const all = IN_TIME.filter((i) => shown.events[i]);
  if (chosen === null) return all;
  if (chosen.kind === "event" || chosen.kind === "part") return [chosen.n];
  if (chosen.kind === "actor") return all.filter((i) => EVENTS_OF[chosen.n].includes(i));
  if (chosen.kind === "topic") return all.filter((i) => EVENTS[i].topics.includes(chosen.n));
  if (chosen.kind === "article") return all.filter((i) => EVENTS[i].articles.includes(chosen.n));
  if (chosen.kind === "path") return IN_TIME.filter((i) => path.ids.has(`e${i}`));
  if (chosen.kind === "link") return IN_TIME.filter((i) => LINKS[chosen.n].s === i || LINKS[chosen.n].o === i);
  const { s, o } = RELATIONS[chosen.n];
  return all.filter((i) => EVENTS_OF[s].includes(i) && (o === null || EVENTS_OF[o].includes(i)));
}

function selectionName() {
  const { chosen } = state;
  if (chosen === null) return null;
  if (chosen.kind === "article") return ARTICLES[chosen.n].title || ARTICLES[chosen.n].id;
  if (chosen.kind === "path") return t("path_title", { from: nameOf(chosen.n), to: nameOf(chosen.m) });
  if (chosen.kind === "link") return `${titleOf(LINKS[chosen.n].s)} ${word("link", LINKS[chosen.n].p)} ${titleOf(LINKS[chosen.n].o)}`;
  if (chosen.kind !== "relation") return labelOf(nodeOf(chosen));
  const relation = RELATIONS[chosen.n];
  return `${nameOf(relation.s)} ${word("predicate", relation.p)} ${relation.o === null ? relation.office : nameOf(relation.o)}`;
}

// The relations between the actors of some events, and the one that is chosen.
function relationsAmong(actors) {
  return RELATIONS.filter((relation, n) => (state.chosen?.kind === "relation" && state.chosen.n === n) || path.ids.has(`r${n}`) || (actors.has(relation.s) && (relation.o === null || actors.has(relation.o))));
}

function cell(value) {
  const text = String(value ?? "").replace(CLEAN, "").replace(BLANK, " ").trim();
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const sourceOf = (event) => (event.ev.length ? ARTICLES[SENTENCES[event.ev[0][0]].a] : null);

function csvRow(i) {
  const event = EVENTS[i];
  const { time } = event;
  const several = (list) => [...new Set(list)].join("; ");
  const article = sourceOf(event);
  return [
    event.id, time?.edtf, time?.start, time?.end, time?.grain, time?.basis, event.type, event.realis, event.label, event.lang,
    ...ROLES.map((role) => several(event.parts.filter((one) => one[1] === role).map((one) => ACTORS[one[0]].name))),
    several(event.topics.map((n) => TOPICS[n].label)),
    several(subjectsOf(event)),
    several(event.by.map((one) => one[1])),
    several(event.articles.map((n) => ARTICLES[n].id)),
    several(LINKS_OF[i].filter((n) => LINKS[n].s === i).map((n) => `${LINKS[n].p} ${EVENTS[LINKS[n].o].id}`)),
    article ? SENTENCES[event.ev[0][0]].t : "",
    event.conf,
    event.sources,
    several(event.claims.slice(1).map(([other, list]) => `${other.edtf} (${several(list.map((one) => outletOf(ARTICLES[SENTENCES[one[0]].a])))})`)),
    article ? article.publisher || hostOf(article) || article.agency : "",
    article?.published, article?.url,
  ].map(cell).join(",");
}

// With a byte order mark, without which a spreadsheet misreads Vietnamese.
const csvText = (order) => `\ufeff${[COLUMNS.join(","), ...order.map(csvRow)].join("\r\n")}\r\n`;

const quoted = (list) => list.map(([number, begin, end, rule]) => {
  const sentence = SENTENCES[number];
  return { article: ARTICLES[sentence.a].id, sentence: sentence.t, words: Array.from(sentence.t).slice(begin, end).join(""), rule };
});

function jsonText(order) {
  const events = order.map((i) => EVENTS[i]);
  const whose = state.chosen?.kind === "actor" ? [state.chosen.n] : [];
  const among = relationsAmong(new Set([...whose, ...events.flatMap((event) => event.parts.map((one) => one[0]))]));
  const actors = [...new Set([...whose, ...events.flatMap((event) => event.parts.map((one) => one[0])), ...among.flatMap((one) => [one.s, one.o]).filter((n) => n !== null)])].sort((a, b) => a - b);
  const articles = [...new Set([...events.flatMap((event) => event.articles), ...among.flatMap((one) => one.ev.map((q) => SENTENCES[q[0]].a))])].sort((a, b) => a - b);
  return `${JSON.stringify({
    title: titleText(),
    selection: selectionName(),
    events: events.map((event) => ({
      id: event.id, type: event.type, realis: event.realis, label: event.label, lang: event.lang, confidence: event.conf,
      time: event.time && { edtf: event.time.edtf, start: event.time.start, end_exclusive: event.time.end, grain: event.time.grain, basis: event.time.basis, said: event.time.at ? quoted([event.time.at])[0] : null },
      participants: event.parts.map(([n, role]) => ({ actor: ACTORS[n].id, name: ACTORS[n].name, role })),
      topics: event.topics.map((n) => TOPICS[n].label),
      attributed_to: event.by.map(([n, name]) => ({ actor: n >= 0 ? ACTORS[n].id : null, name })),
      mentions: quoted(event.ev),
    })),
    actors: actors.map((n) => ({ id: ACTORS[n].id, kind: ACTORS[n].kind, name: ACTORS[n].name, names: ACTORS[n].names })),
    relations: among.map((one) => ({ subject: ACTORS[one.s].id, predicate: one.p, object: one.o === null ? null : ACTORS[one.o].id, office: one.office, mentions: quoted(one.ev) })),
    articles: articles.map((n) => ({ id: ARTICLES[n].id, title: ARTICLES[n].title, lang: ARTICLES[n].lang, published: ARTICLES[n].published, publisher: ARTICLES[n].publisher, agency: ARTICLES[n].agency, url: ARTICLES[n].url })),
  }, null, 2)}\n`;
}

// A name of letters that every file system takes.
const fileName = (ending) => `${plain(selectionName() ?? titleText()).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60).replace(/-$/, "") || "events"}.${ending}`;

function download(content, type, ending) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = el("a", { href: url, download: fileName(ending) });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000); // when the browser has surely read it
}

const SHARP = 2; // pixels of the PNG to one of the page
const MOST_SIDE = 16000; // pixels; browsers draw no larger canvas

async function takePng() {
  const { picture, width, height } = pictureOf();
  const url = URL.createObjectURL(new Blob([svgText(picture)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const scale = Math.min(SHARP, MOST_SIDE / Math.max(width, height));
  const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (blob) download(blob, "image/png", "png");
}

const TAKERS = [
  ["take_png", () => takePng()],
  ["take_svg", () => download(svgText(pictureOf().picture), "image/svg+xml;charset=utf-8", "svg")],
  ["take_csv", () => download(csvText(selection()), "text/csv;charset=utf-8", "csv")],
  ["take_json", () => download(jsonText(selection()), "application/json", "json")],
  ["take_print", () => window.print()],
];

function drawTakeaway() {
  const count = selection().length;
  const name = selectionName();
  $("take-what").textContent = name === null ? t("take_shown", { n: count }) : t("take_chosen", { n: count, name: short(name, 60) });
}

function startTakeaway() {
  const menu = $("take");
  menu.querySelector(".drop").append(
    el("p", { id: "take-what", class: "small" }),
    ...TAKERS.map(([key, take]) => el("button", { type: "button", class: "choice", id: key.replace("_", "-"), "data-t": key, onclick: () => {
      menu.open = false;
      menu.querySelector("summary").focus();
      take();
    } })));
  menu.addEventListener("toggle", () => menu.open && drawTakeaway());
}

// Paper: the picture in black on white, then every event shown with its sentence, then the sources.
function drawPaper() {
  const order = IN_TIME.filter((i) => shown.events[i]);
  const { picture } = pictureOf();
  const articles = [...new Set(order.flatMap((i) => EVENTS[i].articles))].sort((a, b) => a - b);
  $("print").replaceChildren(
    el("figure", { class: "sheet" }, picture),
    el("h2", {}, t("print_events", { n: order.length })),
    el("ol", { class: "told" }, ...order.map((i) => {
      const event = EVENTS[i];
      const article = sourceOf(event);
      return el("li", {},
        el("p", { class: "fact" }, el("time", {}, inWords(event.time)), el("strong", { lang: event.lang }, event.label), el("span", {}, [word("type", event.type), event.realis === "actual" ? null : word("realis", event.realis)].filter(Boolean).join(" · "))),
        event.ev.length ? el("blockquote", { lang: event.lang }, SENTENCES[event.ev[0][0]].t) : null,
        el("p", { class: "from" }, [event.by.length ? `${t("said_by")}: ${event.by.map((one) => one[1]).join(", ")}` : null, article ? outletOf(article) : null, article ? publishedText(article) : null].filter(Boolean).join(" · ")));
    })),
    el("h2", {}, t("sources")),
    el("ul", { class: "told" }, ...articles.map((n) => {
      const article = ARTICLES[n];
      return el("li", {}, el("strong", { lang: article.lang }, article.title || article.id), ` · ${outletOf(article)} · ${publishedText(article)}`, hostOf(article) ? el("span", { class: "address" }, ` · ${article.url}`) : null);
    })));
}

function startPaper() {
  let theme = null;
  window.addEventListener("beforeprint", () => {
    theme = document.documentElement.dataset.theme;
    switchTheme("paper");
    drawPaper();
  });
  window.addEventListener("afterprint", () => {
    switchTheme(theme ?? "light");
    $("print").replaceChildren();
  });
}
