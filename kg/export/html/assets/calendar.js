// The calendar behind the network: days as lines, gaps as zigzags, the zone of the undated.

const TOP = 24; // pixels of the calendar at the top
const drawnDays = { key: "", ticks: [], breaks: [] }; // of the last view: it is drawn again whenever anything in it changes

function daysInView(px, first, width) {
  const key = `${language} ${px(0)} ${px(1)} ${first} ${width}`;
  if (drawnDays.key !== key) Object.assign(drawnDays, { key, breaks: breaksOn(px, 0, width), ticks: ticks(px, first, width - 24, 84) });
  return drawnDays;
}

function traceZigzag(ctx, x, top, bottom) {
  ctx.moveTo(x, top);
  for (let y = top + 3, side = 1; y < bottom; y += 6, side = -side) ctx.lineTo(x + 3 * side, y);
}

function drawCalendar(ctx) {
  onScreen(ctx, () => {
    const host = $("network");
    const [width, height] = [host.clientWidth, host.clientHeight];
    const px = (at) => network.canvasToDOM({ x: at * NET.axis.width, y: 0 }).x;
    const [zone0, zone1] = NET.axis.undated.map((x) => network.canvasToDOM({ x, y: 0 }).x);
    ctx.font = `11px ${colours.sans}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    let first = 24;
    if (DATELESS) return; // the whole is the zone of the undated
    if (zone1 > zone0) {
      ctx.fillStyle = colours.zone;
      ctx.fillRect(0, 0, Math.max(zone1 + 30 * network.getScale(), 0), height);
      ctx.fillStyle = colours.muted;
      const middle = (Math.max(zone0, 0) + Math.min(zone1 + 30, width)) / 2;
      if (zone1 > 40) ctx.fillText(t("undated"), Math.max(middle, 40), TOP / 2 + 1);
      first = Math.max(first, Math.max(middle, 40) + 72);
    }
    const days = daysInView(px, first, width);
    ctx.strokeStyle = colours.line;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    for (const { x } of days.breaks) traceZigzag(ctx, x, TOP, height);
    ctx.stroke();
    ctx.strokeStyle = colours.guide;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const { x } of days.ticks) {
      ctx.moveTo(x, TOP);
      ctx.lineTo(x, height);
    }
    ctx.stroke();
    ctx.fillStyle = colours.muted;
    for (const { x, text } of days.ticks) ctx.fillText(text, x, TOP / 2 + 1);
  });
}
