// Who may do what with a mailbox: one decision for SMTP and POP3, by the rules of Exchange Online for applications.
// Says the reason; which words the protocol has for it is the protocol's matter (POP3 has one sentence for all).

import {
  type Cloud,
  type ExchangeServicePrincipal,
  findMailbox,
  findTenant,
  type Mailbox,
  type Tenant,
} from '../cloud.ts';

/** From a token that was issued here, has not expired and is meant for Exchange Online. */
export type MailTokenClaims = {
  readonly tid: string;
  readonly appid: string;
  readonly oid: string;
  readonly roles: readonly string[];
};

/** null for a token that is refused, whatever the reason. */
export type VerifyToken = (jwt: string) => MailTokenClaims | null | Promise<MailTokenClaims | null>;

export type SignedIn = {
  readonly tenant: Tenant;
  readonly principal: ExchangeServicePrincipal;
  readonly mailbox: Mailbox;
};

export type SignInRefusal =
  | 'tokenRefused'
  | 'roleMissing'
  | 'notRegistered'
  | 'mailboxUnknown'
  | 'securityDefaults'
  | 'smtpOffForMailbox'
  | 'smtpOffForTenant'
  | 'popOff'
  | 'fullAccessMissing';

type SignIn =
  | { readonly ok: true; readonly signedIn: SignedIn }
  | { readonly ok: false; readonly refusal: SignInRefusal };

type MailProtocol = 'smtp' | 'pop3';

const roleOf: Readonly<Record<MailProtocol, string>> = { smtp: 'SMTP.SendAsApp', pop3: 'POP.AccessAsApp' };

/** In the order in which Exchange notices: who is it, which mailbox, is the protocol on, may it open the mailbox. */
export function signIn(cloud: Cloud, protocol: MailProtocol, claims: MailTokenClaims | null, address: string): SignIn {
  const tenant = claims === null ? undefined : findTenant(cloud, claims.tid);
  if (claims === null || tenant === undefined) return { ok: false, refusal: 'tokenRefused' };
  if (!claims.roles.includes(roleOf[protocol])) return { ok: false, refusal: 'roleMissing' };
  const principal = registered(tenant, claims);
  if (principal === undefined) return { ok: false, refusal: 'notRegistered' };
  const mailbox = findMailbox(tenant, address);
  if (mailbox === undefined) return { ok: false, refusal: 'mailboxUnknown' };
  const signedIn: SignedIn = { tenant, principal, mailbox };
  const refusal = protocol === 'smtp' ? smtpRefusal(signedIn) : pop3Refusal(signedIn);
  return refusal === null ? { ok: true, signedIn } : { ok: false, refusal };
}

/** Both ids must be those of the token: a registration with the app registration's object id is worth nothing. */
function registered(tenant: Tenant, { appid, oid }: MailTokenClaims): ExchangeServicePrincipal | undefined {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return tenant.exchangeServicePrincipals.find((app) => same(app.appId, appid) && same(app.objectId, oid));
}

/** The mailbox's own switch wins; only without one does the organisation's count (Set-CASMailbox). */
function smtpRefusal({ tenant, mailbox }: SignedIn): SignInRefusal | null {
  if (tenant.securityDefaults) return 'securityDefaults';
  if (mailbox.smtpClientAuthenticationDisabled === true) return 'smtpOffForMailbox';
  const follows = mailbox.smtpClientAuthenticationDisabled === null;
  return follows && tenant.smtpClientAuthenticationDisabled ? 'smtpOffForTenant' : null;
}

function pop3Refusal(signedIn: SignedIn): SignInRefusal | null {
  if (!signedIn.mailbox.popEnabled) return 'popOff';
  return mayOpen(signedIn) ? null : 'fullAccessMissing';
}

/** FullAccess. POP3 asks at sign-in, SMTP not before the end of DATA. */
export function mayOpen({ mailbox, principal }: SignedIn): boolean {
  return mailbox.fullAccess.includes(principal.objectId);
}

/** Its own address needs no permission; any other must be a mailbox on which the application holds SendAs. */
export function maySendAs({ tenant, mailbox, principal }: SignedIn, address: string): boolean {
  const sender = findMailbox(tenant, address);
  return sender !== undefined && (sender === mailbox || sender.sendAs.includes(principal.objectId));
}
