// What a press of a button asks for. The data comes from the client and only locates: who may do it, and whether the
// version still fits, is decided by others. Inputs of the setup card stay unread here; `read-form.ts` reads them.

import * as z from 'zod';
import { type CheckScope, checkScopes } from '../setup/check.ts';
import type { Audience } from '../setup/message.ts';

type OfSetup = { readonly setupId: string; readonly version: number };

export type Press =
  /** `setupId` is null for a setup that does not exist yet; else its request is to be changed. */
  | {
      readonly kind: 'plan';
      readonly setupId: string | null;
      readonly version: number | null;
      readonly inputs: unknown;
    }
  | ({ readonly kind: 'change' | 'cancel' | 'continue' | 'exchangeDone' } & OfSetup)
  /** `audience` tells which of the two cards was pressed, where the card says so; it entitles to nothing. */
  | ({ readonly kind: 'status'; readonly audience: Audience | null } & OfSetup)
  | ({ readonly kind: 'test'; readonly scope: CheckScope } & OfSetup)
  | { readonly kind: 'unknown' };

const setupId = z
  .string()
  .regex(/^[A-Za-z0-9]{6}$/u)
  .transform((id) => id.toUpperCase());
const version = z.number().int().nonnegative();
const ofSetup = z.object({ setupId, version });
const ofPlan = z.object({ setupId: setupId.nullish(), version: version.nullish() });
const ofStatus = ofSetup.extend({ audience: z.enum(['requester', 'exchange']).nullish() });
const ofTest = ofSetup.extend({ what: z.enum(checkScopes).default('all') });

const kindOf = {
  'setup.change': 'change',
  'setup.cancel': 'cancel',
  'setup.continue': 'continue',
  'exchange.done': 'exchangeDone',
} as const;

const unknownPress: Press = { kind: 'unknown' };

export function readPress(verb: string, data: unknown): Press {
  if (verb === 'setup.plan') return readPlan(data);
  if (verb === 'setup.status') {
    const read = ofStatus.safeParse(data);
    return read.success ? { kind: 'status', ...read.data, audience: read.data.audience ?? null } : unknownPress;
  }
  if (verb === 'mail.test') {
    const read = ofTest.safeParse(data);
    if (!read.success) return unknownPress;
    return { kind: 'test', scope: read.data.what, setupId: read.data.setupId, version: read.data.version };
  }
  const kind = Object.entries(kindOf).find(([known]) => known === verb)?.[1];
  const read = ofSetup.safeParse(data);
  return kind !== undefined && read.success ? { kind, ...read.data } : unknownPress;
}

function readPlan(data: unknown): Press {
  const read = ofPlan.safeParse(data);
  if (!read.success) return unknownPress;
  return { kind: 'plan', setupId: read.data.setupId ?? null, version: read.data.version ?? null, inputs: data };
}
