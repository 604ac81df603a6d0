// The admin consent addresses (v1 and v2): an administrator picks their account, sees what is asked for, and accepts it
// for the whole organisation. Without a reply address the consent is stored and the browser still ends on an error.

import { mayConsent } from '../directory-rights.ts';
import { type Answer, type Call, formOf, htmlPage, redirect } from '../http/call.ts';
import type { PathParts } from '../http/routes.ts';
import type { Person } from './authorize-request.ts';
import { type ConsentAsked, consentAsked } from './consent-asked.ts';
import type { Entra } from './entra.ts';
import { type Read, read, refused } from './refusal.ts';
import { declined, refusalParameters } from './sign-in.ts';
import { approvalNeededPage, consentPage, noReplyAddressPage, pickAccountPage, refusalPage } from './sign-in-pages.ts';
import { tenantInPath } from './tenant-in-path.ts';

export function answerAdminConsent(entra: Entra, call: Call, parts: PathParts): Answer {
  const form = formOf(call);
  const people = peopleToAsk(entra, parts.tenant ?? '');
  if (!people.ok) return htmlPage(people.refusal.status, refusalPage(people.refusal));
  const person = people.value.find((candidate) => candidate.account.objectId === form.get('account'));
  if (call.method !== 'POST' || person === undefined) {
    return htmlPage(200, pickAccountPage(people.value, 'to review the permissions of an application'));
  }
  const clientId = call.query.get('client_id') ?? '';
  const asked = consentAsked(entra.cloud, person.tenant, clientId, call.query.get('scope') ?? '');
  if (!asked.ok) return htmlPage(asked.refusal.status, refusalPage(asked.refusal));
  const reply = replyAddress(call, asked.value, clientId, parts.version === '/v2.0');
  if (!reply.ok) return htmlPage(reply.refusal.status, refusalPage(reply.refusal));
  return decide(person, asked.value, { reply: reply.value, query: call.query, decision: form.get('decision') });
}

function peopleToAsk(entra: Entra, tenantTyped: string): Read<readonly Person[]> {
  const path = tenantInPath(entra.cloud, tenantTyped);
  if (!path.ok) return path;
  const tenants = path.value.kind === 'one' ? [path.value.tenant] : entra.cloud.tenants;
  return read(tenants.flatMap((tenant) => tenant.accounts.map((account) => ({ tenant, account }))));
}

/** Null where the application has none, which only the v1 address lets pass. */
function replyAddress(call: Call, asked: ConsentAsked, clientId: string, strict: boolean): Read<string | null> {
  const given = call.query.get('redirect_uri');
  if (given === null && !strict) return read(asked.redirectUris[0] ?? null);
  if (given !== null && asked.redirectUris.includes(given)) return read(given);
  return refused(
    400,
    'invalid_request',
    50011,
    `The redirect URI '${given ?? ''}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
  );
}

type Press = { readonly reply: string | null; readonly query: URLSearchParams; readonly decision: string | null };

function decide(person: Person, asked: ConsentAsked, { reply, query, decision }: Press): Answer {
  if (!mayConsent(person.account)) {
    return decision === 'cancel'
      ? finish(reply, query, person, refusalParameters(declined()))
      : htmlPage(403, approvalNeededPage(person, asked.permissions, asked.application));
  }
  switch (decision) {
    case 'accept':
      asked.grant();
      return finish(reply, query, person, {});
    case 'cancel':
      return finish(reply, query, person, refusalParameters(declined()));
    default:
      return htmlPage(200, consentPage(person, asked.permissions, asked.application));
  }
}

/** `admin_consent=True` comes with a failure too, as with the real service. */
function finish(
  reply: string | null,
  query: URLSearchParams,
  person: Person,
  failure: Readonly<Record<string, string>>,
): Answer {
  if (reply === null) return htmlPage(400, noReplyAddressPage());
  const address = new URL(reply);
  const parameters = { admin_consent: 'True', tenant: person.tenant.id, ...failure };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  for (const name of ['scope', 'state']) {
    const value = query.get(name);
    if (value !== null) address.searchParams.set(name, value);
  }
  return redirect(address.href);
}
