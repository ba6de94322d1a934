/**
 * Keeps #live as the server would draw it now: on each event of a run (data-events), or every so
 * many milliseconds (data-every). Without scripts the page stays true when it is loaded again.
 */
async function redraw() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.getElementById("live");
  const next = page.getElementById("live");
  if (!now || !next) return;
  const focus = document.activeElement?.closest("#live [id]")?.id;
  const places = [...now.querySelectorAll(".scroll, .picture")].map((e) => [e.scrollLeft, e.scrollTop]);
  const open = [...now.querySelectorAll("details")].map((e) => e.open);
  now.replaceWith(next);
  [...next.querySelectorAll(".scroll, .picture")].forEach((e, i) => {
    if (places[i]) [e.scrollLeft, e.scrollTop] = places[i];
  });
  [...next.querySelectorAll("details")].forEach((e, i) => { if (open[i]) e.open = true; });
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** One at a time; what comes meanwhile is drawn once, after. */
let busy = false;
let again = false;
async function update() {
  if (busy) { again = true; return; }
  busy = true;
  do {
    again = false;
    try { await redraw(); } catch { /* the next event tries again */ }
  } while (again);
  busy = false;
}

const live = document.getElementById("live");
if (live?.dataset.events) {
  const events = new EventSource(live.dataset.events);
  events.addEventListener("state", update);
  events.addEventListener("end", () => { events.close(); update(); });
} else if (live?.dataset.every) {
  const timer = setInterval(async () => {
    await update();
    if (!document.getElementById("live")?.dataset.every) clearInterval(timer);
  }, Number(live.dataset.every));
}
