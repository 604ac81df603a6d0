// Resolves what a person wrote for their tenant (a domain or an id) to the tenant's id, which alone is used from then
// on. Asks Entra's public discovery document; the typed value chooses a path there, never an address.

import { z } from 'zod';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import { discoveryAddress, type EntraConfig } from './cloud-endpoints.ts';
import { causeOf } from './no-answer.ts';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** Two labels at least, so that `common`, `organizations` and `consumers` are no tenants. */
const dnsName = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$/;
/** All personal Microsoft accounts share this one; nobody's mail is set up there. */
const personalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';
const deadlineMs = 10_000;

const discoveryDocument = z.object({ issuer: z.url() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** The tenant's GUID in lower case. Fails with `tenantUnknown` or `noAnswer`. */
export async function resolveTenant(config: EntraConfig, typed: string): Promise<Outcome<string>> {
  const tenant = typed.trim().toLowerCase();
  if (!guid.test(tenant) && !dnsName.test(tenant)) return unknown(typed, null);
  try {
    const answer = await fetch(discoveryAddress(config, tenant), {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });
    return readAnswer(tenant, answer.status, await answer.text());
  } catch (error) {
    return noAnswer(tenant, causeOf(error));
  }
}

function readAnswer(tenant: string, status: number, text: string): Outcome<string> {
  const body = parseJson(text);
  if (status === 200) return readIssuer(tenant, body);
  const refused = refusal.safeParse(body);
  // 400 with AADSTS90002 or AADSTS900021 is Entra's "no such tenant"; anything else says nothing of the tenant.
  if ((status === 400 || status === 404) && refused.success) {
    return unknown(tenant, refused.data.error_description?.split(/[\r\n]/)[0] ?? refused.data.error);
  }
  return noAnswer(tenant, `HTTP ${status}`);
}

function readIssuer(tenant: string, body: unknown): Outcome<string> {
  const document = discoveryDocument.safeParse(body);
  if (!document.success) return noAnswer(tenant, 'no discovery document');
  const id = new URL(document.data.issuer).pathname.split('/')[1]?.toLowerCase() ?? '';
  if (!guid.test(id)) return noAnswer(tenant, 'no tenant id in the discovery document');
  if (id === personalAccounts || (guid.test(tenant) && id !== tenant)) return unknown(tenant, null);
  return done(id);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unknown(subject: string, details: string | null): Outcome<string> {
  return failed(
    problem({ reason: 'tenantUnknown', step: 'plan', actor: 'requester', remedy: 'changeInput', subject, details }),
  );
}

function noAnswer(subject: string, details: string): Outcome<string> {
  return failed(problem({ reason: 'noAnswer', step: 'plan', actor: 'requester', remedy: 'retry', subject, details }));
}
