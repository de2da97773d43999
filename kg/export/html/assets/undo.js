// Undo and redo: the fragments of what was on the screen before.

const MOST_STEPS = 300;
const past = [];
const future = [];
let present = null;
let onlyMoved = false; // the last step moved the view and nothing else: further moves belong to it

const withoutCamera = (text) => {
  const values = new URLSearchParams(text);
  values.delete("at");
  return values.toString();
};

function remember(text) {
  if (text === present) return;
  if (present !== null) {
    const moved = withoutCamera(text) === withoutCamera(present);
    if (!(moved && onlyMoved)) past.push(present);
    if (past.length > MOST_STEPS) past.shift();
    onlyMoved = moved;
    future.length = 0;
  }
  present = text;
  drawUndo();
}

function step(from, to) {
  writeFragment(); // what waits to be written is a step of its own
  if (!from.length) return;
  to.push(present);
  restore(from.pop());
  present = fragment();
  onlyMoved = false;
  writeFragment();
  drawUndo();
}

const undo = () => step(past, future);
const redo = () => step(future, past);

function drawUndo() {
  $("undo").disabled = past.length === 0;
  $("redo").disabled = future.length === 0;
}
