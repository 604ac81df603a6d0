// The Exchange commands with the procedure's explanation of each group, a copy button on each, and the file.

import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { announcer, bar, copyButton, page } from './layout.ts';
import { placePath } from './place-path.ts';
import type { ScriptGroup, ScriptView } from './script-view.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

export type ScriptParts = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly view: ScriptView | null;
  readonly which: 'handOver' | 'undo';
};

export function scriptPage({ words, setup, session, view, which }: ScriptParts): Html {
  const { script } = words.pages;
  return page({
    words,
    title: which === 'undo' ? script.undoTitle : script.title,
    about: aboutSetup(words, setup),
    body: html`${view === null ? bar('info', html`<p>${script.notYet}</p>`) : whole(words, session, view, which)}
<section class="card no-print">${accountLine(words, session.person)}</section>${otherAccountForm(session)}${announcer}`,
  });
}

function whole(words: Words, session: SignedInSession, view: ScriptView, which: ScriptParts['which']): Html {
  const { script } = words.pages;
  return html`<section class="card"><p>${script.where}</p>
<div class="buttons"><a class="button primary" href="${placePath('script', session.ticket)}?download=1" download>${script.download}</a></div>
<p class="quiet small-text choice">${script.unblock} <code>Unblock-File .\\${view.fileName}</code></p></section>
${view.groups.map((group) => groupCard(words, group, script.commands))}
${which === 'handOver' && bar('info', html`<p>${script.afterwards}</p>`)}`;
}

/** `copyLabel`: what the button copies. */
export function groupCard(
  words: Words,
  { section, title, explanation, commands }: ScriptGroup,
  copyLabel: string,
): Html {
  const { script } = words.pages;
  return html`<section class="card"><h2>${title}${section !== null && html` <span class="badge">${script.section(section)}</span>`}</h2>
<p class="quiet">${explanation}</p>
<div class="commands"><pre><code>${commands.join('\n')}</code></pre>${copyButton(words, copyLabel)}</div></section>`;
}
