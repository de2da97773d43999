// The URL fragment that says what is on the screen, and the way back from it. It names things by their ids, so that
// it holds for a page of the same graph written again; what it names that is not there is passed over.

// Lists: items may hold any letter.
const joined = (items) => [...items].map(encodeURIComponent).join(",");

function parted(text) {
  return (text ?? "").split(",").filter(Boolean).map((item) => {
    try {
      return decodeURIComponent(item);
    } catch {
      return item;
    }
  });
}

const relationKey = (r) => [ACTORS[r.s].id, r.p, r.o === null ? r.office : ACTORS[r.o].id].join("/");
const linkKey = (l) => [EVENTS[l.s].id, l.p, EVENTS[l.o].id].join("/");
const KEYS = {
  event: (c) => EVENTS[c.n].id,
  actor: (c) => ACTORS[c.n].id,
  topic: (c) => TOPICS[c.n].id,
  article: (c) => ARTICLES[c.n].id,
  relation: (c) => relationKey(RELATIONS[c.n]),
  link: (c) => linkKey(LINKS[c.n]),
  part: (c) => `${EVENTS[c.n].id}/${c.m}`,
  path: (c) => joined([ACTORS[c.n].id, ACTORS[c.m].id]),
};

const LISTS = { e: EVENTS, a: ACTORS, t: TOPICS };
const numbers = new Map();

// The number of what has an id in a list; -1 if nothing has.
function numberOf(list, id) {
  if (!numbers.has(list)) numbers.set(list, new Map(list.map((item, n) => [item.id, n])));
  return numbers.get(list).get(id) ?? -1;
}

const nodeKey = (id) => `${id[0]}:${LISTS[id[0]][Number(id.slice(1))].id}`;

function nodeOfKey(key) {
  const n = key[1] === ":" && LISTS[key[0]] ? numberOf(LISTS[key[0]], key.slice(2)) : -1;
  return n >= 0 && NODES.has(key[0] + n) ? key[0] + n : null;
}

const CHOICES = {
  event: (key) => [numberOf(EVENTS, key)],
  actor: (key) => [numberOf(ACTORS, key)],
  topic: (key) => [numberOf(TOPICS, key)],
  article: (key) => [numberOf(ARTICLES, key)],
  relation: (key) => [RELATIONS.findIndex((relation) => relationKey(relation) === key)],
  link: (key) => [LINKS.findIndex((link) => linkKey(link) === key)],
  part: (key) => {
    const [, id, m] = /^([^]*)\/(\d{1,6})$/.exec(key) ?? [];
    const n = numberOf(EVENTS, id);
    return n >= 0 && EVENTS[n].parts[Number(m)] ? [n, Number(m)] : [-1];
  },
  path: (key) => {
    const [n, m] = parted(key).map((id) => numberOf(ACTORS, id));
    return n >= 0 && m >= 0 && n !== m ? [n, m] : [-1];
  },
};

// Every part of what is shown writes itself into the values and reads itself from them; what is absent is as at first.
const kept = [];
const keep = (write, read) => kept.push({ write, read });

keep(
  (values) => state.chosen && values.set(state.chosen.kind, KEYS[state.chosen.kind](state.chosen)),
  (values) => {
    state.chosen = null;
    for (const [kind, find] of Object.entries(CHOICES)) {
      const [n, m] = values.has(kind) ? find(values.get(kind)) : [-1];
      if (n >= 0) state.chosen = { kind, n, m };
    }
  },
);

// Days with the share of a day: the handles stand where they stood.
function momentAt(where) {
  const { days, places } = AXIS;
  let i = 1;
  while (i < places.length - 1 && places[i] < where) i += 1;
  const day = days[i - 1] + ((where - places[i - 1]) / (places[i] - places[i - 1] || 1)) * (days[i] - days[i - 1]);
  const whole = Math.floor(day + 0.0005);
  const share = Math.round((day - whole) * 1000);
  return isoOf(whole) + (share > 0 ? `.${String(share).padStart(3, "0")}` : "");
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(\.\d{3})?$/;

keep(
  (values) => brushed() && values.set("period", state.brush.map(momentAt).join("..")),
  (values) => {
    const ends = (values.get("period") ?? "").split(/\.\.(?=\d{4}-)/).map((text) => MOMENT.exec(text)).filter(Boolean);
    const [from, to] = ends.map(([, iso, share]) => place(ordinal(iso) + Number(share ?? 0)));
    state.brush = ends.length === 2 && from < to ? [from, to] : [0, 1];
  },
);

const valuesOf = {};

function knownValues(name) {
  valuesOf[name] ??= new Set({
    kind: () => KINDS,
    type: () => EVENTS.map((event) => event.type),
    realis: () => REALIS,
    source: () => ARTICLES.map((article) => article.id),
    outlet: () => ARTICLES.map(outletKey),
    topic: () => TOPICS.map((topic) => topic.id),
    subject: () => ARTICLES.flatMap((article) => article.subjects),
    lang: () => EVENTS.map((event) => event.lang),
  }[name]());
  return valuesOf[name];
}

keep(
  (values) => {
    for (const [name, set] of Object.entries(state.off)) if (set.size) values.set(`no-${name}`, joined([...set].sort()));
    if (state.sure > 0) values.set("sure", String(state.sure));
    if (state.main) values.set("main", "1");
    if (state.timeless) values.set("timeless", "1");
  },
  (values) => {
    for (const [name, set] of Object.entries(state.off)) {
      set.clear();
      for (const item of parted(values.get(`no-${name}`))) if (knownValues(name).has(item)) set.add(item);
    }
    state.main = values.get("main") === "1";
    state.timeless = values.get("timeless") === "1";
    state.sure = /^\d{1,2}$/.test(values.get("sure") ?? "") ? Number(values.get("sure")) : 0;
  },
);

keep(
  (values) => state.focus && values.set("focus", `${nodeKey(state.focus.id)}:${state.focus.steps}`),
  (values) => {
    const [, key, steps] = /^([^]*):([1-6])$/.exec(values.get("focus") ?? "") ?? [];
    const id = key === undefined ? null : nodeOfKey(key);
    state.focus = id === null ? null : { id, steps: Number(steps) };
  },
);

for (const [name, set] of [["hide", state.hidden], ["more", state.added]]) {
  keep(
    (values) => set.size && values.set(name, joined([...set].map(nodeKey).sort())),
    (values) => {
      set.clear();
      for (const key of parted(values.get(name))) if (nodeOfKey(key) !== null) set.add(nodeOfKey(key));
    },
  );
}

keep(
  (values) => state.muted.size && values.set("mute", joined([...state.muted].map((n) => ACTORS[n].id).sort())),
  (values) => {
    state.muted.clear();
    for (const id of parted(values.get("mute"))) if (numberOf(ACTORS, id) >= 0) state.muted.add(numberOf(ACTORS, id));
  },
);

const FAR = 1e6; // no place of a network lies farther out

function spot(text) {
  const at = (text ?? "").split(",").map(Number);
  return at.length >= 2 && at.every((one) => Number.isFinite(one) && Math.abs(one) < FAR) ? at : null;
}

const FIRST = new Map(NET.nodes.map((node) => [node.id, [node.x, node.y]])); // where the layout put them

keep(
  (values) => state.moved.size && values.set("moved", joined([...state.moved].map(([id, at]) => `${nodeKey(id)}@${at.map(Math.round)}`).sort())),
  (values) => {
    for (const id of state.moved.keys()) [NODES.get(id).x, NODES.get(id).y] = FIRST.get(id);
    state.moved.clear();
    for (const item of parted(values.get("moved"))) {
      const [, key, where] = /^([^]*)@([-\d.,]+)$/.exec(item) ?? [];
      const [id, at] = key === undefined ? [null, null] : [nodeOfKey(key), spot(where)];
      if (id === null || at === null) continue;
      state.moved.set(id, at.slice(0, 2));
      [NODES.get(id).x, NODES.get(id).y] = at;
    }
  },
);

keep(
  (values) => state.view !== FIRST_VIEW && values.set("view", state.view),
  (values) => {
    state.view = VIEWS.includes(values.get("view")) ? values.get("view") : FIRST_VIEW;
  },
);

keep(
  (values) => {
    const at = cameraAway();
    if (at) values.set("at", `${Math.round(at.x)},${Math.round(at.y)},${at.scale.toFixed(3)}`);
  },
  (values) => {
    const at = spot(values.get("at"));
    state.at = at?.length === 3 && at[2] > 0 ? { x: at[0], y: at[1], scale: Math.min(Math.max(at[2], 0.02), 12) } : null;
  },
);

keep(writeTimeline, readTimeline);

// Language and theme are the reader's own where the fragment does not say.
const readers = { language: null, theme: null };

keep(
  (values, whole) => {
    if (whole || language !== readers.language) values.set("lang", language);
    if (whole || document.documentElement.dataset.theme !== readers.theme) values.set("theme", document.documentElement.dataset.theme);
  },
  (values) => {
    language = languages.includes(values.get("lang")) ? values.get("lang") : readers.language;
    document.documentElement.dataset.theme = ["light", "dark"].includes(values.get("theme")) ? values.get("theme") : readers.theme;
  },
);

// `whole`: for another reader, who may have another language and theme.
function fragment(whole = false) {
  const values = new URLSearchParams();
  for (const { write } of kept) write(values, whole);
  return values.toString();
}

let known = location.hash; // as last read or written; another one is the reader's own, which is about to be read

function readFragment(text = location.hash.slice(1)) {
  const values = new URLSearchParams(text);
  for (const { read: take } of kept) take(values);
}

function writeFragment() {
  clearTimeout(writing);
  if (location.hash !== known) return;
  const text = fragment();
  remember(text);
  if (text === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  } catch {
    // A page inside another one may have no address of its own; the link can still be copied.
  }
  known = location.hash;
}

// Shows what a fragment says.
function restore(text) {
  const before = language;
  readFragment(text);
  recompute();
  if (language !== before) {
    $("language").value = language;
    setLanguage(language);
  }
  switchTheme(document.documentElement.dataset.theme);
  drawFilters();
  drawBrush();
  placeNodes();
  showCamera();
}

function linkHere() {
  return location.href.replace(/#[^]*$/, "") + `#${fragment(true)}`;
}

// Copies the link; where the browser forbids it, the link stands there, selected, to be copied by hand.
async function copyLink() {
  writeFragment();
  const box = $("permalink");
  const field = el("input", { type: "text", readonly: true, value: linkHere(), "aria-label": t("permalink") });
  const said = el("p", { class: "small", role: "status" }, "");
  box.replaceChildren(field, said);
  box.hidden = false;
  field.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(field.value);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  said.textContent = t(done ? "copied" : "copy_by_hand");
}
