// A small timeline of one actor: marks on a line, those of one day above each other.

const STRIP = { width: 340, mark: 5, levels: 4 };

function timeStrip(own) {
  const dated = own.filter((i) => EVENTS[i].time !== null);
  const middles = dated.map((i) => {
    const { time, p0, p1 } = EVENTS[i];
    return time.s === null ? p1 : time.e === null ? p0 : (p0 + p1) / 2;
  });
  const [first, last] = [Math.min(...middles), Math.max(...middles)];
  if (dated.length < 2 || last - first < 1e-6) return null;
  const { width, mark: half, levels } = STRIP;
  const px = (at) => 10 + ((at - first) / (last - first)) * (width - 20);
  const ends = [];
  const marks = dated.map((i, k) => ({ i, x: px(middles[k]) })).sort((a, b) => a.x - b.x || a.i - b.i);
  for (const one of marks) {
    one.level = ends.findIndex((end) => one.x - end >= 2 * half);
    if (one.level < 0) one.level = ends.length < levels ? ends.push(-Infinity) - 1 : levels - 1;
    ends[one.level] = one.x;
  }
  const base = ends.length * 2 * half + 4;
  const picture = svg("svg", { class: "strip", viewBox: `0 0 ${width} ${base + 20}`, "aria-hidden": "true" }, svg("line", { class: "ground", x1: 4, x2: width - 4, y1: base, y2: base }));
  for (const { i, x, level } of marks) {
    const event = EVENTS[i];
    const y = base - half - 1 - level * 2 * half;
    picture.append(svg("g", { class: `event ${event.realis}${shown.events[i] ? "" : " dim"}`, "data-event": event.id, onclick: () => choose("event", i) },
      svg("title", {}, `${inWords(event.time)} · ${titleOf(i)}`),
      svg("path", { class: "mark", d: `M${x},${y - half}L${x + half},${y}L${x},${y + half}L${x - half},${y}Z` })));
  }
  const label = (i, x, anchor) => svg("text", { x, y: base + 15, "text-anchor": anchor }, inWords(EVENTS[i].time));
  picture.append(label(dated[middles.indexOf(first)], 4, "start"), label(dated[middles.indexOf(last)], width - 4, "end"));
  return picture;
}
