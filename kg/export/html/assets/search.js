// Search over events, actors by all their names, topics and articles: without accents, by the beginnings of words.

const FEW = 4; // hits of a kind before the rest is folded
const MOST_HITS = 200; // of a kind, unfolded
const WORD_BREAKS = /[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f\u3000-\u303f]+/g; // five times as fast as \p{P}

let terms = null; // made at the first search

// The words of a text in their plain form, with a space before and after each.
const keyOf = (text) => ` ${plain(text).replace(WORD_BREAKS, " ").trim()} `;

const allTerms = () => [
  ...ACTORS.map((actor, n) => ({ kind: "actor", n, look: actor.kind, texts: [actor.name, ...actor.labels.map((pair) => pair[1]), ...actor.names], more: [], weight: 3 + actor.n * 2 })),
  ...EVENTS.map((event, n) => ({ kind: "event", n, look: `event ${event.realis}`, texts: [event.label], more: event.ev.map((one) => one[0]), weight: event.n })),
  ...TOPICS.map((topic, n) => ({ kind: "topic", n, look: "topic", texts: [topic.label], more: [], weight: 2 + topic.n })),
  ...ARTICLES.map((article, n) => ({ kind: "article", n, look: "article", texts: [article.title || article.id, outletKey(article)], more: [], weight: 2 })),
].map((term) => ({ ...term, keys: term.texts.map(keyOf), moreKey: null }));

const sentenceKeys = new Map();

function sentenceKey(number) {
  if (!sentenceKeys.has(number)) sentenceKeys.set(number, keyOf(SENTENCES[number].t));
  return sentenceKeys.get(number);
}

// How well a term fits: the words in one of its names before those spread over several, these before its sentences.
function fit(term, words) {
  for (let k = 0; k < term.keys.length; k += 1) {
    if (words.every((one) => term.keys[k].includes(` ${one}`))) {
      const whole = words.filter((one) => term.keys[k].includes(` ${one} `)).length;
      const begins = term.keys[k].startsWith(` ${words[0]}`) ? 4 : 0;
      return { score: 20 + begins + (4 * whole) / words.length - (k ? 2 : 0), at: k };
    }
  }
  if (term.keys.length > 1 && words.every((one) => term.keys.some((key) => key.includes(` ${one}`)))) return { score: 12, at: 0 };
  for (const number of term.more) {
    if (words.every((one) => sentenceKey(number).includes(` ${one}`) || term.keys[0].includes(` ${one}`))) return { score: 6, at: 0, sentence: number };
  }
  return null;
}

// Groups of hits by kind, the best group first: [{kind, hits: [{term, score, at, sentence}]}].
function search(text) {
  terms ??= allTerms();
  const words = keyOf(text).split(" ").filter(Boolean);
  if (!words.length) return { words, groups: [] };
  const groups = new Map();
  for (const term of terms) {
    const found = fit(term, words);
    if (found === null) continue;
    const list = groups.get(term.kind) ?? groups.set(term.kind, []).get(term.kind);
    list.push({ term, ...found, score: found.score + Math.min(term.weight, 20) / 4 });
  }
  for (const list of groups.values()) list.sort((a, b) => b.score - a.score || a.term.n - b.term.n);
  return { words, groups: [...groups].map(([kind, hits]) => ({ kind, hits })).sort((a, b) => b.hits[0].score - a.hits[0].score) };
}

// The text with the beginnings that were asked for marked, accents and all.
function marked(text, words) {
  const parts = [];
  let rest = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const key = plain(found[0]);
    const [longest] = words.filter((one) => key.startsWith(one)).sort((a, b) => b.length - a.length);
    if (!longest) continue;
    let [length, letters] = [0, ""];
    for (const letter of found[0]) {
      if (letters.length >= longest.length && plain(letter) !== "") break;
      letters += plain(letter);
      length += letter.length;
    }
    parts.push(text.slice(rest, found.index), el("mark", {}, found[0].slice(0, length)));
    rest = found.index + length;
  }
  return [...parts, text.slice(rest)];
}

// A sentence around the first word that was asked for.
function excerpt(text, words) {
  let from = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (!words.some((one) => plain(found[0]).startsWith(one))) continue;
    from = found.index;
    break;
  }
  const begin = from <= 30 ? 0 : text.indexOf(" ", from - 30) + 1;
  return `${begin ? "… " : ""}${short(text.slice(begin), 90)}`;
}

function hitText({ term, at, sentence }, words) {
  const name = term.kind === "actor" ? nameOf(term.n) : term.texts[0];
  const other = term.texts[at] !== name && term.kind !== "article" && at > 0 ? term.texts[at] : null;
  const hint = term.kind === "event" ? hintOf(term.n) : "";
  const note = sentence === undefined ? other || hint : excerpt(SENTENCES[sentence].t, words);
  return el("span", { class: "hit", lang: term.kind === "event" ? EVENTS[term.n].lang : term.kind === "article" ? ARTICLES[term.n].lang : null },
    el("span", {}, ...marked(name, words)), note ? el("small", {}, ...marked(note, words)) : null);
}

function hitNote({ kind, n, look }) {
  if (kind === "event") return inWords(EVENTS[n].time);
  if (kind === "article") return outletOf(ARTICLES[n]);
  return kind === "actor" ? word("kind", look) : String(TOPICS[n].n);
}

let rows = []; // what a key or a click may take: a hit, or the unfolding of a group
let active = -1;
const unfolded = new Set();

function showHits(keepAt = 0) {
  const list = $("found");
  const box = $("search");
  const { words, groups } = search(box.value);
  rows = [];
  const option = (row, ...children) => {
    const i = rows.push(row) - 1;
    return el("div", { id: `hit-${i}`, role: "option", class: row.act ? "more-hits" : null, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => takeHit(i) }, ...children);
  };
  const content = groups.map(({ kind, hits }) => {
    const few = unfolded.has(kind) ? hits.slice(0, MOST_HITS) : hits.slice(0, hits.length === FEW + 1 ? FEW + 1 : FEW);
    const title = word("found", kind);
    return el("div", { role: "group", class: "hits", "aria-label": title }, el("div", { class: "hitkind", "aria-hidden": "true" }, title, el("small", {}, ` ${hits.length}`)),
      ...few.map((hit) => option({ hit }, mark(hit.term.look), hitText(hit, words), el("small", { class: "note" }, hitNote(hit.term)))),
      hits.length > few.length && !unfolded.has(kind) ? option({ act: () => unfold(kind) }, t("search_more", { n: Math.min(hits.length, MOST_HITS) - few.length })) : null);
  });
  list.replaceChildren(...(content.length ? content : [el("div", { role: "option", "aria-selected": "false", "aria-disabled": "true", class: "nothing" }, t("search_none"))]));
  const open = box.value.trim() !== "";
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  active = -1;
  setActive(open && rows.length ? Math.min(keepAt, rows.length - 1) : -1);
}

function unfold(kind) {
  unfolded.add(kind);
  showHits(active);
}

function setActive(i) {
  const box = $("search");
  $(`hit-${active}`)?.setAttribute("aria-selected", "false");
  active = i;
  if (i < 0) return box.removeAttribute("aria-activedescendant");
  $(`hit-${i}`).setAttribute("aria-selected", "true");
  $(`hit-${i}`).scrollIntoView({ block: "nearest" });
  return box.setAttribute("aria-activedescendant", `hit-${i}`);
}

function closeHits() {
  unfolded.clear();
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function takeHit(i) {
  const row = rows[i];
  if (!row || $("found").hidden) return;
  if (row.act) {
    row.act();
    return;
  }
  const { kind, n } = row.hit.term;
  if (state.view === "overview") state.view = "network";
  choose(kind, n);
  const id = nodeOf(state.chosen);
  if (id !== null) bringIntoView(id);
  closeHits();
  $("panel").focus({ preventScroll: true });
}

function startSearch() {
  const box = $("search");
  box.addEventListener("input", () => {
    unfolded.clear();
    showHits();
  });
  box.addEventListener("focus", () => box.value && showHits());
  box.addEventListener("blur", closeHits);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !$("found").hidden) {
      event.preventDefault(); // the browser would empty the field
      closeHits();
    } else if (event.key === "Enter") takeHit(active);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if ($("found").hidden) showHits();
      else if (rows.length) setActive((active + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length);
    } else return;
    event.stopPropagation();
  });
}
