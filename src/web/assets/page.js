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

async function readLive() {
  const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
}

/** Replaces the part that changes; loads the page anew once the run is over, because then the rest changes too. */
async function follow() {
  const live = document.querySelector('[data-live="running"]');
  if (live === null) return;
  const fresh = await readLive().catch(() => null);
  if (fresh !== null && fresh.dataset.live !== 'running') {
    location.reload();
    return;
  }
  if (fresh !== null && fresh.innerHTML !== live.innerHTML) live.innerHTML = fresh.innerHTML;
  setTimeout(follow, 2000);
}

showCopyButtons(document);
setTimeout(follow, 2000);
