// The page on which an administrator decides. Its order is fixed: who asks, for which tenant, what will be created, what
// it can do and what not, what people must do, who may read the secret, as whom one is signed in, one button.

import { becomesOwner } from '../setup/directory-roles.ts';
import type { Setup } from '../setup/setup.ts';
import type { Survey } from '../setup/survey.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { isSecretKept, type Work } from './authorize-task.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { bar, card, page, theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';
import { type ConsentInPlan, whatIsCreated } from './what-is-created.ts';
import { whatItCanDo, whatPeopleDo } from './what-it-can-do.ts';
import { whoAsks } from './who-asks.ts';

/** Why the plan is shown again instead of being carried out. */
export type PlanMessage = 'stale' | 'busy';

/** What was typed in the reader's field and what is wrong with it. */
export type ReaderField = { readonly typed: string; readonly mistake: string | null };

export type Plan = {
  readonly words: Words;
  readonly setup: Setup;
  readonly survey: Survey;
  readonly session: SignedInSession;
  readonly task: Work;
  readonly message: PlanMessage | null;
  readonly reader: ReaderField;
};

export function planPage(plan: Plan): Html {
  const { words, setup, survey, session, task, message } = plan;
  const consent = consentIn(plan);
  return page({
    words,
    title: task.kind === 'consent' ? words.pages.plan.consentTitle : words.pages.plan.title,
    about: aboutSetup(words, setup, survey.organization),
    body: html`${message !== null && bar('warning', html`<p>${words.pages.plan[message]}</p>`, true)}
${setup.problem !== null && html`<h2>${words.pages.plan.stoppedBefore}</h2>${problemBar(words, setup.problem)}`}
${consent === 'handedOn' && bar('info', html`<p>${words.pages.plan.mayNotConsent}</p>`)}
${whoAsks(words, setup, survey)}
${tenantCard(words, setup, survey)}
${whatIsCreated(words, setup, survey, consent)}
${ownerToBe(plan)}
${whatItCanDo(words, setup, survey)}
${whatPeopleDo(words, setup, survey, consent)}
${decision(plan)}
${otherAccountForm(session)}`,
  });
}

function consentIn({ task, session }: Plan): ConsentInPlan {
  if (task.kind === 'consent' || task.consent === 'here') return 'here';
  return session.consent === 'here' ? 'handedOn' : 'elsewhere';
}

/** Microsoft's doing, of which whoever decides should know; of what exists already it is as it was. */
function ownerToBe({ words, survey, session: { person } }: Plan): HtmlValue {
  if (!becomesOwner(person) || survey.observed.application !== null) return null;
  const { title, hint } = words.scopes.owner;
  return bar('info', html`<p><strong dir="auto">${title(person.name)}</strong></p><p>${hint}</p>`);
}

function tenantCard(words: Words, { request }: Setup, { organization }: Survey): Html {
  const { tenant } = words.pages.plan;
  return card(
    tenant.title,
    html`<dl class="facts"><div class="fact"><dt>${tenant.name}</dt><dd><strong>${theirs(organization)}</strong></dd></div>
<div class="fact"><dt>${tenant.id}</dt><dd><code>${request.tenant.id}</code></dd></div>
${request.tenant.typed.toLowerCase() !== request.tenant.id && html`<div class="fact"><dt>${tenant.typed}</dt><dd>${theirs(request.tenant.typed)}</dd></div>`}</dl>`,
  );
}

function decision({ words, setup, survey, session, task, reader }: Plan): Html {
  const { again, plan } = words.pages;
  const { decide } = plan;
  const forbidden = survey.secretPolicy.kind === 'forbidden' && !isSecretKept(setup, survey);
  const onlyConsent = task.kind === 'consent';
  const begun = survey.observed.application !== null ? decide.goOn : decide.go;
  return html`<form method="post" action="${placePath('authorize', session.ticket, 'create')}">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="version" value="${setup.version}">
${!isSecretKept(setup, survey) && card(plan.reader.title, readerField(words, reader))}
${card(
  decide.title,
  html`${accountLine(words, session.person)}<p class="quiet">${onlyConsent ? decide.grantOnly : begun}</p>
${
  forbidden
    ? html`<div class="buttons"><a class="button" href="${placePath('authorize', session.ticket)}">${again}</a></div>`
    : html`<div class="buttons"><button type="submit" class="primary">${onlyConsent ? decide.grant : decide.create}</button></div>`
}`,
)}</form>`;
}

function readerField({ pages }: Words, { typed, mistake }: ReaderField): Html {
  const { reader } = pages.plan;
  const wrong = mistake !== null && html` aria-invalid="true" autofocus`;
  return html`<p>${reader.you}</p>
<label for="reader">${reader.label}</label>
<input type="text" id="reader" name="reader" value="${typed}" placeholder="${reader.placeholder}" autocomplete="off" autocapitalize="none" spellcheck="false" inputmode="email" dir="auto" aria-describedby="reader-hint${mistake !== null && ' reader-mistake'}"${wrong}>
${mistake !== null && html`<p class="field-error" id="reader-mistake" role="alert">${mistake}</p>`}
<p class="hint" id="reader-hint">${reader.hint}</p>`;
}
