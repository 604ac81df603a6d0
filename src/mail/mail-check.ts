// What a mail check needs to know: whose token, which mailboxes and channels, and the servers to ask.

import type { CheckScope } from '../setup/check.ts';
import type { Channel } from '../setup/request.ts';
import type { TokenPatience } from './token-patience.ts';

export type ServerAddress = { readonly host: string; readonly port: number };

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

export type MailCheck = {
  /** The tenant's GUID. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601; tells a secret that is still spreading from one that is simply wrong. */
  readonly secretCreatedAt?: string | null;
  /** Channels whose permission is known to be granted, and since when (ISO 8601). */
  readonly granted?: { readonly channels: readonly Channel[]; readonly at: string | null };
  readonly scope: CheckScope;
  /** The channels that were asked for; `scope` narrows what is tried. */
  readonly channels: readonly Channel[];
  readonly mailboxes: readonly string[];
  readonly endpoints: MailEndpoints;
  /** For each SMTP or POP3 dialogue from name lookup to its end, waiting for the token left out; default 20 000. */
  readonly deadlineMilliseconds?: number;
  /** For each try to get a token; default 15 000. */
  readonly tokenDeadlineMilliseconds?: number;
  readonly tokenPatience?: TokenPatience;
  /** Mailboxes that are tried at once, with one connection per channel each; default 3. */
  readonly concurrency?: number;
  readonly now?: () => Date;
};
