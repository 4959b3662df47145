// Views by the address after #, and what the buttons do.

const VIEWS = {
  targets: { section: 'view-targets', title: 'Targets', open: loadTargets },
  jobs: { section: 'view-jobs', title: 'Jobs', open: loadJobs },
  job: { section: 'view-job', title: 'Job', open: showJob },
  plan: { section: 'view-plan', title: 'Plan', open: showPlan },
  runs: { section: 'view-runs', title: 'Runs', open: loadRuns },
  run: { section: 'view-run', title: 'Run', open: showRun },
  unmanaged: { section: 'view-unmanaged', title: 'Not managed', open: loadUnmanaged },
};

/** The part of the address after the name of the view; as it is where it is not encoded as it should be. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** In the header; those of one thing belong to the view of all. */
const TABS = { targets: 'jobs', jobs: 'jobs', job: 'jobs', plan: 'plan', runs: 'runs', run: 'runs', unmanaged: 'unmanaged' };

/** How far down each address was scrolled when it was left. */
const places = new Map();

/** Puts somebody who comes back where they were, on the link that led away if it is still there; others at the beginning. */
function findPlace(section, isBack, left) {
  window.scrollTo(0, (isBack && places.get(location.hash)) || 0);
  const link = isBack && left ? [...section.querySelectorAll('a')].find(({ hash }) => hash === left) : undefined;
  if (document.activeElement === byId('switch')) return; // whoever goes through the targets is not done yet
  (link ?? section.querySelector('h1')).focus({ preventScroll: true });
}

/** Shows the view of the address and moves the keyboard there, unless the page was just opened; `left` is the address before. */
function showView(left) {
  if (left !== undefined) places.set(left, window.scrollY);
  const isOther = takeTarget();
  const [, name, rest] = /^#?([^/?]*)\/?(.*)$/s.exec(addressPath());
  const asked = name === 'jobs' && rest && !rest.startsWith('?') ? 'job' : name === 'runs' && rest ? 'run' : ['plan', 'runs', 'unmanaged'].includes(name) ? name : 'jobs';
  const view = asked === 'jobs' && isToChoose() ? 'targets' : asked;
  const id = view === 'job' ? decoded(rest) : rest;
  forgetTyping();
  const isBack = Boolean(history.state?.seen);
  history.replaceState(SEEN, '');
  if (view === 'jobs') takeAddress();
  if (view === 'jobs' && left !== undefined && !isOther && !byId('view-jobs').hidden) return; // another filter of what is shown
  for (const [other, { section }] of Object.entries(VIEWS)) show(byId(section), other === view);
  showUnmanagedTab();
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash.split('?')[0] === `#${TABS[view]}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = [view === 'job' ? id : VIEWS[view].title, targets.chosen, 'Databricks jobs'].filter(Boolean).map(visible).join(' · ');
  VIEWS[view].open(id);
  if (!['jobs', 'targets'].includes(view)) loadJobs();
  if (targets.chosen && targets.all.length === 0) loadTargets(); // for the switch
  if (left !== undefined) findPlace(byId(VIEWS[view].section), isBack, left);
}

async function start() {
  if (isSignInAnswer()) await finishSignIn();
  history.scrollRestoration = 'manual';
  startTimes();
  startTargets();
  startJobs();
  startRuns();
  startJob();
  startUnmanaged();
  byId('make-plan').addEventListener('click', () => {
    location.hash = forTarget('#plan');
    makePlan();
  });
  byId('sync').addEventListener('click', confirmSync);
  byId('prune').addEventListener('click', confirmPrune);
  byId('forget-key').addEventListener('click', forgetKey);
  byId('sign-out').addEventListener('click', signOut);
  showSession();
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  show(byId('forget-key'), sessionStorage.getItem(KEY) !== null);
  window.addEventListener('hashchange', ({ oldURL }) => showView(new URL(oldURL).hash));
  showView();
}

start();
