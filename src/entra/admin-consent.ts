// Where an administrator consents to the permissions of an app registration, if not on the bot's own page. The address
// stands beside the tenant's authorization endpoint, which is not always where tokens come from.
// https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent

import { z } from 'zod';
import { discoveryAddress, type EntraConfig } from './cloud-endpoints.ts';

const discoveryDocument = z.object({ authorization_endpoint: z.url({ protocol: /^https?$/ }) });
/** Short: a card waits for it, and there is an address to fall back on. */
const deadlineMs = 2_000;

export type ConsentAddress = (tenantId: string, clientId: string) => Promise<string>;

/** The address for a person's browser; asks Entra once per tenant. The page may end on AADSTS500113 although it worked. */
export function createConsentAddress(config: EntraConfig): ConsentAddress {
  const origins = new Map<string, string>();
  return async (tenantId, clientId) => {
    const known = origins.get(tenantId) ?? (await askOrigin(config, tenantId));
    if (known !== null) origins.set(tenantId, known);
    const address = new URL(`${known ?? config.entraUrl}/${encodeURIComponent(tenantId)}/adminconsent`);
    address.searchParams.set('client_id', clientId);
    return address.href;
  };
}

/** null where Entra does not answer: then the configured address is the best guess. */
async function askOrigin(config: EntraConfig, tenantId: string): Promise<string | null> {
  try {
    const answer = await fetch(discoveryAddress(config, tenantId), {
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    });
    const read = discoveryDocument.safeParse(await answer.json());
    return read.success ? new URL(read.data.authorization_endpoint).origin : null;
  } catch {
    return null;
  }
}
