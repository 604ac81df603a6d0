// What the app will be able to do and what not, and what people must do before it can do anything.

import type { Setup } from '../setup/setup.ts';
import type { MailboxSeen, Survey } from '../setup/survey.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import { bar, card, theirs } from './layout.ts';
import type { ConsentInPlan } from './what-is-created.ts';

export function whatItCanDo(words: Words, setup: Setup, survey: Survey): Html {
  const { able } = words.pages.plan;
  const { request } = setup;
  const notFound = survey.mailboxes.filter((mailbox) => mailbox.kind === 'notFound').length;
  return card(
    able.title,
    html`<ul class="ticks">
${request.channels.includes('smtp') && tick(able.send)}
${request.sender !== null && tick(able.sender(request.sender))}
${request.channels.includes('pop3') && tick(able.receive)}
</ul>
<p class="quiet">${able.onlyAfter}</p>
<ul class="mailboxes">${survey.mailboxes.map((mailbox) => mailboxRow(words, mailbox))}</ul>
${notFound > 0 && bar('warning', html`<p>${able.notFound(notFound)}</p>`)}
<h3>${able.notTitle}</h3>
<ul class="ticks">${able.nots.map((not) => html`<li class="plain">${icons.cannot}<div class="grow">${not}</div></li>`)}</ul>`,
  );
}

function tick(text: string): Html {
  return html`<li class="done">${icons.can}<div class="grow" dir="auto">${text}</div></li>`;
}

function mailboxRow({ pages }: Words, mailbox: MailboxSeen): Html {
  const { able } = pages.plan;
  const beside = {
    found: mailbox.kind === 'found' && html`<span class="quiet">${theirs(mailbox.name)}</span>`,
    notFound: html`<span class="badge warning">${able.notFoundBadge}</span>`,
    notChecked: html`<span class="badge">${able.notChecked}</span>`,
  };
  return html`<li><code>${theirs(mailbox.address)}</code> ${beside[mailbox.kind]}</li>`;
}

export function whatPeopleDo({ pages }: Words, setup: Setup, survey: Survey, consent: ConsentInPlan): Html {
  const { afterwards } = pages.plan;
  const { request } = setup;
  const consented = request.channels.every((channel) => survey.observed.consented.includes(channel));
  return card(
    afterwards.title,
    html`<ol class="tasks">
${consent !== 'here' && !consented && html`<li><strong>${afterwards.consent}</strong> ${afterwards.consentTask}</li>`}
<li><strong>${afterwards.exchange}</strong> ${afterwards.exchangeTask(request.channels.includes('smtp'), request.mailboxes.length)}</li>
<li><strong>${afterwards.ebiss}</strong> ${afterwards.ebissTask}</li>
</ol>
<p class="quiet">${afterwards.wait}</p>
${request.channels.includes('smtp') && request.smtpAuth === 'organization' && bar('warning', html`<p>${afterwards.organizationWide}</p>`)}`,
  );
}
