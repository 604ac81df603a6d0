// addPassword and removePassword: secrets that the token endpoint then takes, within the tenant's app management policy.

import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { knownAtFromNow, type PasswordCredential, type Tenant } from '../cloud.ts';
import { applicationToChange } from './applications.ts';
import { readBody } from './body.ts';
import { badRequest, type Checked, entity, noContent, type Reply, refused, sound, unsound } from './reply.ts';
import { graphRoute, keyed, type Visit } from './visit.ts';

const need = { scopes: [['Application.ReadWrite.All', 'Directory.ReadWrite.All']], who: 'member' } as const;
const one = keyed('applications', 'id', 'appId');
const day = 86_400_000;
/** The id by which refusals name the tenant's default policy. */
export const secretPolicyId = '00000000-0000-0000-0000-000000000000';

export const applicationSecretRoutes = [
  graphRoute('POST', `${one}/addPassword`, need, addPassword),
  graphRoute('POST', `${one}/removePassword`, need, removePassword),
];

const asked = z.object({
  passwordCredential: z
    .object({
      displayName: z.string().nullish(),
      startDateTime: z.string().nullish(),
      endDateTime: z.string().nullish(),
    })
    .nullish(),
});

function addPassword(visit: Visit): Reply {
  const body = visit.call.body === '' ? sound({}) : readBody(visit.call, 'addPassword');
  if (!body.ok) return body.reply;
  const application = applicationToChange(visit);
  if (!application.ok) return application.reply;
  const { passwordCredential } = asked.parse(body.value);
  const start = new Date(passwordCredential?.startDateTime ?? Date.now());
  const end = new Date(passwordCredential?.endDateTime ?? twoYearsAfter(start));
  const lifetime = lifetimeAllowed(visit.caller.tenant, start, end);
  if (!lifetime.ok) return lifetime.reply;
  const secretText = newSecretText();
  const credential: PasswordCredential = {
    keyId: randomUUID(),
    displayName: passwordCredential?.displayName ?? null,
    secretText,
    hint: secretText.slice(0, 3),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    knownAt: knownAtFromNow(visit.cloud),
  };
  application.value.passwordCredentials.push(credential);
  const { knownAt: _knownAt, ...shown } = credential;
  const context = 'microsoft.graph.passwordCredential';
  const { body: withContext } = entity(visit.graphUrl, context, 200, { customKeyIdentifier: null, ...shown });
  return { status: 200, body: { ...withContext, '@odata.context': `${visit.graphUrl}/v1.0/$metadata#${context}` } };
}

/** Graph's default where no end is given. */
function twoYearsAfter(start: Date): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end;
}

function lifetimeAllowed(tenant: Tenant, start: Date, end: Date): Checked<true> {
  const { forbidden, maximumDays } = tenant.secretPolicy;
  if (forbidden) return unsound(secretsForbidden());
  if (end <= start || end.getTime() <= Date.now()) {
    return unsound(
      badRequest('Key credential end date is invalid.', [invalidEnd('Key credential end date is invalid.')]),
    );
  }
  if (maximumDays === null || end.getTime() - start.getTime() <= maximumDays * day) return sound(true);
  return unsound(lifetimeTooLong());
}

export function secretsForbidden(): Reply {
  const message = `Credential type not allowed as per assigned policy '${secretPolicyId}'.`;
  return refused(400, 'CredentialTypeNotAllowedAsPerAppPolicy', message);
}

export function lifetimeTooLong(): Reply {
  const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${secretPolicyId}'.`;
  return refused(400, 'CredentialInvalidLifetimeAsPerAppPolicy', message, [invalidEnd(message)]);
}

function invalidEnd(message: string) {
  return { code: 'InvalidKeyEndDate', message, target: 'EndDate' };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~';

/** Forty characters, of which the fourth to sixth are always the same, as in Entra's. */
function newSecretText(): string {
  const letters = [...randomBytes(37)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `${letters.slice(0, 3)}8Q~${letters.slice(3)}`;
}

function removePassword(visit: Visit): Reply {
  const body = readBody(visit.call, 'removePassword');
  if (!body.ok) return body.reply;
  const application = applicationToChange(visit);
  if (!application.ok) return application.reply;
  const keyId = z.object({ keyId: z.string().toLowerCase() }).safeParse(body.value).data?.keyId ?? '';
  const credentials = application.value.passwordCredentials;
  const kept = credentials.filter((credential) => credential.keyId !== keyId);
  if (kept.length === credentials.length) {
    return badRequest(`No password credential found with keyId '${keyId}'.`);
  }
  application.value.passwordCredentials = kept;
  return noContent;
}
