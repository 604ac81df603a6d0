// A setup: what was asked, and what has been observed since. The phase that people see is derived from this
// (`phase.ts`) and never stored. Plain data, so that it survives storage and restarts as it is. Holds no secret.

import type { BoundaryResult, ChannelResult, TokenResult, Trial } from './check.ts';
import type { BeforeChange } from './evidence.ts';
import type { Act, ExchangeReport, HandOver, Touched } from './hand-over.ts';
import type { Pause } from './pause.ts';
import type { Person, SignedInPerson } from './person.ts';
import type { Problem } from './problem.ts';
import type { Channel, SetupRequest } from './request.ts';

/** Shape of a stored setup; raised, with a migration, whenever the shape changes. */
export const setupFormat = 5;

/** Whether the administrator consents in the same step or leaves that to somebody else. */
export type ConsentChoice = 'here' | 'elsewhere';

export type Authorization = {
  readonly by: SignedInPerson;
  readonly at: string;
  readonly consent: ConsentChoice;
  /** True where it was to be given here and Graph refused it: then it is handed on, and `consent` says elsewhere. */
  readonly consentRefused: boolean;
  /** One more person who may read the secret; nobody by default. */
  readonly reader: Person | null;
  readonly secretEndsAt: string;
  /** As read from the tenant before anything was created. */
  readonly organization: string;
  /** The requester's user principal name as that directory knows it; null where it does not vouch for them. */
  readonly requesterUsername: string | null;
  readonly exchangeOnline: {
    readonly servicePrincipalId: string;
    readonly roleIds: Readonly<Partial<Record<Channel, string>>>;
  };
};

/** A provisioning run in the memory of one process; a run that outlives its process was interrupted. */
export type ProvisioningRun = {
  readonly attempt: number;
  readonly startedAt: string;
  /** At most one for each step. */
  readonly pauses: readonly Pause[];
  /** null as long as no answer to adding a secret was lost. */
  readonly lost: LostSecrets | null;
};

/** Secrets that may be live although nobody can ever read them; found again by their description. */
export type LostSecrets = { readonly answers: number; readonly lastAt: string; readonly removed: number };

export type ClientSecret = {
  readonly keyId: string;
  readonly addedAt: string;
  readonly endsAt: string;
  readonly attempt: number;
  /** Who authorized its making, and the reader whom they named. Nobody who authorizes something later comes in. */
  readonly readers: readonly Person[];
  /** The latest time that it was shown. */
  readonly read: Act | null;
  /** That it is in eBiss, as a reader said; since then it is not held here. */
  readonly delivered: Act | null;
};

/**
 * Exchange flaps while it propagates, so one check that finds everything in order proves little. `firstAt`: when it was
 * first in order, or when it last turned out not to be any more; from then on the schedule counts.
 */
export type Accepted = { readonly inARow: number; readonly firstAt: string };

export type Setup = {
  readonly format: typeof setupFormat;
  /** Six characters that can be read aloud, e.g. K7Q2M4. */
  readonly id: string;
  /** Number of events so far; raised by each save and checked at each save. */
  readonly version: number;
  readonly request: SetupRequest;
  readonly requester: Person;
  /** Id of the conversation in which the requester asked. */
  readonly conversationId: string;
  readonly askedAt: string;
  readonly cancelledAt: string | null;

  readonly authorization: Authorization | null;
  readonly run: ProvisioningRun | null;
  readonly attempts: number;
  /**
   * `uniqueName` of its app registration, under which it is found again whatever is lost. Nobody else can know it before it
   * exists: what somebody has created beforehand under a name that they guessed would be taken for ours.
   */
  readonly applicationKey: string;
  readonly application: { readonly objectId: string; readonly appId: string } | null;
  readonly servicePrincipal: { readonly objectId: string } | null;
  readonly secret: ClientSecret | null;
  /** Channels whose app role is known to be assigned: answered by Graph, or seen in a fresh token. */
  readonly consented: readonly Channel[];

  readonly handOver: HandOver | null;
  readonly exchangeReport: ExchangeReport | null;
  /** Of all hand-overs so far; null as long as no commands can have been run. */
  readonly exchangeTouched: Touched | null;
  /** How Exchange was before this setup's commands first changed it, as far as evidence tells; kept whatever is asked next. */
  readonly exchangeBefore: BeforeChange | null;
  /** The latest time that the reverse commands were asked for. */
  readonly undo: Act | null;

  readonly checking: (Trial & { readonly startedAt: string }) | null;
  readonly checksSinceReport: number;
  readonly nextCheckAt: string | null;
  /** null as long as no check has found everything in order. */
  readonly accepted: Accepted | null;
  /** Since when it counts as verified; null again once a check finds something wrong. */
  readonly verifiedAt: string | null;
  /** It counted as verified at least once, so that eBiss may be fetching mail. */
  readonly wasVerified: boolean;
  /** The mailboxes that it had when it did. Absent in setups from before that was kept. */
  readonly liveMailboxes?: readonly string[];
  readonly boundary: BoundaryResult | null;
  readonly token: TokenResult | null;
  /** Of the latest test, where its secret was brought along and refused: that may be a slip, and says nothing of the setup. */
  readonly refusedToken?: TokenResult;
  /** The latest result of each mailbox and channel. */
  readonly results: readonly ChannelResult[];

  /** What stopped provisioning; null while it runs or once it is whole. */
  readonly problem: Problem | null;
};

/** What counted as proved counts no more: something was changed. */
export const unproved = { accepted: null, verifiedAt: null } as const satisfies Partial<Setup>;
