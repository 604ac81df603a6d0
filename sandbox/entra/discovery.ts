// Discovery document and signing keys. The authorization endpoint it names is plain http on loopback: msal-node takes
// that, and a person's browser meets no certificate warning. Everything else stays https.

import { type Answer, type Call, json } from '../http/call.ts';
import type { PathParts } from '../http/routes.ts';
import type { Entra } from './entra.ts';
import { refusalAnswer } from './refusal.ts';
import { tenantInPath } from './tenant-in-path.ts';

export function discoveryDocument(entra: Entra, call: Call, parts: PathParts): Answer {
  const typed = parts.tenant ?? '';
  const found = tenantInPath(entra.cloud, typed);
  if (!found.ok) return refusalAnswer(found.refusal, call.headers.get('client-request-id'));
  const one = found.value.kind === 'one';
  const issuerTenant = found.value.kind === 'one' ? found.value.tenant.id : '{tenantid}';
  // Entra answers a domain with the tenant's GUID in every address, and "organizations" with itself.
  const segment = one ? issuerTenant : typed;
  return json(200, {
    issuer: `${entra.entraUrl}/${issuerTenant}/v2.0`,
    authorization_endpoint: `${entra.pagesUrl}/${segment}/oauth2/v2.0/authorize`,
    token_endpoint: `${entra.entraUrl}/${segment}/oauth2/v2.0/token`,
    jwks_uri: `${entra.entraUrl}/${segment}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    response_modes_supported: ['query', 'form_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'oid', 'wids'],
    tenant_region_scope: one ? 'EU' : null,
    cloud_instance_name: 'microsoftonline.com',
  });
}

export function signingKeys(entra: Entra, call: Call, parts: PathParts): Answer {
  const found = tenantInPath(entra.cloud, parts.tenant ?? '');
  if (!found.ok) return refusalAnswer(found.refusal, call.headers.get('client-request-id'));
  return json(200, entra.signing.publicKeys);
}

/** What a client asks that was not told to trust this host: which clouds there are. Only this one is. */
export function instanceDiscovery(entra: Entra): Answer {
  const { host } = new URL(entra.entraUrl);
  return json(200, {
    tenant_discovery_endpoint: `${entra.entraUrl}/organizations/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
