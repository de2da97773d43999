// The shelf of events without a date: it folds away, can be searched, and is walked by arrow keys.

const MOST_SHELVED = 240; // events on the shelf at once
const shelf = {};

// Where nothing has a date the shelf is all there is of the timeline: it is open, and in the order of the texts.
const DATELESS = EVENTS.every((event) => event.time === null);

const shelfOpen = () => state.shelf.open ?? (DATELESS || window.innerWidth > 900);

const headingOf = (article) => (outletKey(article) ? sourceName(article) : short(article.title || article.id, 60));

function startShelf() {
  shelf.toggle = el("button", { type: "button", class: "shelf-toggle", "aria-controls": "shelf-body", onclick: () => {
    state.shelf.open = !shelfOpen();
    changed();
  } });
  shelf.find = el("input", { type: "search", id: "shelf-find", autocomplete: "off", spellcheck: "false", oninput: () => {
    state.shelf.find = shelf.find.value;
    changed();
  } });
  shelf.list = el("ul", { onkeydown: walkShelf });
  shelf.note = el("p", { class: "small" });
  shelf.body = el("div", { id: "shelf-body", class: "shelf-body" }, shelf.find, shelf.list, shelf.note);
  shelf.timelessBox = el("input", { type: "checkbox", id: "timeless", onchange: () => {
    state.timeless = shelf.timelessBox.checked;
    changed();
  } });
  shelf.timelessWords = el("span");
  shelf.timeless = el("label", { class: "timeless", hidden: true }, shelf.timelessBox, shelf.timelessWords);
  $("shelf").append(el("h3", {}, shelf.toggle), shelf.timeless, shelf.body);
  shelf.find.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") shelf.list.querySelector("[tabindex='0']")?.focus();
    else if (event.key === "Escape" && shelf.find.value) {
      shelf.find.value = state.shelf.find = "";
      changed();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const tip = (event) => {
    const own = event.target.closest(".on-shelf");
    if (!own) return;
    const box = own.getBoundingClientRect();
    tipOfEvent(Number(own.dataset.n), box.left + 8, box.top);
  };
  shelf.list.addEventListener("pointerover", tip);
  shelf.list.addEventListener("focusin", tip);
  for (const name of ["pointerleave", "focusout"]) shelf.list.addEventListener(name, hideTimeTip);
  $("shelf").addEventListener("scroll", hideTimeTip);
}

function walkShelf(event) {
  const items = [...shelf.list.querySelectorAll("button")];
  const now = items.indexOf(document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || now < 0) return;
  event.preventDefault();
  if (next < 0) {
    shelf.find.focus();
    return;
  }
  const item = items[Math.min(next, items.length - 1)];
  for (const one of items) one.tabIndex = one === item ? 0 : -1;
  item.focus();
}

// What passes the filters; an undated event lies in no period, so a period dims them all.
function drawShelf() {
  const undated = IN_TIME.filter((i) => EVENTS[i].time === null && shown.kept[i]);
  const host = $("shelf");
  host.hidden = !EVENTS.some((event) => event.time === null);
  $("timeline").classList.toggle("no-shelf", host.hidden);
  if (host.hidden) return;
  const open = shelfOpen();
  $("timeline").classList.toggle("shelf-folded", !open);
  shelf.toggle.replaceChildren(el("span", { class: "twist", "aria-hidden": "true" }, open ? "▾" : "▸"), el("span", {}, `${t("undated")} (${numeral(undated.length)})`));
  shelf.toggle.setAttribute("aria-expanded", String(open));
  shelf.toggle.title = word("time", open ? "shelf_close" : "shelf_open");
  shelf.timelessBox.checked = state.timeless;
  shelf.timelessWords.textContent = fillIn(word("time", "timeless"), { n: numeral(undated.length) });
  shelf.body.hidden = !open;
  if (!open) return;
  shelf.find.placeholder = word("time", "shelf_find");
  shelf.find.setAttribute("aria-label", word("time", "shelf_find"));
  if (document.activeElement !== shelf.find) shelf.find.value = state.shelf.find;
  const words = plain(state.shelf.find).split(/\s+/).filter(Boolean);
  const key = (i) => plain([titleOf(i), ...EVENTS[i].parts.map((one) => nameOf(one[0]))].join(" "));
  const found = words.length ? undated.filter((i) => words.every((one) => key(i).includes(one))) : undated;
  const active = lit();
  const chosen = nodeOf(state.chosen);
  if (active !== null && !DATELESS) found.sort((a, b) => Number(active.has(`e${b}`)) - Number(active.has(`e${a}`)));
  const drawn = found.slice(0, MOST_SHELVED);
  shelf.list.classList.toggle("out", brushed() && !state.timeless);
  const now = JSON.stringify([language, drawn, found.length, chosen, active === null ? null : drawn.map((i) => active.has(`e${i}`))]);
  if (now === shelf.key) return;
  shelf.key = now;
  const hadFocus = shelf.list.contains(document.activeElement) ? Number(document.activeElement.dataset.n) : null;
  const reachable = [hadFocus, chosen === null ? null : Number(chosen.slice(1)), drawn[0]].find((i) => drawn.includes(i));
  const look = (i) => `on-shelf ${EVENTS[i].realis}${active && !active.has(`e${i}`) ? " dim" : ""}${chosen === `e${i}` ? " chosen" : ""}`;
  const headed = DATELESS && ARTICLES.length > 1;
  const source = (i) => (EVENTS[i].ev.length ? SENTENCES[EVENTS[i].ev[0][0]].a : -1);
  const heading = (i) => (source(i) < 0 ? null : el("li", { class: "of" }, el("button", { type: "button", class: "plain", tabIndex: -1, lang: ARTICLES[source(i)].lang, onclick: () => choose("article", source(i)) }, headingOf(ARTICLES[source(i)]))));
  shelf.list.replaceChildren(...drawn.flatMap((i, k) => [headed && (k === 0 || source(i) !== source(drawn[k - 1])) ? heading(i) : null, el("li", {}, el("button", {
    type: "button",
    class: look(i),
    tabIndex: i === reachable ? 0 : -1,
    "data-n": i,
    lang: EVENTS[i].lang,
    "aria-current": chosen === `e${i}` ? "true" : null,
    onclick: () => choose("event", i),
  }, titleOf(i), EVENTS[i].realis === "actual" ? null : el("span", { class: "sr" }, ` (${word("realis", EVENTS[i].realis)})`)))]).filter(Boolean));
  if (hadFocus !== null) shelf.list.querySelector(`[data-n='${hadFocus}']`)?.focus();
  const more = found.length - drawn.length;
  shelf.note.textContent = more > 0 ? t("shelf_more", { n: numbered("more_events", more) }) : found.length ? "" : word("time", "shelf_none");
  shelf.note.hidden = !shelf.note.textContent;
}
