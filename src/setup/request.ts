// What somebody asks for: the content of the setup card once it has been read and found sound.
// Says nothing of what exists in the tenant; that is observed later.

export const channels = ['smtp', 'pop3'] as const;
export type Channel = (typeof channels)[number];

/** The Exchange Online app role (permission) that each channel needs, by its `value`; ids are looked up at run time. */
export const permissionOf: Readonly<Record<Channel, string>> = {
  smtp: 'SMTP.SendAsApp',
  pop3: 'POP.AccessAsApp',
};

export const secretLifetimes = [3, 6, 12, 24] as const;
export type SecretMonths = (typeof secretLifetimes)[number];

export type SmtpAuthSwitch = 'mailbox' | 'organization';

export const mailboxLimit = 50;

export type SetupRequest = {
  /** `id` is the tenant's GUID in lower case and the only form that is used; `typed` is what the person wrote. */
  readonly tenant: { readonly id: string; readonly typed: string };
  readonly appName: string;
  /** At least one, in the order of `channels`. */
  readonly channels: readonly Channel[];
  /** 1 to `mailboxLimit` addresses, no two alike when case is ignored, in the order in which they were written. */
  readonly mailboxes: readonly string[];
  /** The From address where it is not simply the mailbox that signs in. */
  readonly sender: string | null;
  readonly sendAs: boolean;
  readonly roundTrip: boolean;
  readonly smtpAuth: SmtpAuthSwitch;
  readonly secretMonths: SecretMonths;
  /** Label of the eBiss installation, e.g. "EDI-PROD-01". */
  readonly server: string;
  /** A ticket number or the like, of the requester's own. */
  readonly reference: string | null;
};
