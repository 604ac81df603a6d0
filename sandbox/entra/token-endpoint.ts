// The token endpoint: finds tenant and grant type, and puts a grant's tokens or refusal into JSON.

import { type Answer, type Call, formOf, json } from '../http/call.ts';
import type { PathParts } from '../http/routes.ts';
import { redeemAuthorizationCode } from './authorization-code-grant.ts';
import { grantClientCredentials } from './client-credentials-grant.ts';
import type { Entra } from './entra.ts';
import { correlationIdOf, parameterMissing, type Read, refusalAnswer, refused } from './refusal.ts';
import { tenantInPath } from './tenant-in-path.ts';

export async function answerToken(entra: Entra, call: Call, parts: PathParts): Promise<Answer> {
  const issued = await tokensFor(entra, parts.tenant ?? '', formOf(call));
  return issued.ok ? json(200, issued.value) : refusalAnswer(issued.refusal, correlationIdOf(call));
}

async function tokensFor(entra: Entra, tenantTyped: string, form: URLSearchParams): Promise<Read<object>> {
  const tenant = tenantInPath(entra.cloud, tenantTyped);
  if (!tenant.ok) return tenant;
  for (const name of ['grant_type', 'client_id']) {
    if ((form.get(name) ?? '') === '') return parameterMissing(name);
  }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemAuthorizationCode(entra, tenant.value, form);
    case 'client_credentials':
      if (tenant.value.kind === 'one') return grantClientCredentials(entra, tenant.value.tenant, form);
      return refused(
        400,
        'invalid_request',
        9001023,
        'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
      );
    default:
      return refused(
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${form.get('grant_type') ?? ''}'.`,
      );
  }
}
