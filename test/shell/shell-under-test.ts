// The shell on a real storage in a folder of its own. What lies outside of the program is given by each test.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Reply } from '../../src/cards/rendered-card.ts';
import { realEndpoints } from '../../src/cards/settings.ts';
import type { Place } from '../../src/conversation/incoming.ts';
import { newApplicationKey } from '../../src/entra/keys.ts';
import type { Jobs } from '../../src/jobs/open-jobs.ts';
import { type ExplainContext, explainLog, judgeServerCheck } from '../../src/mail/explain.ts';
import { nothingKnown } from '../../src/mail/seen.ts';
import type { Person } from '../../src/setup/person.ts';
import { done, failed, problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { answer } from '../../src/shell/answer.ts';
import type { Desk } from '../../src/shell/desk.ts';
import { createPace, limits } from '../../src/shell/pace.ts';
import { createShow } from '../../src/shell/show.ts';
import type { Store } from '../../src/shell/store.ts';
import { knownOf } from '../../src/shell/verify.ts';
import { newSetupId } from '../../src/storage/setup-id.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { words } from '../../src/words/words.ts';
import { opened } from '../contract/opened-storage.ts';
import { robin, tenantId } from '../support/setups.ts';

export const verifySchedule = [0, 1, 2, 5, 10] as const;
export const forbiddenTenant = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';

export type Failure = { readonly doing: string; readonly error: unknown };

export type ShellUnderTest = {
  readonly storage: Storage;
  readonly jobs: Jobs;
  /** Path of the database's folder. */
  readonly path: string;
  /** What went wrong in the storage or queue without a caller. */
  readonly errors: readonly unknown[];
};

/** One storage for all tests of a file; each test has people, places and setups of its own. */
export function shellUnderTest(): () => ShellUnderTest {
  let made: ShellUnderTest | null = null;
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ebiss-shell-'));
    const path = join(directory, 'db');
    made = { ...(await opened({ kind: 'pglite', path })), path };
  });
  afterAll(async () => {
    await made?.storage.close();
    await rm(directory, { recursive: true, force: true });
    expect(made?.errors).toEqual([]);
  });
  return () => {
    if (made === null) throw new Error('the storage is opened before the first test');
    return made;
  };
}

export type DeskUnderTest = Desk & {
  readonly failures: readonly Failure[];
  reportFailure(doing: string, error: unknown): void;
};

export function deskOn(store: Store, clock: () => Date = () => new Date()): DeskUnderTest {
  const failures: Failure[] = [];
  const english = words('en');
  return {
    store,
    rules: { verifySchedule, verifySuccesses: 1, verifyAgainMinutes: 1 },
    now: clock,
    words: english,
    show: createShow({
      words: english,
      now: clock,
      endpoints: realEndpoints,
      consentAddress: async (tenant, clientId) => `https://entra.example/${tenant}/adminconsent?client_id=${clientId}`,
      placeOf: (tenantId) => store.exchangePlace(tenantId),
      pageUrl: async ({ id }, page) => `https://bot.example/${page}/${id}`,
    }),
    fourEyes: false,
    setupPace: createPace(limits.setup),
    channelPace: createPace(limits.channel),
    testPace: createPace(limits.test),
    explainLog: (text, setup) => explainLog(text, explainContext(setup, clock())),
    judgeServerCheck: (check, setup) => judgeServerCheck(check, explainContext(setup, clock())),
    membershipOf: async () => 'member',
    namesOf: async () => ({ team: 'Exchange administrators', channel: 'Hand-overs' }),
    newProposalId: randomUUID,
    isTenantAllowed: (id) => id !== forbiddenTenant,
    mayStart: () => true,
    resolveTenant,
    newSetupId,
    newApplicationKey,
    failures,
    reportFailure: (doing, error) => void failures.push({ doing, error }),
  };
}

function explainContext(setup: Setup | null, at: Date): ExplainContext {
  return {
    endpoints: { ...realEndpoints, entra: { host: 'login.microsoftonline.com', port: 443 } },
    known: setup === null ? nothingKnown : knownOf(setup, at),
    age: 'old',
    mailbox: setup?.request.mailboxes.length === 1 ? (setup.request.mailboxes[0] ?? '') : '',
  };
}

async function resolveTenant(typed: string) {
  if (typed === 'contoso.example') return done(tenantId);
  if (typed === 'forbidden.example') return done(forbiddenTenant);
  const reason = typed === 'silent.example' ? 'noAnswer' : 'tenantUnknown';
  return failed(problem({ reason, step: 'plan', actor: 'requester', remedy: 'changeInput' }));
}

export function somebody(): Person {
  return { ...robin, objectId: randomUUID() };
}

export function chatOf(person: Person): Place {
  return { conversationId: `a:${person.objectId}`, kind: 'personal' };
}

export function channelOf(name: string = randomUUID()): Place {
  return { conversationId: `19:${name}@thread.tacv2`, kind: 'channel' };
}

/** Puts a setup in place under an id of its own, as asked for in the requester's own chat. */
export async function inserted(storage: Storage, made: Setup, over: Partial<Setup> = {}): Promise<Setup> {
  const { conversationId } = chatOf(made.requester);
  const setup: Setup = { ...made, id: newSetupId(), conversationId, ...over };
  expect(await storage.inTransaction((tx) => tx.insertSetup(setup))).toBe(true);
  return setup;
}

export async function found(store: Pick<Store, 'findSetup'>, id: string): Promise<Setup> {
  const setup = await store.findSetup(id);
  if (setup === null) throw new Error(`there is no ${id}`);
  return setup;
}

export async function say(desk: Desk, from: Person, line: string, place: Place = chatOf(from)): Promise<Reply> {
  return only(await answer(desk, { from, place, what: { kind: 'text', text: line } }));
}

export async function press(
  desk: Desk,
  from: Person,
  verb: string,
  data: Readonly<Record<string, unknown>>,
  place: Place = chatOf(from),
): Promise<Reply> {
  return only(await answer(desk, { from, place, what: { kind: 'press', verb, data, cardId: null } }));
}

function only(replies: readonly Reply[]): Reply {
  const [reply, ...more] = replies;
  if (reply === undefined || more.length > 0) throw new Error(`${replies.length} replies`);
  return reply;
}

/** Kinds of a setup's events, oldest first. */
export async function eventKinds(storage: Storage, id: string): Promise<readonly string[]> {
  return (await storage.events(id)).map((event) => event.kind);
}
