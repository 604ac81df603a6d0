// What Exchange was found to have, as the script's evidence says it: only what was asked for, and nothing that was read
// from it as text. "Could not be read" is null and never the same as a value.

/** A mailbox without a setting of its own follows the organization's. */
export type SmtpAuthState = 'on' | 'off' | 'organization';

/** Of a mailbox that was asked for, in the spelling in which it was asked for. null: could not be read. */
export type MailboxState = {
  readonly mailbox: string;
  readonly found: boolean | null;
  readonly smtpAuth: SmtpAuthState | null;
  readonly pop: boolean | null;
  /** null as well where the application is not registered, as it cannot be asked for then. */
  readonly fullAccess: boolean | null;
  readonly sendAs: boolean | null;
};

/** GUIDs in lower case. */
export type Registration = { readonly appId: string; readonly objectId: string };

/** How Exchange was before the script changed anything. */
export type BeforeChange = {
  /** Whether the application was registered with its enterprise application's object id. */
  readonly registered: boolean | null;
  readonly organizationSmtpAuthOff: boolean | null;
  readonly mailboxes: readonly MailboxState[];
};

export type Evidence = {
  /** User principal name of whoever was connected; null where it was not a well-formed one. */
  readonly ranBy: string | null;
  /** Every registration of this application; null where they could not be read. */
  readonly registered: readonly Registration[] | null;
  readonly organizationSmtpAuthOff: boolean | null;
  /** The mailboxes that were asked for, and senders apart from them. */
  readonly mailboxes: readonly MailboxState[];
  readonly before: BeforeChange;
};
