// Places for the part of a large graph that is on the screen: of a small one they come with the page (layout.py).
// Time runs from left to right; the same nodes get the same places, whatever was on the screen before.

const ROOM = 62; // pixels between two neighbours
const ASPECT = 2.6; // width by height, as in layout.py
const ROUNDS = 60;
const UNDATED_GAP = 60;

let arranged = ""; // the nodes that have their places

// Gives whether anything got another place.
function arrange(ids) {
  const nodes = [...ids].sort().map((id) => NODES.get(id));
  const key = nodes.map((node) => node.id).join();
  if (key === arranged) return false;
  arranged = key;
  const events = nodes.filter((node) => node.group === "event").map((node) => EVENTS[Number(node.id.slice(1))]);
  const dated = events.filter((event) => event.time !== null);
  const width = Math.max(300, ROOM * Math.sqrt(nodes.length * ASPECT));
  const undated = 1 - dated.length / events.length;
  const zone = dated.length === events.length ? 0 : dated.length ? width * Math.max(0.16, Math.min(0.42, undated), 1.3 * undated - 0.45) : width;
  const low = Math.min(...dated.map((event) => event.p0), 1);
  const high = Math.max(...dated.map((event) => (event.time.e === null ? event.p0 : event.p1)), 0);
  NET.axis.width = dated.length ? (width - zone) / Math.max(high - low, 0.002) : 0;
  const left = low * NET.axis.width;
  NET.axis.undated = zone ? [left - zone - UNDATED_GAP, left - UNDATED_GAP] : [0, 0];
  const spots = settle(nodes, (event, share) => {
    if (event.time === null) return NET.axis.undated[0] + share * zone;
    const [a, b] = [event.time.s === null ? event.p1 : event.p0, event.time.e === null ? event.p0 : event.p1];
    return (a + (b - a) * share) * NET.axis.width;
  }, width / ASPECT);
  nodes.forEach((node, i) => {
    const spot = state.moved.get(node.id) ?? [Math.round(spots.x[i]), Math.round(spots.y[i])];
    [node.x, node.y] = spot;
    FIRST.set(node.id, [Math.round(spots.x[i]), Math.round(spots.y[i])]);
  });
  return true;
}

// Events keep to their days, actors go where their events are, and all make room for each other.
function settle(nodes, placeOf, height) {
  const count = nodes.length;
  const [x, y, home] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const bound = nodes.map((node) => node.group === "event");
  const number = new Map(nodes.map((node, i) => [node.id, i]));
  const near = nodes.map((node) => [...NEAR.get(node.id)].map((id) => number.get(id)).filter((j) => j !== undefined));
  let share = 0.5;
  nodes.forEach((node, i) => {
    share = (share + 0.618033988749895) % 1;
    y[i] = (((share * 7) % 1) - 0.5) * height;
    if (bound[i]) x[i] = home[i] = placeOf(EVENTS[Number(node.id.slice(1))], share);
  });
  for (let turn = 0; turn < 3; turn += 1) {
    nodes.forEach((_, i) => {
      if (bound[i] || !near[i].length) return;
      x[i] = near[i].reduce((sum, j) => sum + x[j], 0) / near[i].length;
      y[i] = 0.5 * y[i] + (0.5 * near[i].reduce((sum, j) => sum + y[j], 0)) / near[i].length;
    });
  }
  const reach = ROOM * 1.5;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const most = reach * 0.4 * (1 - turn / ROUNDS) + 1;
    const cells = new Map();
    for (let i = 0; i < count; i += 1) {
      const cell = Math.floor(x[i] / reach) * 65536 + Math.floor(y[i] / reach);
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(i);
    }
    for (const [cell, inside] of cells) {
      const others = [-65537, -65536, -65535, -1, 0, 1, 65535, 65536, 65537].flatMap((by) => cells.get(cell + by) ?? []);
      for (const i of inside) {
        let fx = bound[i] ? 0.9 * (home[i] - x[i]) : 0;
        let fy = -0.01 * y[i];
        for (const j of others) {
          if (i === j) continue;
          let [dx, dy] = [x[i] - x[j], (y[i] - y[j]) * 1.5]; // labels are wide, and stand below
          let square = dx * dx + dy * dy;
          if (square >= reach * reach) continue;
          if (square < 1) [dx, dy, square] = [i < j ? 0.7 : -0.7, i > j ? 0.9 : -0.9, 1.3];
          const push = (reach * reach / square - 1) / 9;
          fx += dx * push;
          fy += dy * push;
        }
        for (const j of near[i]) {
          const pull = 1.2 / (near[i].length + Math.sqrt(near[j].length));
          fx += (x[j] - x[i]) * pull * (bound[i] ? 0.2 : 1);
          fy += (y[j] - y[i]) * pull;
        }
        const length = Math.hypot(fx, fy);
        const cut = length > most ? most / length : 1;
        x[i] += fx * cut;
        y[i] += fy * cut;
        if (bound[i]) x[i] = Math.min(Math.max(x[i], home[i] - ROOM / 4), home[i] + ROOM / 4);
      }
    }
  }
  const far = y.reduce((most, one) => Math.max(most, Math.abs(one)), 1);
  const stretch = Math.min(4, Math.max(1, (0.46 * height) / far));
  for (let i = 0; i < count; i += 1) y[i] *= stretch;
  untangle(nodes, bound, x, y);
  return { x, y };
}

// Pushes glyphs with the beginning of their labels apart: events up and down, for their day is where they stand.
function untangle(nodes, bound, x, y) {
  const tall = nodes.map((node) => 2 * node.size + 16);
  const wide = nodes.map((node) => Math.max(2 * node.size + 8, 34));
  const [across, down] = [Math.max(...wide), Math.max(...tall)];
  for (let turn = 0; turn < 40; turn += 1) {
    const cells = new Map();
    nodes.forEach((_, i) => {
      const cell = Math.floor(x[i] / across) * 65536 + Math.floor(y[i] / down);
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(i);
    });
    let moved = false;
    for (const [cell, inside] of cells) {
      const ahead = [1, 65535, 65536, 65537].flatMap((by) => cells.get(cell + by) ?? []);
      inside.forEach((i, k) => {
        for (const j of [...inside.slice(k + 1), ...ahead]) {
          const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
          const overX = (wide[i] + wide[j]) / 2 - Math.abs(dx);
          const overY = (tall[i] + tall[j]) / 2 - Math.abs(dy);
          if (overX <= 0.5 || overY <= 0.5) continue;
          moved = true;
          if (!(bound[i] && bound[j]) && overX < overY) {
            const way = dx >= 0 ? overX : -overX;
            if (bound[i]) x[j] -= way;
            else if (bound[j]) x[i] += way;
            else [x[i], x[j]] = [x[i] + way / 2, x[j] - way / 2];
          } else {
            const way = dy >= 0 ? overY / 2 : -overY / 2;
            [y[i], y[j]] = [y[i] + way, y[j] - way];
          }
        }
      });
    }
    if (!moved) return;
  }
}
