// Which tenant a path names: a GUID, a domain, or one of the words that stand for any tenant.

import { type Cloud, findTenant, type Tenant } from '../cloud.ts';
import { type Read, read, refused } from './refusal.ts';

export type TenantInPath = { readonly kind: 'one'; readonly tenant: Tenant } | { readonly kind: 'any' };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dnsName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

export function tenantInPath(cloud: Cloud, identifier: string): Read<TenantInPath> {
  if (['organizations', 'common'].includes(identifier.toLowerCase())) return read({ kind: 'any' });
  const tenant = findTenant(cloud, identifier);
  if (tenant !== undefined) return read({ kind: 'one', tenant });
  if (guid.test(identifier) || dnsName.test(identifier)) {
    return refused(
      400,
      'invalid_tenant',
      90002,
      `Tenant '${identifier}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    );
  }
  return refused(
    400,
    'invalid_request',
    900023,
    `Specified tenant identifier '${identifier}' is neither a valid DNS name, nor a valid external domain.`,
  );
}
