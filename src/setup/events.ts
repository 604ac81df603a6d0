// Everything that can happen to a setup, and everything it can ask to be done. Both are plain data: events are kept
// for ever as the audit trail, effects are carried out by the shell around `advance`.

import type { CheckReport, Trial } from './check.ts';
import type { Evidence } from './evidence.ts';
import type { Pause } from './pause.ts';
import type { Person } from './person.ts';
import type { Problem } from './problem.ts';
import type { Channel, SetupRequest } from './request.ts';
import type { Authorization } from './setup.ts';
import type { StepName } from './steps.ts';

/** What the tenant holds under this setup's own key, read before anything is changed. */
export type Observed = {
  readonly application: { readonly objectId: string; readonly appId: string } | null;
  readonly servicePrincipal: { readonly objectId: string } | null;
  readonly consented: readonly Channel[];
  /** Key ids of the application's client secrets that carry this setup's description. */
  readonly secretKeyIds: readonly string[];
};

/** What Microsoft Graph has done or told. `requestId` is its own id of that request; events of earlier versions lack it. */
export type GraphHappening = (
  | { readonly kind: 'applicationCreated'; readonly objectId: string; readonly appId: string }
  | { readonly kind: 'servicePrincipalCreated'; readonly objectId: string }
  | { readonly kind: 'roleAssigned'; readonly channel: Channel }
  | { readonly kind: 'secretAdded'; readonly keyId: string; readonly endsAt: string }
  | { readonly kind: 'secretRemoved'; readonly keyId: string }
  /** Secrets of this setup that the tenant holds beside the one that is known. */
  | { readonly kind: 'lostSecretsFound'; readonly keyIds: readonly string[] }
) & { readonly requestId?: string };

export type Happening =
  | { readonly kind: 'asked'; readonly request: SetupRequest }
  | { readonly kind: 'changed'; readonly request: SetupRequest }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'authorized'; readonly authorization: Authorization; readonly observed: Observed }
  | GraphHappening
  /** Shown to a reader, once; `username` is the account with which they signed in for it. */
  | { readonly kind: 'secretRead'; readonly keyId: string; readonly username: string }
  /** A reader said that it is in eBiss; it is held no longer. */
  | { readonly kind: 'secretDelivered'; readonly keyId: string; readonly username: string }
  /** A secret may have been added, but its text never arrived. */
  | { readonly kind: 'secretAnswerLost'; readonly problem: Problem }
  | { readonly kind: 'paused'; readonly pause: Pause }
  | { readonly kind: 'effectFailed'; readonly problem: Problem }
  | { readonly kind: 'runEnded' }
  | { readonly kind: 'interrupted' }
  /** Roles that a fresh token carries although nobody told the bot of a consent. */
  | { readonly kind: 'consentSeen'; readonly channels: readonly Channel[] }
  | {
      readonly kind: 'handedOver';
      readonly conversationId: string;
      readonly toChannel: boolean;
      /** SHA-256 (hex) of the text. */
      readonly textHash: string;
    }
  | { readonly kind: 'exchangeApproved' }
  | { readonly kind: 'exchangeRejected'; readonly reason: string }
  | { readonly kind: 'exchangeTaken' }
  | { readonly kind: 'exchangeReported'; readonly evidence: Evidence | null }
  | { readonly kind: 'handOverReminded' }
  | { readonly kind: 'handOverLapsed' }
  | { readonly kind: 'handOverRenewed' }
  | { readonly kind: 'handOverUndeliverable' }
  | { readonly kind: 'undoAsked' }
  | ({ readonly kind: 'checkStarted' } & Trial)
  | { readonly kind: 'checkFinished'; readonly report: CheckReport };

/** `at` is an ISO 8601 time in UTC; `by` is null where the bot acted on its own. */
export type SetupEvent = { readonly at: string; readonly by: Person | null } & Happening;

/** Needs the administrator's delegated token of the run in whose memory it lives. */
export type GraphEffect =
  | { readonly kind: 'createApplication' }
  | { readonly kind: 'createServicePrincipal' }
  | { readonly kind: 'assignRole'; readonly channel: Channel }
  | { readonly kind: 'addSecret' }
  | { readonly kind: 'removeSecret'; readonly keyId: string }
  /** Reads; what it finds is then removed one by one. */
  | { readonly kind: 'findLostSecrets' };

/** Short lines that tell somebody of what matters; the living card carries the rest. */
export type Notice =
  | 'provisioned'
  | 'secretRead'
  | 'secretDelivered'
  | 'provisioningStopped'
  | 'consentMissing'
  | 'consented'
  | 'exchangeApproved'
  | 'exchangeRejected'
  | 'exchangeReported'
  | 'handOverReminder'
  | 'handOverQuiet'
  | 'handOverLapsed'
  | 'handOverUndeliverable'
  | 'handOverMoved'
  | 'undoUndeliverable'
  | 'verified'
  | 'signedIn'
  | 'checkWrong'
  | 'checkGaveUp'
  | 'boundaryRefused'
  | 'boundaryOpened'
  | 'boundaryUnknown';

/** Written in the same transaction as the setup, so that it happens exactly if the setup was saved. */
export type WrittenEffect =
  | { readonly kind: 'refreshCards' }
  /** Hands over, or hands over anew. */
  | { readonly kind: 'postHandOver' }
  /** The card of the hand-over as a new message: somebody must act, and the old one may be gone or out of sight. */
  | { readonly kind: 'repostHandOver' }
  | { readonly kind: 'postUndo' }
  /** To the requester. `who`: where several may do it, one after the other. Text of others. */
  | { readonly kind: 'notify'; readonly notice: Notice; readonly who?: string }
  /** The sealed row. */
  | { readonly kind: 'destroySecret'; readonly keyId: string }
  /** To where the hand-over is, or was. */
  | { readonly kind: 'notifyExchange'; readonly conversationId: string; readonly notice: Notice }
  | { readonly kind: 'scheduleHandOver'; readonly at: string }
  | ({ readonly kind: 'scheduleCheck'; readonly at: string } & Trial)
  | { readonly kind: 'watchConsent'; readonly at: string };

export type Effect = GraphEffect | WrittenEffect;

/** In which step of the procedure each effect is; also the list of all of them. */
export const stepOfEffect: Readonly<Record<GraphEffect['kind'], StepName>> = {
  createApplication: 'application',
  createServicePrincipal: 'servicePrincipal',
  assignRole: 'consent',
  addSecret: 'secret',
  removeSecret: 'secret',
  findLostSecrets: 'secret',
};

export function isGraphEffect(effect: Effect): effect is GraphEffect {
  return Object.hasOwn(stepOfEffect, effect.kind);
}
