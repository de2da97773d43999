// Names of events: those with the same words and the same time are told apart by what differs.

const triggerOf = (event) => (event.ev.length ? Array.from(SENTENCES[event.ev[0][0]].t).slice(event.ev[0][1], event.ev[0][2]).join("") : "");

// What may tell two events apart, the nearest to the text first: the word that tells of it, its kind, who reports it.
const HINTS = [triggerOf, (event) => word("type", event.type), (event) => (event.ev.length ? outletOf(ARTICLES[SENTENCES[event.ev[0][0]].a]) : "")];

const twins = new Map();
for (const event of EVENTS) {
  const key = `${event.label.toLowerCase()}\n${event.time?.start}\n${event.time?.end}`;
  if (twins.has(key)) twins.get(key).push(event);
  else twins.set(key, [event]);
}
for (const alike of twins.values()) {
  if (alike.length === 1) continue;
  const differing = HINTS.map((hint) => [hint, new Set(alike.map(hint)).size]).sort((a, b) => b[1] - a[1]); // of equals the first
  if (differing[0][1] > 1) for (const event of alike) event.hint = differing[0][0];
}
twins.clear();

const hintOf = (i) => EVENTS[i].hint?.(EVENTS[i]) ?? "";

function titleOf(i) {
  const hint = hintOf(i);
  return hint ? `${hint} · ${EVENTS[i].label}` : EVENTS[i].label; // first: the end of a name is what is cut
}
