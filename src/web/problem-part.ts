// A problem as people read it: what, who can mend it, how, and whether trying again makes sense. The service's own words
// stand behind "Details".

import type { Problem } from '../setup/problem.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { bar, theirs } from './layout.ts';

/** `discreet` leaves out everything that names a tenant or a person: for pages that are shown before sign-in. */
export function problemBar(words: Words, problem: Problem, discreet = false): Html {
  const told = words.problem(problem);
  return bar(
    'wrong',
    html`<p><strong>${told.what}</strong></p>
<p>${words.pages.canMend} ${told.who}.</p>
<p>${told.how} ${told.again}</p>
${!discreet && details(words, problem)}`,
    true,
  );
}

function details({ pages }: Words, { subject, details: theirWords, requestId }: Problem): Html | null {
  if (subject === null && theirWords === null && requestId === null) return null;
  return html`<details><summary>${pages.details}</summary>
${subject !== null && html`<p class="mono">${theirs(subject)}</p>`}
${theirWords !== null && html`<pre dir="auto">${theirWords}</pre>`}
${requestId !== null && html`<p class="small-text">${pages.requestId} <code>${requestId}</code></p>`}</details>`;
}
