// Views by the address after #, and what the buttons do.

const VIEWS = {
  jobs: { section: 'view-jobs', title: 'Jobs', open: loadJobs },
  plan: { section: 'view-plan', title: 'Plan', open: showPlan },
  runs: { section: 'view-runs', title: 'Runs', open: loadRuns },
  run: { section: 'view-run', title: 'Run', open: showRun },
};

/** Shows the view of the address; `moves` the keyboard to its title unless the page was just opened. */
function showView(moves) {
  const [name, id] = location.hash.slice(1).split('/');
  const view = name === 'runs' && id ? 'run' : name in VIEWS ? name : 'jobs';
  for (const [other, { section }] of Object.entries(VIEWS)) show(byId(section), other === view);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${view === 'run' ? 'runs' : view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${VIEWS[view].title} · Databricks jobs`;
  VIEWS[view].open(id);
  if (view !== 'jobs') loadJobs();
  if (moves) {
    window.scrollTo(0, 0);
    byId(VIEWS[view].section).querySelector('h1').focus({ preventScroll: true });
  }
}

function start() {
  startJobs();
  startRuns();
  byId('make-plan').addEventListener('click', () => {
    location.hash = '#plan';
    makePlan();
  });
  byId('sync').addEventListener('click', confirmSync);
  byId('prune').addEventListener('click', confirmPrune);
  byId('forget-key').addEventListener('click', forgetKey);
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  show(byId('forget-key'), sessionStorage.getItem(KEY) !== null);
  window.addEventListener('hashchange', () => showView(true));
  showView(false);
}

start();
