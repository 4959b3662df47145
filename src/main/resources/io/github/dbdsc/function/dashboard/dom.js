// Elements. Text always goes in as text: nothing here, or after it, makes markup from a string.

const byId = (id) => document.getElementById(id);

/** Characters that control how a text is written or in which order it is read: with them one text could pass for another. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g;

/** The text with those written as numbers. */
const visible = (text) => text.replace(CONTROLS, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** An element; a property `class`, `on…`, a DOM property, or an attribute; children are nodes or texts. */
function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (property === 'class') element.className = value;
    else if (property.startsWith('on')) element.addEventListener(property.slice(2), value);
    else element.setAttribute(property, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== '')
    .map((child) => (typeof child === 'string' ? visible(child) : child)));
  return element;
}

function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

function show(element, isShown) {
  element.hidden = !isShown;
}

/** A message of its own: kind is one of note, warning, failed. */
function notice(kind, title, detail, ...more) {
  return el('div', { class: `notice ${kind}` },
    el('p', { class: 'notice-title' }, title),
    detail ? el('p', {}, detail) : undefined,
    ...more);
}

function loading(text) {
  return el('p', { class: 'loading' }, el('span', { class: 'spinner', 'aria-hidden': 'true' }), text);
}

/** Tells a screen reader; the same is to be seen elsewhere. */
function announce(text) {
  byId('announcer').textContent = visible(text);
}

/** A link to elsewhere, in its own tab; only the text where the address is none of the web. */
function outside(address, text) {
  return /^https?:\/\//i.test(address ?? '')
    ? el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text)
    : el('span', {}, text);
}
