// Whom the calls are made for: whoever signed in at Microsoft Entra, as this tab remembers it.

const SESSION = 'db-dsc-jobs.session';

/** What the app says of Microsoft Entra: authority, tenant, client id, and whether keys open it too; undefined where only keys do. */
const entra = JSON.parse(document.querySelector('meta[name="entra"]')?.content ?? 'null') ?? undefined;

/** From the least to the most: each holds those before it. */
const ROLES = ['Jobs.Read', 'Jobs.Plan', 'Jobs.Apply', 'Jobs.Prune'];

/** What the buttons that are always there need. The others are answered by the app, which names the role. */
const NEEDED = { 'make-plan': 'Jobs.Plan', sync: 'Jobs.Apply', prune: 'Jobs.Prune', 'hold-all': 'Jobs.Apply' };

/** `token`, `expires` in milliseconds, `name`, and `roles` where they are known; undefined when nobody is signed in. */
const session = () => JSON.parse(sessionStorage.getItem(SESSION) ?? 'null') ?? undefined;

/** Gives new tokens. It is worth more than a token, which ends by itself: no storage has it, and a reload forgets it. */
let refreshToken;

function keepSession(answer, claims) {
  refreshToken = answer.refresh_token ?? refreshToken;
  const before = session();
  sessionStorage.setItem(SESSION, JSON.stringify({
    token: answer.access_token,
    expires: Date.now() + Number(answer.expires_in) * 1000,
    name: claims?.preferred_username ?? claims?.name ?? before?.name ?? '',
    roles: claims ? claims.roles : before?.roles,
  }));
  showSession();
}

function forgetSession() {
  refreshToken = undefined;
  sessionStorage.removeItem(SESSION);
  showSession();
}

/** What a token claims; only the app verifies that, so it decides about nothing but what is shown. */
function claimsOf(token) {
  const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Says who is signed in and as what, and takes away what the role is not for. */
function showSession() {
  const held = session();
  const highest = Math.max(-1, ...(held?.roles ?? []).map((role) => ROLES.indexOf(role)));
  byId('who').textContent = held ? visible([held.name, ROLES[highest]].filter(Boolean).join(' · ')) : '';
  show(byId('who'), Boolean(held));
  show(byId('sign-out'), Boolean(held));
  for (const [id, role] of Object.entries(NEEDED)) {
    const may = !held?.roles || highest >= ROLES.indexOf(role);
    byId(id).disabled = !may;
    byId(id).title = may ? '' : `This needs the app role ${role}`;
  }
}
