// The tenant's Exchange Online at a glance: SMTP AUTH of the organisation, registered applications, mailboxes.

import type { Mailbox, Tenant } from '../cloud.ts';
import { type Markup, markup, nothing } from './markup.ts';

/** `propagating`: SMTP and POP3 may still act on what was so before. */
export function exchangeSection(tenant: Tenant, propagating: boolean): Markup {
  const { mailboxes, exchangeServicePrincipals } = tenant;
  const registered = exchangeServicePrincipals.map(
    ({ displayName, appId, objectId }) => markup`<div class="thing"><h3>${displayName}</h3><dl>
<dt>AppId</dt><dd><code>${appId}</code></dd><dt>ObjectId</dt><dd><code>${objectId}</code></dd></dl>${mismatch(tenant, appId, objectId)}</div>`,
  );
  return markup`<section aria-labelledby="exchange"><h2 id="exchange">Exchange Online</h2>
${propagating ? markup`<p class="quiet">Still propagating: SMTP and POP3 may act on what was so before the latest commands.</p>` : nothing}
<dl><dt>SMTP AUTH, organisation</dt><dd>${tenant.smtpClientAuthenticationDisabled ? 'Off' : 'On'}</dd></dl>
<h3>Mailboxes (${mailboxes.length})</h3><div class="things">${mailboxes.map((mailbox) => mailboxOf(tenant, mailbox))}</div></section>
<section aria-labelledby="registered"><h2 id="registered">Service principals in Exchange (${registered.length})</h2>
${registered.length === 0 ? markup`<p class="quiet">None yet.</p>` : registered}</section>`;
}

/** What Exchange itself never says. */
function mismatch(tenant: Tenant, appId: string, objectId: string): Markup {
  const right = tenant.servicePrincipals.some((principal) => principal.appId === appId && principal.id === objectId);
  return right
    ? nothing
    : markup`<p class="bad">No enterprise application has this pair of ids; signing in will fail.</p>`;
}

function mailboxOf(tenant: Tenant, mailbox: Mailbox): Markup {
  return markup`<div class="thing"><h3>${mailbox.name} <span class="quiet">${mailbox.address}</span></h3><dl>
<dt>SMTP AUTH</dt><dd>${smtpAuth(tenant, mailbox)}</dd>
<dt>POP3</dt><dd>${mailbox.popEnabled ? 'On' : 'Off'}</dd>
<dt>FullAccess</dt><dd>${holders(tenant, mailbox.fullAccess)}</dd>
<dt>SendAs</dt><dd>${holders(tenant, mailbox.sendAs)}</dd>
<dt>Inbox</dt><dd>${inbox(mailbox)}</dd></dl></div>`;
}

function inbox({ inbox: { length }, underWay }: Mailbox): string {
  const there = length === 1 ? '1 message' : `${length} messages`;
  return underWay.length === 0 ? there : `${there}, ${underWay.length} on the way`;
}

function smtpAuth(tenant: Tenant, { smtpClientAuthenticationDisabled: disabled }: Mailbox): string {
  if (disabled === null) return `Follows the organisation (${tenant.smtpClientAuthenticationDisabled ? 'off' : 'on'})`;
  return disabled ? 'Off' : 'On';
}

function holders(tenant: Tenant, objectIds: readonly string[]): string {
  const nameOf = (id: string) =>
    tenant.exchangeServicePrincipals.find((principal) => principal.objectId === id)?.displayName ??
    tenant.accounts.find((account) => account.objectId === id)?.name ??
    id;
  return objectIds.map(nameOf).join(', ') || 'Nobody';
}
