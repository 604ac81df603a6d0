// What a page does beyond being read: copies a value, follows a run, guards against a second press. Nothing here is
// needed to read a page or to press its buttons.

const announcer = document.querySelector('[data-announce]');

function fallbackCopy(source) {
  const range = document.createRange();
  range.selectNodeContents(source);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const copied = document.execCommand('copy');
  if (copied) selection.removeAllRanges();
  return copied;
}

async function copyFrom(source) {
  if (navigator.clipboard === undefined) return fallbackCopy(source);
  return navigator.clipboard.writeText(source.textContent).then(
    () => true,
    () => fallbackCopy(source),
  );
}

async function onCopy(button) {
  const source = button.closest('.value, .commands').querySelector('code');
  if (!(await copyFrom(source))) return;
  const { done } = button.dataset;
  const before = button.dataset.before ?? button.textContent;
  button.dataset.before = before;
  button.textContent = done;
  if (announcer !== null) announcer.textContent = `${button.getAttribute('aria-label')}: ${done}`;
  setTimeout(() => {
    button.textContent = before;
    if (announcer !== null) announcer.textContent = '';
  }, 2000);
}

function showCopyButtons(root) {
  for (const button of root.querySelectorAll('[data-copy]')) button.hidden = false;
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
  if (button !== null) onCopy(button);
});

// A second press while the first is on its way would only be refused; the browser's Back makes the buttons usable again.
document.addEventListener('submit', (event) => {
  setTimeout(() => {
    for (const button of document.querySelectorAll('button[type="submit"]')) button.disabled = true;
  }, 0);
  event.target.setAttribute('aria-busy', 'true');
});

window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('button[type="submit"]')) button.disabled = false;
});

/** Puts in only the rows that have changed, so that no other is announced again. */
function update(live, markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const fresh = [...template.content.querySelectorAll('li')];
  for (const [index, row] of live.querySelectorAll('li').entries()) {
    if (!row.isEqualNode(fresh[index])) row.replaceWith(fresh[index]);
  }
}

/** Loads the page anew where more than the live part has changed. */
function showLive(live, state, markup) {
  if (state !== live.dataset.live) location.reload();
  else update(live, markup);
}

/** For a browser or a proxy that lets no events through. */
async function poll(live) {
  const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' }).catch(() => null);
  if (answer !== null && answer.status < 500) {
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
    // Nothing live on it: signed out meanwhile, no longer let in, or the plan once more.
    showLive(live, fresh?.dataset.live ?? '', fresh?.innerHTML ?? '');
  }
  setTimeout(poll, 5000, live);
}

/** The browser connects again by itself; where it gave up, the page is asked instead. */
function follow() {
  const live = document.querySelector('[data-live]');
  if (live === null) return;
  if (live.dataset.events === undefined) {
    setTimeout(poll, 1000, live);
    return;
  }
  const events = new EventSource(live.dataset.events);
  events.addEventListener('message', (event) => {
    const { state, html } = JSON.parse(event.data);
    showLive(live, state, html);
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(poll, 1000, live);
  });
  window.addEventListener('pagehide', () => events.close());
}

showCopyButtons(document);
follow();
