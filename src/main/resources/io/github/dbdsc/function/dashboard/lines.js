// Texts of several lines, of which one is to become the other: what is shown are the lines that change, and those around them.

const ALIKE_SHOWN = 3;

/** Texts with more changed lines than this have little in common: all that is between the ends they share counts as changed. */
const MOST_EDITS = 500;

const isText = (value) => value === null || typeof value === 'string';

/** Whether a difference is of texts, one of which has several lines. */
const isOfLines = ({ before, after }) => isText(before) && isText(after) && `${before ?? ''}${after ?? ''}`.includes('\n');

const linesOf = (text) => (text === null ? [] : text.split('\n'));

const edits = (sign, lines) => lines.map((line) => ({ sign, line }));

/** What makes the lines of one text those of the other, in their order: each line is kept (`=`), taken out (`-`) or added (`+`). */
function lineEdits(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [
    ...edits('=', before.slice(0, start)),
    ...fewestEdits(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...edits('=', before.slice(before.length - end)),
  ];
}

/** As few edits as there can be: E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986. */
function fewestEdits(before, after) {
  const most = Math.min(before.length + after.length, MOST_EDITS);
  const middle = most + 1;
  const reached = new Int32Array(2 * middle + 1); // by diagonal: how many lines of `before` are dealt with
  const steps = [];
  for (let step = 0; step <= most; step += 1) {
    steps.push(reached.slice());
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      const from = cameFrom(reached, middle, step, diagonal);
      let x = from.x + (from.adds ? 0 : 1);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reached[middle + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return walkedBack(before, after, steps, middle);
    }
  }
  return [...edits('-', before), ...edits('+', after)];
}

/** From which diagonal one comes farthest with one more edit, and how far that one had come. */
function cameFrom(reached, middle, step, diagonal) {
  const below = reached[middle + diagonal - 1];
  const above = reached[middle + diagonal + 1];
  const adds = diagonal === -step || (diagonal !== step && below < above);
  return adds ? { adds, x: above, diagonal: diagonal + 1 } : { adds, x: below, diagonal: diagonal - 1 };
}

function walkedBack(before, after, steps, middle) {
  const found = [];
  let x = before.length;
  let y = after.length;
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const from = cameFrom(steps[step], middle, step, x - y);
    while (x > from.x && y > from.x - from.diagonal) {
      x -= 1;
      y -= 1;
      found.push({ sign: '=', line: before[x] });
    }
    if (step > 0) found.push(from.adds ? { sign: '+', line: after[y - 1] } : { sign: '-', line: before[x - 1] });
    x = from.x;
    y = from.x - from.diagonal;
  }
  return found.reverse();
}

/** The change of a text by lines; those that stay and are far from any that do not are folded. */
function linesView({ before, after }) {
  const blocks = [];
  for (const { sign, line } of lineEdits(linesOf(before), linesOf(after))) {
    if (blocks.at(-1)?.sign !== sign) blocks.push({ sign, lines: [] });
    blocks.at(-1).lines.push(line);
  }
  return el('div', { class: 'lines' }, ...blocks.flatMap(({ sign, lines }, i) => {
    if (sign === '-') return [el('del', {}, el('span', { class: 'unseen' }, 'taken out: '), ...lines.map(lineView))];
    if (sign === '+') return [el('ins', {}, el('span', { class: 'unseen' }, 'added: '), ...lines.map(lineView))];
    return alikeView(lines, i === 0 ? 0 : ALIKE_SHOWN, i === blocks.length - 1 ? 0 : ALIKE_SHOWN);
  }));
}

function alikeView(lines, first, last) {
  const folds = lines.length - first - last;
  if (folds <= 1) return lines.map(lineView);
  return [
    ...lines.slice(0, first).map(lineView),
    el('details', {}, el('summary', {}, `${number.format(folds)} lines that stay`), ...lines.slice(first, first + folds).map(lineView)),
    ...lines.slice(first + folds).map(lineView),
  ];
}

/** Blanks at its end are marked, since they can be all that changes. */
function lineView(line) {
  const text = line.trimEnd();
  return el('span', { class: 'line' }, text, line === text ? undefined : el('span', { class: 'blanks' }, line.slice(text.length)));
}
