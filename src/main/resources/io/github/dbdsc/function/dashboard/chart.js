// Runs over time: a bar for each, as high as what it applied, with failed and refused jobs on top.

const PARTS = [
  { kind: 'ok', text: 'applied', of: (run) => run.applied ?? 0 },
  { kind: 'failed', text: 'failed', of: (run) => run.counts?.failed ?? 0 },
  { kind: 'refused', text: 'refused', of: (run) => run.counts?.refused ?? 0 },
];
const HEIGHT = 100;

/** How high a number of jobs is. The scale is that of the square root: one run of 300 leaves those of 2 to be seen. */
const heightOf = (jobsInRun, top) => Math.sqrt(jobsInRun / top) * HEIGHT;

/** The chart of some finished runs, newest first as they come; the table below it says the same. */
function runsChart(runs) {
  const inTime = runs.filter((run) => run.counts).reverse();
  const most = Math.max(...inTime.map((run) => PARTS.reduce((sum, part) => sum + part.of(run), 0)));
  const top = Math.max(4, Math.ceil(most / 4) * 4); // so that half the height, which is a quarter, is a whole number
  const width = Math.max(inTime.length, 20);
  const text = `Jobs applied, failed and refused in each of ${count(inTime.length, 'run')}, oldest first, on a square-root scale; at most ${number.format(most)} in one run. The table has the same figures.`;
  return [
    el('figcaption', {}, el('span', {}, 'Jobs in each run ', el('span', { class: 'aside' }, '(square-root scale)')),
      el('span', { class: 'legend' }, ...PARTS.map((part) => el('span', {}, el('span', { class: `swatch ${part.kind}`, 'aria-hidden': 'true' }), part.text)))),
    el('div', { class: 'plot' },
      el('span', { class: 'scale', 'aria-hidden': 'true' }, ...[top, top / 4, 0].map((tick) => el('span', {}, number.format(tick)))),
      svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': text },
        svg('rect', { class: 'grid', x: 0, y: HEIGHT - heightOf(top / 4, top), width, height: 0.6 }),
        ...inTime.map((run, i) => bar(run, i + width - inTime.length, top)))),
    el('div', { class: 'span', 'aria-hidden': 'true' },
      el('span', {}, exact(inTime[0].startedAt)), el('span', {}, exact(inTime.at(-1).startedAt))),
  ];
}

/** A run that wrote nothing has a low mark, so that it is seen to have run. */
function bar(run, place, top) {
  const title = svg('title');
  title.textContent = `${exact(run.startedAt)}: ${runChanges(run)}`;
  const group = svg('g', {}, title, svg('rect', { class: 'idle', x: place + 0.12, y: HEIGHT - 1.5, width: 0.76, height: 1.5 }));
  let below = 0;
  let y = HEIGHT;
  for (const part of PARTS.filter(({ of }) => of(run) > 0)) {
    const height = Math.max(2, heightOf(below + part.of(run), top) - heightOf(below, top));
    below += part.of(run);
    y -= height;
    group.append(svg('rect', { class: part.kind, x: place + 0.12, y, width: 0.76, height }));
  }
  return group;
}
