// Who signs in to a mailbox: one decision for SMTP and POP3, by the rules of Exchange Online for applications.
// Says the reason; which words the protocol has for it is the protocol's matter (POP3 has one sentence for all).

import { type Cloud, findMailbox, findTenant } from '../cloud.ts';
import { settingsForSignIn } from './propagation.ts';
import { mailboxSettings, mayOpen, type SignedIn } from './rights.ts';
import type { ExchangeServicePrincipal, ExchangeSettings } from './settings.ts';

/** From a token that was issued here, has not expired and is meant for Exchange Online. */
export type MailTokenClaims = {
  readonly tid: string;
  readonly appid: string;
  readonly oid: string;
  readonly roles: readonly string[];
};

/** null for a token that is refused, whatever the reason. */
export type VerifyToken = (jwt: string) => MailTokenClaims | null | Promise<MailTokenClaims | null>;

/** What the mail servers are given. `now`: milliseconds since the epoch. */
export type Exchange = { readonly cloud: Cloud; readonly now: () => number; readonly verifyToken: VerifyToken };

export type SignInRefusal =
  | 'tokenRefused'
  | 'roleMissing'
  | 'notRegistered'
  | 'mailboxUnknown'
  | 'securityDefaults'
  | 'authenticationPolicy'
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
export function signIn(
  { cloud, now }: Exchange,
  protocol: MailProtocol,
  claims: MailTokenClaims | null,
  address: string,
): SignIn {
  const tenant = claims === null ? undefined : findTenant(cloud, claims.tid);
  if (claims === null || tenant === undefined) return { ok: false, refusal: 'tokenRefused' };
  if (!claims.roles.includes(roleOf[protocol])) return { ok: false, refusal: 'roleMissing' };
  const settings = settingsForSignIn(tenant, cloud.propagation, now(), `${protocol} ${address.toLowerCase()}`);
  const principal = registered(settings, claims);
  if (principal === undefined) return { ok: false, refusal: 'notRegistered' };
  const mailbox = findMailbox(tenant, address);
  if (mailbox === undefined) return { ok: false, refusal: 'mailboxUnknown' };
  const signedIn: SignedIn = { tenant, principal, mailbox, settings };
  const refusal = protocol === 'smtp' ? smtpRefusal(signedIn) : pop3Refusal(signedIn);
  return refusal === null ? { ok: true, signedIn } : { ok: false, refusal };
}

/** Both ids must be those of the token: a registration with the app registration's object id is worth nothing. */
function registered(settings: ExchangeSettings, { appid, oid }: MailTokenClaims): ExchangeServicePrincipal | undefined {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return settings.exchangeServicePrincipals.find((app) => same(app.appId, appid) && same(app.objectId, oid));
}

/** The mailbox's own switch wins; only without one does the organisation's count (Set-CASMailbox). */
function smtpRefusal({ tenant, mailbox, settings }: SignedIn): SignInRefusal | null {
  if (tenant.securityDefaults) return 'securityDefaults';
  if (tenant.authenticationPolicyBlocks) return 'authenticationPolicy';
  const { smtpClientAuthenticationDisabled: disabled } = mailboxSettings(mailbox, settings);
  if (disabled === true) return 'smtpOffForMailbox';
  return disabled === null && settings.smtpClientAuthenticationDisabled ? 'smtpOffForTenant' : null;
}

function pop3Refusal(signedIn: SignedIn): SignInRefusal | null {
  if (!mailboxSettings(signedIn.mailbox, signedIn.settings).popEnabled) return 'popOff';
  return mayOpen(signedIn) ? null : 'fullAccessMissing';
}
