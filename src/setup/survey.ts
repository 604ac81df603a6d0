// What is read from a tenant with the administrator's own token before anything is changed, and the handle on that
// tenant which lives as long as one run. The data is pure; the functions are given by whoever holds the token.

import type { GraphEffect, Happening, Observed } from './events.ts';
import type { Pause } from './pause.ts';
import type { Person } from './person.ts';
import type { Outcome } from './problem.ts';
import type { Authorization, Setup } from './setup.ts';

/** The requester as the administrator's own directory knows them. */
export type RequesterSeen =
  | { readonly kind: 'member'; readonly name: string; readonly username: string }
  | { readonly kind: 'guest'; readonly name: string; readonly username: string }
  /** Of another tenant: this directory cannot vouch for them. */
  | { readonly kind: 'external' }
  /** Of this tenant, but could not be read. */
  | { readonly kind: 'notVerified' };

export type MailboxSeen =
  | { readonly address: string; readonly kind: 'found'; readonly name: string }
  /** No user has this address. A group or contact may; so it is a warning, never a refusal. */
  | { readonly address: string; readonly kind: 'notFound' }
  | { readonly address: string; readonly kind: 'notChecked' };

/** What the tenant's app management policy says of client secrets. */
export type SecretPolicy =
  | { readonly kind: 'unrestricted' }
  | { readonly kind: 'bounded'; readonly days: number }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'notReadable' };

export type Survey = {
  readonly organization: string;
  readonly exchangeOnline: Authorization['exchangeOnline'];
  readonly requester: RequesterSeen;
  readonly mailboxes: readonly MailboxSeen[];
  /** Other app registrations with the same display name. */
  readonly sameName: number;
  readonly secretPolicy: SecretPolicy;
  /** When a secret made now would end: the lifetime asked for, shortened where the policy bounds it. */
  readonly secretEndsAt: string;
  readonly observed: Observed;
};

/** `secretText` is set by `addSecret` alone; it goes to the sealed store and nowhere else. */
export type Performed = { readonly happening: Happening; readonly secretText: string | null };

/** One administrator's delegated access to one tenant, in the memory of one run. Never stored. */
export type TenantAccess = {
  survey(setup: Setup): Promise<Outcome<Survey>>;
  /** `onPause` hears of each pause that is long enough to be told. */
  perform(setup: Setup, effect: GraphEffect, onPause: (pause: Pause) => void): Promise<Outcome<Performed>>;
  /** A member (no guest) of the directory by user principal name; null when there is none. */
  findMember(username: string): Promise<Outcome<Person | null>>;
  /** Drops the tokens. */
  close(): void;
};
