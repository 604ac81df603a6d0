// The authorize endpoint that people see: pick an account, consent where that is missing, go back with a code. The
// request stays in the address, so that nothing is kept between two pages.

import type { Tenant } from '../cloud.ts';
import { mayConsent } from '../directory-rights.ts';
import { type Answer, type Call, formOf, htmlPage, redirect } from '../http/call.ts';
import type { PathParts } from '../http/routes.ts';
import { type AuthorizeRequest, type Person, type ReturnAddress, readAuthorizeRequest } from './authorize-request.ts';
import type { Entra } from './entra.ts';
import { type Refusal, refusal } from './refusal.ts';
import { authTimeOf, remembering } from './remembered-sign-ins.ts';
import { missingConsents } from './scopes.ts';
import { approvalNeededPage, consentPage, pickAccountPage, refusalPage, returnPage } from './sign-in-pages.ts';

export function answerAuthorize(entra: Entra, call: Call, parts: PathParts): Answer {
  const asked = readAuthorizeRequest(entra.cloud, parts.tenant ?? '', call.query);
  switch (asked.kind) {
    case 'refusedHere':
      return htmlPage(asked.refusal.status, refusalPage(asked.refusal));
    case 'refusedBack':
      return goBack(asked.back, refusalParameters(asked.refusal));
    case 'request':
      return call.method === 'POST' ? continueAs(entra, asked.request, call) : pick(asked.request);
  }
}

function pick(request: AuthorizeRequest): Answer {
  const hint = request.loginHint?.toLowerCase();
  const people = request.people.toSorted((one, other) => rank(one, hint) - rank(other, hint));
  return htmlPage(200, pickAccountPage(people, request.asksAnew ? passwordAnew : undefined));
}

/** Here nobody has a password; picking the account stands for it. */
const passwordAnew = 'Enter your password again to continue to eBiss mail bot';

function rank(person: Person, hint: string | undefined): number {
  return person.account.username.toLowerCase() === hint ? 0 : 1;
}

function continueAs(entra: Entra, request: AuthorizeRequest, call: Call): Answer {
  const form = formOf(call);
  const objectId = form.get('account');
  const person = request.people.find((candidate) => candidate.account.objectId === objectId);
  if (person === undefined) return pick(request);
  const missing = missingConsents(request.scopes, person.tenant.signInConsents);
  if (missing.length === 0) return goBackWithCode(entra, request, person, call);
  const decision = form.get('decision');
  if (!mayConsent(person.account)) {
    return decision === 'cancel'
      ? goBack(request.back, refusalParameters(approvalNeeded()))
      : htmlPage(403, approvalNeededPage(person, missing));
  }
  if (decision === 'cancel') return goBack(request.back, refusalParameters(declined()));
  if (decision !== 'accept') return htmlPage(200, consentPage(person, missing));
  consentTo(
    person.tenant,
    missing.map((scope) => scope.name),
  );
  return goBackWithCode(entra, request, person, call);
}

function consentTo(tenant: Tenant, names: readonly string[]): void {
  for (const name of names) {
    const lower = name.toLowerCase();
    if (!tenant.signInConsents.includes(lower)) tenant.signInConsents.push(lower);
  }
}

export function declined(): Refusal {
  return refusal(403, 'access_denied', 65004, 'User declined to consent to access the app.');
}

function approvalNeeded(): Refusal {
  return refusal(
    403,
    'access_denied',
    90094,
    'Admin consent is required for the permissions requested by this application.',
  );
}

function goBackWithCode(entra: Entra, request: AuthorizeRequest, person: Person, call: Call): Answer {
  const { objectId } = person.account;
  const authTime = authTimeOf(call, objectId, request.asksAnew, Math.floor(Date.now() / 1000));
  const code = entra.codes.issue({
    who: { ...person, clientId: request.clientId },
    redirectUri: request.back.redirectUri,
    codeChallenge: request.codeChallenge,
    scopes: request.scopes,
    nonce: request.nonce,
    authTime,
  });
  const answer = goBack(request.back, { code: entra.issued.note('code', code) });
  return { ...answer, headers: { ...answer.headers, ...remembering(call, objectId, authTime) } };
}

export function refusalParameters(reason: Refusal): Record<string, string> {
  return { error: reason.error, error_description: `AADSTS${reason.code}: ${reason.text}` };
}

function goBack(back: ReturnAddress, parameters: Readonly<Record<string, string>>): Answer {
  const all = back.state === null ? parameters : { ...parameters, state: back.state };
  if (back.responseMode === 'form_post') return htmlPage(200, returnPage(back.redirectUri, all));
  const address = new URL(back.redirectUri);
  for (const [name, value] of Object.entries(all)) address.searchParams.set(name, value);
  return redirect(address.href);
}
