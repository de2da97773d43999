// Evidence: the sentence in its context, who says so and when, how a date was read, how sure it is. Everything from an
// article is a text node.

const isWeb = (address) => typeof address === "string" && /^https?:\/\//i.test(address);

function outward(address, ...text) {
  return isWeb(address) ? el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, ...text, " ↗") : null;
}

const link = (article) => outward(article.url, t("read"));

const FOLD = 3;

// A few of many, the others behind a line that unfolds; they are made when they are first asked for.
function folded(all, make, most = FOLD, key = "others") {
  if (all.length <= most + 1) return all.map(make);
  return [...all.slice(0, most).map(make), unfolding(all.slice(most), make, key, el("div"))];
}

function unfolding(rest, make, key, host) {
  const more = el("details", { class: "folded", ontoggle: () => more.open && !host.childElementCount && host.append(...rest.map(make)) },
    el("summary", {}, t(key, { n: rest.length })), host);
  return more;
}

function rowsOf(all, make, most, look = "rows", key = "others") {
  if (all.length <= most + 1) return [el("ul", { class: look }, ...all.map(make))];
  return [el("ul", { class: look }, ...all.slice(0, most).map(make)), unfolding(all.slice(most), make, key, el("ul", { class: look }))];
}

// One quote: the sentences around, the sentence, the words in it marked; `also` are further spans, of dates.
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
      el("span", { class: "facts" }, publishedText(article), article.agency && article.agency !== outletOf(article) ? ` · ${t("agency")}: ${article.agency}` : "", DATA.rules[rule] ? el("span", { class: "rule" }, ` · ${t("rule", { rule: DATA.rules[rule] })}`) : null),
      link(article)));
}

// The first quote in full, then the other mentions; `all` is how many there are, of which the page may hold a part.
function quotes(list, all = list.length, also = []) {
  const lost = all - list.length;
  return [
    part(t("evidence"), ...list.slice(0, 1).map((one) => quote(one, also))),
    list.length > 1 ? part(`${t("mentions")} (${all - 1})`, ...folded(list.slice(1), (one) => quote(one, also), 2), lost > 0 ? el("p", { class: "small" }, t("mentions_lost", { mentions: numbered("mentions", lost) })) : null) : null,
  ];
}

// Who says so: those quoted, then for each article the agency it credits and the outlet that has it.
function attribution(event) {
  const speakers = event.by.map(([n, name]) => (n >= 0 ? actorChip(n) : el("span", { class: "chip flat" }, name)));
  return [
    speakers.length ? el("div", { class: "chips speakers" }, ...speakers) : null,
    ...folded(event.articles, (n) => {
      const article = ARTICLES[n];
      const agency = article.agency && article.agency !== outletOf(article) ? article.agency : null;
      return el("div", { class: "chain" },
        speakers.length ? el("span", { class: "then", "aria-hidden": "true" }, "→") : null,
        agency ? [el("span", {}, agency), el("small", {}, t("agency")), el("span", { class: "then", "aria-hidden": "true" }, "→")] : null,
        el("button", { type: "button", class: "plain", onclick: () => choose("article", n) }, el("strong", {}, outletOf(article))),
        el("small", {}, publishedText(article)));
    }, FOLD, "other_articles"),
  ];
}

const DEGREES = [[0.8, "high"], [0.6, "good"], [0.4, "fair"], [0, "low"]];
const degreeOf = (share) => DEGREES.find(([least]) => share >= least)[1];

function confidence(event) {
  const share = Math.round(event.conf * 100);
  return el("dd", { class: "meter" }, el("meter", { min: 0, max: 100, value: share, "aria-label": t("confidence") }), el("span", {}, `${word("degree", degreeOf(event.conf))} · ${share} %`));
}

// How many days a counted date lies from the day of publication; "" if it is no single day, or that day is not known.
function fromPublication({ s, e, at }) {
  const { published } = at ? ARTICLES[SENTENCES[at[0]].a] : {};
  if (!published || s === null || e === null || e - s !== 1) return "";
  const days = s - ordinal(published);
  const key = days === 0 ? "counted_same" : `counted_${days < 0 ? "before" : "after"}${Math.abs(days) === 1 ? "_one" : ""}`;
  return t(key, { n: Math.abs(days), date: pattern("day", ordinal(published)) });
}

// When, and on what ground: read, counted, taken from another sentence or from the day of publication, from which words.
function whenLine(event) {
  const { time } = event;
  if (time === null) return el("dd", {}, t("no_date"));
  const words = time.at ? Array.from(SENTENCES[time.at[0]].t).slice(time.at[1], time.at[2]).join("") : null;
  const counted = time.basis === "relative" ? fromPublication(time) : "";
  return el("dd", {}, el("strong", {}, inWords(time)), el("span", { class: "basis" }, ` ${word("basis", time.basis)}`, words ? el("q", { class: "when", lang: event.lang }, words) : null,
    counted ? ` · ${counted}` : "", ` · ${word("grain", time.grain)}`));
}

// The dates that reports give it and that cannot all be right: who says which, each with its sentence.
function claimed(event) {
  if (!event.claims.length) return null;
  const outlets = (list) => [...new Set(list.map((one) => outletOf(ARTICLES[SENTENCES[one[0]].a])))].join(", ");
  return part(t("claims"), ...event.claims.flatMap(([time, list, sources]) => [
    el("p", { class: "claim" }, el("strong", {}, inWords(time)), ` · ${outlets(list)}`, el("small", {}, ` · ${numbered("sources", sources)}`)),
    list.length ? quote(list[0], time.at ? [time.at] : []) : null,
  ]));
}
