// Each change that one press makes, with what exists already marked as kept, and what stands in the way of it.

import { permissionOf } from '../setup/request.ts';
import type { ConsentChoice, Setup } from '../setup/setup.ts';
import type { Survey } from '../setup/survey.ts';
import type { Words } from '../words/words.ts';
import { isAllThere, isSecretKept } from './authorize-task.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { bar, card, theirs } from './layout.ts';
import { atTime, onDay } from './when.ts';

/** `handedOn`: it was to be given here, by somebody who may not give it. */
export type ConsentInPlan = ConsentChoice | 'handedOn';

export function whatIsCreated(words: Words, setup: Setup, survey: Survey, consent: ConsentInPlan): Html {
  const { create } = words.pages.plan;
  const { request } = setup;
  const { observed } = survey;
  const names = request.channels.map((channel) => permissionOf[channel]).join(', ');
  const consented = request.channels.every((channel) => observed.consented.includes(channel));
  const secretKept = isSecretKept(setup, survey);
  const onlyConsent = consent === 'here' && isAllThere(setup, survey);
  const endsAt = secretKept && setup.secret !== null ? setup.secret.endsAt : survey.secretEndsAt;
  return card(
    onlyConsent ? create.onlyConsentTitle : create.title,
    html`${onlyConsent && authorizedBy(words, setup)}<ul class="rows">
${row(words, create.application(request.appName), create.applicationHint, observed.application !== null)}
${row(words, create.servicePrincipal, create.servicePrincipalHint, observed.servicePrincipal !== null)}
${row(words, create.permissions(names), create.permissionsHint, observed.application !== null)}
${row(words, create.secret, html`${create.secretHint} ${onDay(words, endsAt)}.`, secretKept)}
${consent === 'here' && row(words, create.consent, create.consentHint(names), consented)}
</ul>
${consent !== 'here' && !consented && html`<p class="quiet">${create.consentLater[consent]}</p>`}
${warnings(words, setup, survey)}`,
  );
}

/** Whoever is asked for the consent alone did not see how the rest came about. */
function authorizedBy(words: Words, { authorization }: Setup): Html | null {
  if (authorization === null) return null;
  const { by, at } = authorization;
  return html`<p class="quiet">${words.pages.plan.create.authorizedBy} ${theirs(by.name)}, ${atTime(words, at)}.</p>`;
}

function row({ pages }: Words, title: string, hint: HtmlValue, kept: boolean): Html {
  const { create } = pages.plan;
  const badge = html`<span class="badge${kept ? '' : ' done'}">${kept ? create.kept : create.fresh}</span>`;
  return html`<li><div class="grow"><strong dir="auto">${title}</strong><br><span class="quiet">${hint}</span></div><span>${badge}</span></li>`;
}

/** Only of what is made anew: what is kept is neither doubled nor shortened. */
function warnings(words: Words, setup: Setup, survey: Survey): HtmlValue {
  const { create } = words.pages.plan;
  const { appName, secretMonths } = setup.request;
  const { observed, sameName, secretPolicy } = survey;
  return [
    observed.application === null && sameName > 0 && bar('warning', html`<p>${create.sameName(appName, sameName)}</p>`),
    !isSecretKept(setup, survey) && secretWarning(words, secretPolicy, secretMonths),
  ];
}

function secretWarning({ pages }: Words, policy: Survey['secretPolicy'], months: number): Html | null {
  const { create } = pages.plan;
  switch (policy.kind) {
    case 'unrestricted':
      return null;
    case 'bounded':
      return policy.days < months * 30 ? bar('warning', html`<p>${create.shortened(months, policy.days)}</p>`) : null;
    case 'forbidden':
      return bar('wrong', html`<p>${create.forbidden}</p>`);
    case 'notReadable':
      return bar('info', html`<p>${create.policyUnknown}</p>`);
  }
}
