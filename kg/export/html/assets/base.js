// Data, words, dates, and the making of elements. Text of articles reaches the page through text nodes only.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const DATA = unpackedTables(read("data"));
const NET = unpackedTables(read("net"));
const WORDS = read("words");
const { actors: ACTORS, events: EVENTS, topics: TOPICS, articles: ARTICLES, relations: RELATIONS, links: LINKS, sentences: SENTENCES } = DATA;
const KINDS = ["event", "person", "organisation", "place", "group", "topic"];
const REALIS = ["actual", "planned", "possible", "negated"];
const $ = (id) => document.getElementById(id);

const PROPERTIES = new Set(["hidden", "value", "checked", "selected", "tabIndex", "type", "disabled"]);

function fill(node, given, children) {
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (PROPERTIES.has(key) && !(node instanceof SVGElement)) node[key] = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const el = (tag, given = {}, ...children) => fill(document.createElement(tag), given, children);
const svg = (tag, given = {}, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), given, children);

const languages = Object.keys(WORDS);
let language = document.documentElement.lang;

function word(section, key) {
  return WORDS[language][section]?.[key] ?? key;
}

const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const t = (key, values = {}) => fillIn(word("ui", key), values);

// What a language's rules are, made when they are first asked for: that takes the browser some time.
const perLanguage = (make) => {
  const made = new Map();
  return () => made.get(language) ?? made.set(language, make(language)).get(language);
};

// Numbers and what they count, in the plural form that the language has for them.
const numberFormat = perLanguage((code) => new Intl.NumberFormat(code));
const pluralRules = perLanguage((code) => new Intl.PluralRules(code));
// Below a thousand there is nothing to group: digits as dates have them, without the browser's tables, which take it long to load.
const numeral = (n) => (n < 1000 && Number.isInteger(n) ? String(n) : numberFormat().format(n));

function numbered(key, n) {
  const { other, ...forms } = word("count", key);
  return fillIn((Object.keys(forms).length ? forms[pluralRules().select(n)] : null) ?? other, { n: numeral(n) });
}

const MARKS = /[\u0300-\u036f]+/g;
const ASCII = /^[\x20-\x7e]*$/;
const plain = (text) => ASCII.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(MARKS, "").replace(/[đĐ]/g, "d").toLowerCase();

const DAY = 86400000;
const EPOCH = 719163; // Python's ordinal of 1970-01-01
const ordinal = (iso) => Math.round(Date.parse(iso.slice(0, 10) + "T00:00:00Z") / DAY) + EPOCH;
const dateOf = (day) => new Date((day - EPOCH) * DAY);
const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);

const formats = new Map();

function monthName(date, style) {
  const key = `${language} ${style}`;
  if (!formats.has(key)) formats.set(key, { format: new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" }), names: [] });
  const known = formats.get(key);
  return (known.names[date.getUTCMonth()] ??= known.format.format(date));
}

function pattern(name, day) {
  const date = dateOf(day);
  const month = date.getUTCMonth() + 1;
  const values = {
    d: date.getUTCDate(),
    m: month,
    y: date.getUTCFullYear() - (name === "decade" ? date.getUTCFullYear() % 10 : 0),
    q: Math.ceil(month / 3),
    h: month < 7 ? 1 : 2,
    c: Math.ceil(date.getUTCFullYear() / 100),
  };
  return word("dates", name).replace(/\{(\w+)\}/g, (whole, key) =>
    key === "mon" ? monthName(date, "short") : key === "month" ? monthName(date, "long") : (values[key] ?? whole));
}

const GRAINS = new Set(["day", "week", "month", "quarter", "half", "year", "decade", "century"]);

// The finest pattern that both ends of a range fill: whole months are months, whole years are years.
function endGrain(start, end) {
  const first = start === null ? null : dateOf(start);
  const stop = end === null ? null : dateOf(end);
  const both = [first, stop].filter((date) => date !== null);
  if (both.every((date) => date.getUTCDate() === 1 && date.getUTCMonth() === 0)) return "year";
  if (both.every((date) => date.getUTCDate() === 1)) return "month";
  return "day";
}

function inWords(time) {
  if (time === null) return t("undated");
  if (time.said?.language !== language) time.said = { language, text: dateText(time) };
  return time.said.text;
}

function dateText(time) {
  const { s, e, grain } = time;
  let text;
  if (s === null) text = t("until", { date: pattern(GRAINS.has(grain) ? grain : endGrain(s, e), e - 1) });
  else if (e === null) text = t("since", { date: pattern(GRAINS.has(grain) ? grain : endGrain(s, e), s) });
  else if (grain === "range" || (grain === "day" && e - s > 1)) {
    const name = endGrain(s, e);
    const [first, last] = [pattern(name, s), pattern(name, e - 1)];
    text = first === last ? first : `${first} – ${last}`;
  } else text = pattern(grain, s);
  return time.soft ? t("about", { date: text }) : text;
}

for (const event of EVENTS) {
  for (const time of [event.time, ...event.claims.map((claim) => claim[0])]) {
    if (time === null) continue;
    time.s = time.start === null ? null : ordinal(time.start);
    time.e = time.end === null ? null : ordinal(time.end);
    time.soft = /[~%?]/.test(time.edtf);
  }
}

// Day, clock and zone as the source gives them; a clock is never moved to the reader's own zone.
function publishedText(article) {
  if (!article.published) return t("unpublished");
  const clock = /T(\d\d:\d\d)/.exec(article.published);
  return pattern("day", ordinal(article.published)) + (clock ? `, ${clock[1]}${zoneText(article.published)}` : "");
}

function zoneText(published) {
  const [, zone, sign, hours, minutes] = /(Z|([+-])(\d\d):?(\d\d)?)$/.exec(published.slice(11)) ?? [];
  if (zone === undefined) return "";
  const offset = sign === undefined ? "" : `${sign === "-" ? "−" : "+"}${Number(hours)}${Number(minutes ?? 0) ? `:${minutes}` : ""}`;
  return ` (UTC${/^.0$/.test(offset) ? "" : offset})`;
}

function hostOf(article) {
  if (!article.url || !/^https?:\/\//i.test(article.url)) return null;
  try {
    return new URL(article.url).hostname.replace(/^www\./, "");
  } catch {
    return null;
  }
}

// Which outlet an article is of, in no language.
const outletKey = (article) => article.publisher || hostOf(article) || article.agency || "";
const outletOf = (article) => outletKey(article) || t("unknown_source");

// Axis: days to places between 0 and 1, and back.
const AXIS = DATA.axis;
const LONGEST_BREAKS = [...AXIS.breaks].sort((a, b) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0]);

function place(day) {
  const { days, places } = AXIS;
  if (!days.length || day <= days[0]) return 0;
  if (day >= days[days.length - 1]) return 1;
  let low = 0;
  let high = days.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle;
    else high = middle;
  }
  return places[low] + ((day - days[low]) / (days[high] - days[low])) * (places[high] - places[low]);
}

// `round` may be Math.floor or Math.ceil: the day that a place lies in, or the end of that day.
function dayAt(where, round = Math.round) {
  const { days, places } = AXIS;
  if (!days.length) return EPOCH;
  let low = 0;
  let high = places.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle] <= where) low = middle;
    else high = middle;
  }
  const share = (where - places[low]) / (places[high] - places[low] || 1);
  const slip = { floor: 1e-6, ceil: -1e-6 }[round.name] ?? 0; // a day's own place must give that day
  return round(days[low] + Math.min(Math.max(share, 0), 1) * (days[high] - days[low]) + slip);
}

for (const event of EVENTS) {
  if (event.time === null) continue;
  event.p0 = event.time.s === null ? 0 : place(event.time.s);
  event.p1 = event.time.e === null ? 1 : place(event.time.e);
}

// Ticks of an axis drawn through `px`: busy days first, none nearer than `room` pixels to another.
const STARTS = new Map();
for (const event of EVENTS) {
  if (event.time === null || event.time.s === null) continue;
  const known = STARTS.get(event.time.s) ?? { day: event.time.s, count: 0, grains: new Set() };
  known.count += 1;
  known.grains.add(event.time.grain);
  STARTS.set(event.time.s, known);
}

const BUSY_FIRST = [...STARTS.values()].sort((a, b) => b.count - a.count || a.day - b.day);

function ticks(px, left, right, room) {
  const chosen = [];
  for (const start of BUSY_FIRST) {
    const fine = start.grains.has("day") || start.grains.has("week");
    const x = fine ? (px(place(start.day)) + px(place(start.day + 1))) / 2 : px(place(start.day));
    if (x < left || x > right || chosen.some((tick) => Math.abs(tick.x - x) < room)) continue;
    chosen.push({ x, day: start.day, grain: fine ? "day" : start.grains.has("month") ? "month" : endGrain(start.day, null) });
  }
  chosen.sort((a, b) => a.x - b.x);
  let year = null;
  for (const tick of chosen) {
    const own = dateOf(tick.day).getUTCFullYear();
    if (tick.grain === "year") tick.text = pattern("tick_year", tick.day);
    else tick.text = pattern(`tick_${tick.grain}${own === year ? "" : "_year"}`, tick.day);
    year = own;
  }
  return chosen;
}

function gapText(days) {
  if (days < 60) return numbered("days", days);
  if (days < 730) return numbered("months", Math.round(days / 30.44));
  return numbered("years", Math.round(days / 365.25));
}

// The compressed stretches of an axis drawn through `px`: the same ones wherever time is drawn.
// Where there are many the longest are marked, none beside another.
const BREAK_ROOM = 22; // pixels

function breaksOn(px, left, right) {
  const found = [];
  for (const [begin, end] of LONGEST_BREAKS) {
    const x = (px(place(begin)) + px(place(end))) / 2;
    if (x >= left && x <= right && found.every((one) => Math.abs(one.x - x) >= BREAK_ROOM)) found.push({ x, days: end - begin });
  }
  return found.sort((one, two) => one.x - two.x);
}

function zigzag(x, top, bottom) {
  let path = `M${x},${top}`;
  for (let y = top + 3, side = 1; y < bottom; y += 6, side = -side) path += `L${x + 3 * side},${y}`;
  return path;
}

// Neighbours of each node of the network.
const NODES = new Map(NET.nodes.map((node) => [node.id, node]));
const NEAR = new Map(NET.nodes.map((node) => [node.id, new Set()]));
const EDGES_OF = new Map(NET.nodes.map((node) => [node.id, []]));
const EDGES = new Map(NET.edges.map((edge) => [edge.id, edge]));
const LINKS_OF = EVENTS.map(() => []);
LINKS.forEach((link, n) => {
  LINKS_OF[link.s].push(n);
  LINKS_OF[link.o].push(n);
});
for (const edge of NET.edges) {
  NEAR.get(edge.from).add(edge.to);
  NEAR.get(edge.to).add(edge.from);
  EDGES_OF.get(edge.from).push(edge);
  EDGES_OF.get(edge.to).push(edge);
}

const EVENTS_OF = ACTORS.map(() => []);
EVENTS.forEach((event, i) => {
  for (const actor of new Set(event.parts.map((part) => part[0]))) EVENTS_OF[actor].push(i);
});

// Where an event is first told: sentences are numbered article by article, as they are read.
const FAR_IN = 1e5; // letters: no sentence is longer
for (const event of EVENTS) event.told = event.ev.length ? event.ev[0][0] * FAR_IN + event.ev[0][1] : 0;
const asTold = (a, b) => EVENTS[a].told - EVENTS[b].told || a - b;
const byTime = (a, b) => {
  const [one, two] = [EVENTS[a].time, EVENTS[b].time];
  if (one === null || two === null) return (one === null ? 1 : 0) - (two === null ? 1 : 0) || asTold(a, b);
  return (one.s ?? one.e - 1) - (two.s ?? two.e - 1) || (one.e ?? 1e9) - (two.e ?? 1e9) || asTold(a, b);
};
const IN_TIME = EVENTS.map((_, i) => i).sort(byTime);
for (const list of EVENTS_OF) list.sort(byTime);

// An actor's name in the interface's language, if the articles give one.
const nameOf = (n) => ACTORS[n].labels.find((pair) => pair[0] === language)?.[1] ?? ACTORS[n].name;

function labelOf(id) {
  const number = Number(id.slice(1));
  if (id[0] === "e") return titleOf(number);
  if (id[0] === "a") return nameOf(number);
  return TOPICS[number].label;
}

const kindOf = (id) => (id[0] === "e" ? "event" : id[0] === "t" ? "topic" : ACTORS[Number(id.slice(1))].kind);
