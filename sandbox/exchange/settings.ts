// What administrators set in Exchange and its mail servers act on, now and before; and how slowly they learn of it.
// Types only, which know no tenant.

/** Exchange's own registration of an enterprise application (New-ServicePrincipal). */
export type ExchangeServicePrincipal = { appId: string; objectId: string; displayName: string; guid: string };

export type MailboxSettings = {
  /** null follows the organisation. */
  smtpClientAuthenticationDisabled: boolean | null;
  popEnabled: boolean;
  /** Object ids (as registered in Exchange) that hold FullAccess, and SendAs. */
  fullAccess: string[];
  sendAs: string[];
};

export type OrganizationSettings = {
  exchangeServicePrincipals: ExchangeServicePrincipal[];
  /** Set-TransportConfig -SmtpClientAuthenticationDisabled; true in organisations made since 2020. */
  smtpClientAuthenticationDisabled: boolean;
};

/** All that one tenant's mail servers act on. */
export type ExchangeSettings = Readonly<OrganizationSettings> & {
  /** By the mailboxes' guids. */
  readonly mailboxes: ReadonlyMap<string, Readonly<MailboxSettings>>;
};

/** What was so until a command changed it. */
export type EarlierSettings = {
  readonly settings: ExchangeSettings;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** How many sign-ins there were since the mail servers began to learn of the change, by protocol and mailbox. */
  readonly signIns: Map<string, number>;
};

/**
 * The mail servers act on what was so before until `delaySeconds` after a change; then for `flapSeconds` every second
 * sign-in to a mailbox still does. Counts for changes under way too: with 0 and 0 they have arrived.
 */
export type Propagation = { delaySeconds: number; flapSeconds: number };
