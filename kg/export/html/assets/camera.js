// Where the network is looked at from: zoom and position, as a permalink keeps them.

let camera = null; // {x, y, scale}: where the view is, or goes to

const viewNow = () => ({ ...network.getViewPosition(), scale: network.getScale() });

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
