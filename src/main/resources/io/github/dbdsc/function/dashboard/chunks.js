// Long lists, a chunk at a time: the next one comes when its end is near the window, or on the button.

const CHUNK = 200;

/**
 * Fills `container` with what `row` makes of each item; `more` is the button below it. Gives a function to fill anew, with
 * the first chunk or with as many as were shown.
 */
function chunked(container, more, row) {
  let items = [];
  let shown = 0;

  function next(amount = CHUNK) {
    const fragment = document.createDocumentFragment();
    for (const item of items.slice(shown, shown + amount)) fragment.append(row(item));
    shown = Math.min(items.length, shown + amount);
    container.append(fragment);
    const left = items.length - shown;
    show(more, left > 0);
    more.textContent = `Show ${number.format(Math.min(left, CHUNK))} more of ${number.format(left)}`;
  }

  const near = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && !more.hidden) next();
  }, { rootMargin: '600px' });
  near.observe(more);

  more.addEventListener('click', () => {
    const first = container.children.length;
    next();
    focusFirstLink(container.children[first]);
  });

  return (newItems, asMany = false) => {
    const amount = asMany ? Math.max(CHUNK, shown) : CHUNK;
    items = newItems;
    shown = 0;
    container.replaceChildren();
    next(amount);
  };
}

/** So that the keyboard goes on where the new rows begin. */
function focusFirstLink(element) {
  (element?.querySelector('a, button, summary') ?? element)?.focus();
}
