// Runs over time: a bar for each, as high as what it applied, with failed and refused jobs on top.

const PARTS = [
  { kind: 'ok', text: 'applied', of: (run) => run.applied ?? 0 },
  { kind: 'failed', text: 'failed', of: (run) => run.counts?.failed ?? 0 },
  { kind: 'refused', text: 'refused', of: (run) => run.counts?.refused ?? 0 },
];
const HEIGHT = 100;

/** The chart of some finished runs, newest first as they come; the table below it says the same. */
function runsChart(runs) {
  const inTime = runs.filter((run) => run.counts).reverse();
  const top = Math.max(1, ...inTime.map((run) => PARTS.reduce((sum, part) => sum + part.of(run), 0)));
  const width = Math.max(inTime.length, 20);
  const text = `Jobs applied, failed and refused in each of ${count(inTime.length, 'run')}, oldest first; at most ${number.format(top)} in one run. The table has the same figures.`;
  return [
    el('figcaption', {}, el('span', {}, 'Jobs in each run'),
      el('span', { class: 'legend' }, ...PARTS.map((part) => el('span', {}, el('span', { class: `swatch ${part.kind}`, 'aria-hidden': 'true' }), part.text)))),
    el('div', { class: 'plot' },
      el('span', { class: 'scale', 'aria-hidden': 'true' }, el('span', {}, number.format(top)), el('span', {}, '0')),
      svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': text },
        ...inTime.map((run, i) => bar(run, i + width - inTime.length, top)))),
    el('div', { class: 'span', 'aria-hidden': 'true' },
      el('span', {}, shortTime(inTime[0].startedAt)), el('span', {}, shortTime(inTime.at(-1).startedAt))),
  ];
}

/** A run that wrote nothing has a low mark, so that it is seen to have run. */
function bar(run, place, top) {
  const title = svg('title');
  title.textContent = `${shortTime(run.startedAt)}: ${runChanges(run)}`;
  const group = svg('g', {}, title, svg('rect', { class: 'idle', x: place + 0.12, y: HEIGHT - 1.5, width: 0.76, height: 1.5 }));
  let y = HEIGHT;
  for (const part of PARTS) {
    const height = (part.of(run) / top) * HEIGHT;
    if (height > 0) {
      const drawn = Math.max(height, 2);
      y -= drawn;
      group.append(svg('rect', { class: part.kind, x: place + 0.12, y, width: 0.76, height: drawn }));
    }
  }
  return group;
}
