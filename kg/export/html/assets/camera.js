// Where the network is looked at from: zoom and position, as a permalink keeps them.

let camera = null; // {x, y, scale}: where the view is, or goes to

const viewNow = () => ({ ...network.getViewPosition(), scale: network.getScale() });

function bounds(ids) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const id of ids) {
    const node = NODES.get(id);
    box[0] = Math.min(box[0], node.x);
    box[1] = Math.min(box[1], node.y);
    box[2] = Math.max(box[2], node.x);
    box[3] = Math.max(box[3], node.y);
  }
  return box;
}

// Pixels of the network that the panel lies over, as it does on a phone.
function coveredBelow() {
  const panel = $("panel");
  if (!panel.classList.contains("open") || getComputedStyle(panel).position !== "fixed") return 0;
  const host = $("network").getBoundingClientRect();
  return Math.min(Math.max(host.bottom - panel.getBoundingClientRect().top, 0), host.height * 0.8);
}

// The view that shows all given nodes with room for the labels at the rim and the dates on top; null without any. `covered` are
// pixels at the bottom that cannot be seen: what is to be seen beside them is shown whole.
function fitOf(ids, covered = 0) {
  const host = $("network");
  if (!ids.size || !host.clientWidth) return null;
  const box = bounds(ids);
  const below = covered || ($("legend").hidden ? 0 : $("legend").offsetHeight);
  const [width, height] = [host.clientWidth - 120, host.clientHeight - 96 - below];
  const [wide, high] = [width / Math.max(box[2] - box[0], 1), height / Math.max(box[3] - box[1], 1)];
  // A narrow screen shows a part that can be read, around what is told most, and pans.
  const narrow = !covered && host.clientWidth < 600 && wide < high;
  const scale = Math.max(0.05, Math.min(1.5, narrow ? Math.max(wide, Math.min(high, 0.6)) : Math.min(wide, high)));
  const middle = (box[0] + box[2]) / 2;
  const main = narrow ? [...ids].map((id) => NODES.get(id)).sort((a, b) => b.value - a.value)[0].x : middle;
  const reach = Math.max(0, (box[2] - box[0] - width / scale) / 2);
  const x = Math.min(Math.max(main, middle - reach), middle + reach);
  return { x, y: (box[1] + box[3]) / 2 - (8 - below / 2) / scale, scale };
}

function fitTo(ids, animate = true) {
  const whole = fitOf(ids);
  if (whole !== null) moveCamera(whole, animate);
}

// Moves the view if any of the nodes is at its rim or beyond: one alone to its middle, several so that all are in it.
function bringIntoView(...all) {
  const host = $("network");
  const ids = all.filter((id) => NODES.get(id)?.x !== undefined);
  if (!ids.length || !host.clientWidth) return;
  const covered = coveredBelow();
  const inside = ids.every((id) => {
    const at = network.canvasToDOM(NODES.get(id));
    return at.x > 60 && at.y > 40 && at.x < host.clientWidth - 60 && at.y < host.clientHeight - covered - 40;
  });
  if (inside) return;
  const scale = network.getScale();
  if (ids.length > 1) moveCamera(fitOf(new Set(ids), covered));
  else moveCamera({ x: NODES.get(ids[0]).x, y: NODES.get(ids[0]).y + covered / 2 / scale, scale });
}

// What is chosen, as far as it is drawn.
function chosenNodes() {
  const { chosen } = state;
  if (chosen?.kind === "path") return pathNodes().filter((id) => shown.nodes.has(id));
  return [nodeOf(chosen)].filter((id) => id !== null && shown.nodes.has(id));
}

function moveCamera(to, animate = true) {
  camera = to;
  noted();
  if (!$("network").clientWidth) return; // it goes there when it is seen again
  if (grow(to.scale)) paint();
  network.moveTo({
    position: { x: to.x, y: to.y },
    scale: to.scale,
    animation: animate && !reduced() ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}

// The network was hidden, and may have another size now.
function cameraBack() {
  network.setSize();
  if (camera === null) fitTo(shown.nodes, false);
  else moveCamera(camera, false);
  network.redraw();
}

// The reader has moved the view by hand.
function cameraMoved() {
  camera = viewNow();
  noted();
}

// What is on the screen changed without a change of what is shown: only the fragment is to be written.
function noted() {
  clearTimeout(writing);
  writing = setTimeout(writeFragment, 200);
}

// The view, if it is another one than that which shows all.
function cameraAway() {
  const whole = fitOf(shown.nodes);
  if (camera === null || whole === null) return camera ?? state.at;
  const near = Math.abs(camera.x - whole.x) * whole.scale < 2 && Math.abs(camera.y - whole.y) * whole.scale < 2 && Math.abs(camera.scale / whole.scale - 1) < 0.01;
  return near ? null : camera;
}

// Goes where the fragment says, else shows all, with what is chosen inside.
function showCamera() {
  if ($("network").clientWidth) network.setSize();
  else camera = null;
  if (state.at) moveCamera(state.at, false);
  else fitTo(shown.nodes, false);
  if (!state.at) bringIntoView(...chosenNodes());
}
