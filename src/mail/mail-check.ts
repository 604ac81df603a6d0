// What a mail check needs to know: whose token, which mailboxes and channels, and the servers to ask.

import type { Trial } from '../setup/check.ts';
import type { Channel } from '../setup/request.ts';
import type { FindPatience } from './find-patience.ts';
import type { Known } from './seen.ts';
import type { ServerAddress } from './server-address.ts';
import type { TestMailWords } from './test-mail.ts';
import type { TokenPatience } from './token-patience.ts';

export type MailEndpoints = {
  readonly entra: {
    /** https://host[:port], without a path. */
    readonly url: string;
    /** `host[:port]` where `url` is none of Microsoft's own sign-in hosts. */
    readonly knownAuthority?: string;
  };
  readonly smtp: ServerAddress;
  readonly pop3: ServerAddress;
};

export type MailCheck = Trial & {
  /** The tenant's GUID. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601; tells a secret that is still spreading from one that is simply wrong. */
  readonly secretCreatedAt?: string | null;
  /** Channels whose permission is known to be granted, and since when (ISO 8601). */
  readonly granted?: { readonly channels: readonly Channel[]; readonly at: string | null };
  /** The channels that were asked for; `scope` narrows what is tried. */
  readonly channels: readonly Channel[];
  readonly mailboxes: readonly string[];
  /** The From address where it is not the mailbox itself. */
  readonly sender?: string | null;
  readonly testMail: TestMailWords;
  readonly known?: Known;
  readonly endpoints: MailEndpoints;
  /** For each SMTP or POP3 dialogue from name lookup to its end, waiting for the token left out; default 20 000. */
  readonly deadlineMilliseconds?: number;
  /** For each try to get a token; default 15 000. */
  readonly tokenDeadlineMilliseconds?: number;
  readonly tokenPatience?: TokenPatience;
  readonly findPatience?: FindPatience;
  /** Mailboxes that are tried at once, with one connection per channel each (Exchange takes
   * three SMTP connections for one mailbox, and this is one of them); default 5. */
  readonly concurrency?: number;
  readonly now?: () => Date;
};
