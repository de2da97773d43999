// The overview: who and what is told of when, as a table of counts; a cell opens that part of the network.

const OVERVIEW_FROM = 300; // nodes
const MOST_COLUMNS = 20;
const OVERVIEW_ROWS = { actor: 14, topic: 10 };
const GRAINS_OF_COLUMNS = ["month", "quarter", "year", "decade", "century"];
const HEATS = 5;
const [NAME_COLUMN, LEAST_COLUMN] = [172, 35]; // pixels
let overview = null; // what is drawn: {columns, rows, cells}

const columnDay = (event) => (event.time === null ? null : event.time.s ?? event.time.e - 1);

function columnStart(day, grain) {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const years = { year: 1, decade: 10, century: 100 }[grain];
  const first = years ? Date.UTC(year - (year % years), 0, 1) : Date.UTC(year, grain === "quarter" ? month - (month % 3) : month, 1);
  return Math.round(first / DAY) + EPOCH;
}

// The columns: months, or what is coarser, of the time that nearly all events are of; what is before and after has one each.
function overviewColumns() {
  const days = EVENTS.map(columnDay).filter((day) => day !== null).sort((a, b) => a - b);
  if (!days.length) return [];
  const [from, to] = [days[Math.floor(days.length * 0.03)], days[Math.floor(days.length * 0.97)]];
  const edgesOf = (grain) => {
    const edges = [columnStart(from, grain)];
    while (edges[edges.length - 1] <= to && edges.length <= MOST_COLUMNS + 1) edges.push(columnStart(edges[edges.length - 1] + { month: 32, quarter: 93, year: 367, decade: 3660, century: 36600 }[grain], grain));
    return edges;
  };
  const grain = GRAINS_OF_COLUMNS.find((one) => edgesOf(one).length <= MOST_COLUMNS + 1) ?? "century";
  const edges = edgesOf(grain);
  const columns = edges.slice(0, -1).map((start, i) => ({ start, end: edges[i + 1], grain }));
  if (days[0] < edges[0]) columns.unshift({ start: null, end: edges[0], grain });
  if (days[days.length - 1] >= edges[edges.length - 1]) columns.push({ start: edges[edges.length - 1], end: null, grain });
  return columns;
}

function columnText({ start, end, grain }, before = null) {
  if (start === null) return t("until", { date: pattern(grain, end - 1) });
  if (end === null) return t("since", { date: pattern(grain, start) });
  const newYear = before === null || before.start === null || dateOf(before.start).getUTCFullYear() !== dateOf(start).getUTCFullYear();
  return grain === "month" ? pattern(newYear ? "tick_month_year" : "tick_month", start) : pattern(grain, start);
}

const columnName = (column) => (column.start === null || column.end === null ? columnText(column) : pattern(column.grain, column.start));

function overviewRows() {
  const first = (list, most, kind) => list.map((item, n) => ({ kind, n, count: item.n, id: `${kind[0]}${n}` }))
    .filter((row) => row.count && NODES.has(row.id)).sort((a, b) => b.count - a.count || a.n - b.n).slice(0, most);
  return [...first(ACTORS, OVERVIEW_ROWS.actor, "actor"), ...first(TOPICS, OVERVIEW_ROWS.topic, "topic")];
}

// Opens what a row is about, in the time of a column: null all of it.
function openPart(row, column) {
  const ends = column === null ? [0, 1] : [column.start === null ? 0 : place(column.start), column.end === null ? 1 : place(column.end)];
  state.brush = ends[0] < ends[1] ? ends : [0, 1];
  state.view = "network";
  setFocus({ id: row.id, steps: row.kind === "actor" ? 2 : 1 });
}

function buildOverview() {
  const host = $("overview");
  const columns = overviewColumns();
  const rows = overviewRows();
  const dateless = EVENTS.some((event) => event.time === null);
  const cells = rows.map((row) => [...columns, ...(dateless ? [null] : [])].map((column) => el("button", { type: "button", class: "cell", tabIndex: -1, onclick: (event) => event.currentTarget.textContent && openPart(row, column) })));
  if (cells.length && cells[0].length) cells[0][0].tabIndex = 0;
  const headed = (row, i) => [
    i === 0 || rows[i - 1].kind !== row.kind ? el("tr", { class: "heading" }, el("th", { scope: "colgroup", colspan: columns.length + 1 + Number(dateless) }, t(row.kind === "actor" ? "main_actors" : "main_topics"))) : null,
    el("tr", {},
      el("th", { scope: "row" }, el("button", { type: "button", class: "plain", onclick: () => openPart(row, null) }, mark(row.kind === "actor" ? ACTORS[row.n].kind : "topic"), el("span", {}, labelOf(row.id)))),
      ...cells[i].map((cell) => el("td", {}, cell))),
  ];
  const help = el("p", { class: "small", id: "overview-help" }, t("overview_help"));
  const table = el("table", { class: "heat", "aria-labelledby": "overview-help", onkeydown: (event) => walkCells(event, cells) },
    el("thead", {}, el("tr", {}, el("td", {}), ...columns.map((column, i) => el("th", { scope: "col" }, columnText(column, columns[i - 1] ?? null))), dateless ? el("th", { scope: "col" }, t("undated")) : null)),
    el("tbody", {}, ...rows.flatMap(headed)));
  table.style.minWidth = `${NAME_COLUMN + LEAST_COLUMN * (columns.length + Number(dateless))}px`;
  host.replaceChildren(help, table);
  overview = { language, columns, rows, cells, dateless };
}

function walkCells(event, cells) {
  const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const row = cells.findIndex((line) => line.includes(event.target));
  if (!by || row < 0) return;
  const next = cells[row + by[0]]?.[cells[row].indexOf(event.target) + by[1]];
  event.preventDefault();
  if (!next) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function drawOverview() {
  if (state.view !== "overview") return;
  if (overview?.language !== language) buildOverview();
  const { columns, rows, cells, dateless } = overview;
  const lines = new Map(rows.map((row, i) => [row.id, i]));
  const counts = rows.map(() => new Array(columns.length + Number(dateless)).fill(0));
  EVENTS.forEach((event, i) => {
    if (!shown.passing[i]) return;
    const day = columnDay(event);
    const column = day === null ? columns.length : columns.findIndex((one) => one.end === null || day < one.end);
    const ids = new Set([...event.parts.map((part) => `a${part[0]}`), ...event.topics.map((n) => `t${n}`)]);
    for (const id of ids) if (lines.has(id)) counts[lines.get(id)][column] += 1;
  });
  const most = Math.max(1, ...counts.flatMap((line) => line.slice(0, columns.length)));
  counts.forEach((line, i) => line.forEach((count, j) => {
    const cell = cells[i][j];
    const text = count ? String(count) : "";
    if (cell.textContent === text && cell.dataset.heat !== undefined) return;
    cell.textContent = text;
    cell.dataset.heat = count ? String(columns[j] ? Math.max(1, Math.ceil(HEATS * Math.sqrt(count / most))) : 1) : "0";
    cell.setAttribute("aria-disabled", String(count === 0));
    cell.setAttribute("aria-label", t("overview_cell", { name: labelOf(rows[i].id), date: columns[j] ? columnName(columns[j]) : t("undated"), events: numbered("events", count) }));
  }));
}
