// Several workspaces of one app: which of them is shown, and the switch to another.

/** `several`: as the page was told; `turn` counts the changes of what is shown; `asked` the calls for all of them. */
const targets = { several: document.querySelector('meta[name="targets"]') !== null, all: [], chosen: '', turn: 0, asked: 0, etag: undefined };

/** The path of a call, or an address here, about a target; as it is where the app has only one, and where all are meant. */
function forTarget(path, target = targets.chosen) {
  return target ? `${path}${path.includes('?') ? '&' : '?'}target=${encodeURIComponent(target)}` : path;
}

/** What is done, in words that say to which target. */
const ofTarget = (what, target) => (target ? `${what} of ${target}` : what);

/** Whether something can't be shown before one of several targets is chosen. */
const isToChoose = () => targets.several && !targets.chosen;

/** Whether what was done to a target belongs to what is shown now. */
const isOfShown = (target) => !targets.chosen || target === targets.chosen;

const chooseView = (why) => notice('note', why, 'Choose the target at the top of the page.');

/** Tells, whenever it is asked, whether the target of now has been shown all along: late answers are not for another one. */
function sameTarget() {
  const { turn } = targets;
  return () => turn === targets.turn;
}

/** The address without its query: with several targets, what is before it says what is shown. */
const addressPath = () => (targets.several ? location.hash.replace(/\?.*$/s, '') : location.hash);

/** Shows the target that the address has, and nothing any more of the one before; gives whether it is another. */
function takeTarget() {
  const name = targets.several ? new URLSearchParams(/\?(.*)$/s.exec(location.hash)?.[1]).get('target') ?? '' : '';
  const isOther = name !== targets.chosen;
  if (isOther) {
    targets.chosen = name;
    targets.turn += 1;
    if (byId('confirm').open) byId('confirm').close();
    forgetJobs();
    forgetRuns();
    forgetUnmanaged();
    plan.waiting = false;
    forgetPlan();
  }
  if (targets.several) showSwitch();
  return isOther;
}

/** The switch, the links that keep to the target, and the buttons that are about one. */
function showSwitch() {
  const choice = byId('switch');
  const names = [...new Set(['', ...targets.all.map(({ target }) => target), targets.chosen])];
  if (names.join('\n') !== [...choice.options].map(({ value }) => value).join('\n')) {
    choice.replaceChildren(...names.map((name) => el('option', { value: name }, name || 'All targets')));
  }
  choice.value = targets.chosen;
  show(byId('switch-label'), true);
  show(byId('actions'), targets.chosen !== '');
  for (const link of document.querySelectorAll('nav a, #all-runs')) link.setAttribute('href', forTarget(link.hash.replace(/\?.*$/s, '')));
  byId('all-jobs').href = jobsAddress(jobs.wanted);
}

/** The address of the same view of another target; runs are known by one target each, and jobs and plans only of one. */
function sameView(target) {
  const path = addressPath();
  if (path.startsWith('#runs')) return forTarget('#runs', target);
  if (!target) return '#jobs';
  return ['#plan', '#unmanaged'].includes(path) || path.startsWith('#jobs/') ? forTarget(path, target) : jobsAddress(jobs.wanted, target);
}

function startTargets() {
  byId('switch').addEventListener('change', () => { location.hash = sameView(byId('switch').value); });
  byId('targets-refresh').addEventListener('click', loadTargets);
}
