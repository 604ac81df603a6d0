// The check from the eBiss server: what its script does, how to run it, the script itself, and where its result goes.

import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import { announcer, bar, card, page } from './layout.ts';
import { placePath } from './place-path.ts';
import { groupCard, type ScriptParts } from './script-page.ts';
import type { ScriptView } from './script-view.ts';
import { aboutSetup } from './setup-heading.ts';

type ServerCheckParts = Omit<ScriptParts, 'which'>;

export function serverCheckPage(parts: ServerCheckParts): Html {
  const { words, setup, session, view } = parts;
  return page({
    words,
    title: words.serverCheck.page.title,
    about: aboutSetup(words, setup),
    body: html`${view === null ? bar('info', html`<p>${words.serverCheck.page.notYet}</p>`) : whole(parts, view)}
<section class="card no-print">${accountLine(words, session.person)}</section>${otherAccountForm(session)}${announcer}`,
  });
}

function whole(parts: ServerCheckParts, view: ScriptView): Html {
  const { words } = parts;
  const { offer, does, copyLabel } = words.serverCheck.page;
  const ticks = does.list.map((line) => html`<li class="done">${icons.can}<div class="grow">${line}</div></li>`);
  return html`<p>${offer}</p>
${card(does.title, html`<ul class="ticks">${ticks}</ul>`)}
${howToRun(parts, view)}
${view.groups.map((group) => groupCard(words, group, copyLabel))}`;
}

function howToRun({ words, session }: ServerCheckParts, { fileName }: ScriptView): Html {
  const { run } = words.serverCheck.page;
  const { script } = words.pages;
  return card(
    run.title,
    html`<p>${run.where}</p>
<div class="buttons"><a class="button primary" href="${placePath('script', session.ticket)}?download=1" download>${script.download}</a></div>
<p class="quiet small-text choice">${script.unblock} <code>Unblock-File .\\${fileName}</code></p>
<p>${run.paste}</p>
${bar('info', html`<p>${run.afterwards}</p>`)}`,
  );
}
