// What a press of a button asks for. The data comes from the client and only locates: who may do it, and whether the
// version still fits, is decided by others. Inputs of the setup card stay unread here; `read-form.ts` reads them.

import * as z from 'zod';
import { type CheckScope, checkScopes } from '../setup/check.ts';
import type { Seen } from '../setup/hand-over-state.ts';
import type { Audience } from '../setup/message.ts';

type OfSetup = { readonly setupId: string; readonly version: number };
type OfHandOver = OfSetup & { readonly seen: Seen };

export type Press =
  /** `setupId` is null for a setup that does not exist yet; else its request is to be changed. */
  | {
      readonly kind: 'plan';
      readonly setupId: string | null;
      readonly version: number | null;
      readonly inputs: unknown;
    }
  | ({ readonly kind: 'change' | 'cancel' | 'continue' } & OfSetup)
  | ({ readonly kind: 'toRequester' } & OfSetup)
  | ({ readonly kind: 'approve' | 'take' } & OfHandOver)
  /** `reason` may be empty, which is for whoever answers to refuse. */
  | ({ readonly kind: 'reject'; readonly reason: string } & OfHandOver)
  /** `evidence` is what was pasted, unread; empty where nothing was. */
  | ({ readonly kind: 'report'; readonly evidence: string } & OfHandOver)
  /** `audience` tells which of the two cards was pressed, where the card says so; it entitles to nothing. */
  | ({ readonly kind: 'status'; readonly audience: Audience | null } & OfSetup)
  | ({ readonly kind: 'renew'; readonly audience: Audience | null } & OfSetup)
  | ({ readonly kind: 'test'; readonly scope: CheckScope } & OfSetup)
  /** A test mail, after the question whether eBiss is fetching already, where it may be. */
  | ({ readonly kind: 'askRoundTrip' } & OfSetup)
  | { readonly kind: 'unknown' };

const setupId = z
  .string()
  .regex(/^[A-Za-z0-9]{6}$/u)
  .transform((id) => id.toUpperCase());
const version = z.number().int().nonnegative();
const ofSetup = z.object({ setupId, version });
const ofPlan = z.object({ setupId: setupId.nullish(), version: version.nullish() });
const ofStatus = ofSetup.extend({ audience: z.enum(['requester', 'exchange']).nullish() });
/** No button tries a mailbox that somebody else names. */
const pressedScopes = checkScopes.filter((scope) => scope !== 'boundary');
const ofTest = ofSetup.extend({ what: z.enum([...pressedScopes, 'askRoundTrip']).default('all') });

/** What the card showed of the hand-over. It entitles to nothing: where it is not so any more, the press does nothing. */
const seen = z.object({
  textHash: z.string().max(64),
  takenBy: z.string().max(64).nullable(),
  reportedAt: z.string().max(40).nullable(),
});
const ofHandOver = ofSetup.extend({ seen });
/** A little more than may be pasted, so that too much is told from cut off. */
const longestPaste = 70_000;
const pasted = z
  .string()
  .catch('')
  .transform((text) => text.slice(0, longestPaste));

const kindOf = {
  'setup.change': 'change',
  'setup.cancel': 'cancel',
  'setup.continue': 'continue',
  'exchange.toRequester': 'toRequester',
} as const;

const unknownPress: Press = { kind: 'unknown' };

export function readPress(verb: string, data: unknown): Press {
  if (verb === 'setup.plan') return readPlan(data);
  if (verb === 'setup.status' || verb === 'exchange.renew') {
    const read = ofStatus.safeParse(data);
    const kind = verb === 'setup.status' ? 'status' : 'renew';
    return read.success ? { kind, ...read.data, audience: read.data.audience ?? null } : unknownPress;
  }
  if (verb.startsWith('exchange.')) {
    const read = readHandOverPress(verb, data);
    if (read !== null) return read;
  }
  if (verb === 'mail.test') {
    const read = ofTest.safeParse(data);
    if (!read.success) return unknownPress;
    const { what, ...located } = read.data;
    return what === 'askRoundTrip' ? { kind: what, ...located } : { kind: 'test', scope: what, ...located };
  }
  const kind = Object.entries(kindOf).find(([known]) => known === verb)?.[1];
  const read = ofSetup.safeParse(data);
  return kind !== undefined && read.success ? { kind, ...read.data } : unknownPress;
}

/** null for a verb of another kind. */
function readHandOverPress(verb: string, data: unknown): Press | null {
  switch (verb) {
    case 'exchange.approve':
    case 'exchange.take': {
      const read = ofHandOver.safeParse(data);
      return read.success ? { kind: verb === 'exchange.take' ? 'take' : 'approve', ...read.data } : unknownPress;
    }
    case 'exchange.reject': {
      const read = ofHandOver.extend({ reason: pasted }).safeParse(data);
      return read.success ? { kind: 'reject', ...read.data } : unknownPress;
    }
    case 'exchange.done': {
      const read = ofHandOver.extend({ evidence: pasted }).safeParse(data);
      return read.success ? { kind: 'report', ...read.data } : unknownPress;
    }
    default:
      return null;
  }
}

function readPlan(data: unknown): Press {
  const read = ofPlan.safeParse(data);
  if (!read.success) return unknownPress;
  return { kind: 'plan', setupId: read.data.setupId ?? null, version: read.data.version ?? null, inputs: data };
}
