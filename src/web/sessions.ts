// Page sessions: in the memory of this process only, each bound to one page and what it is about. They hold a sign-in under way,
// then who signed in and their delegated access, which is closed whenever a session ends. Never stored, never logged.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { SignInPurpose } from '../setup/graph-scopes.ts';
import type { SignedInPerson } from '../setup/person.ts';
import type { Problem } from '../setup/problem.ts';
import type { ConsentChoice } from '../setup/setup.ts';
import type { Survey, TenantAccess } from '../setup/survey.ts';
import type { PendingSignIn, Ticket } from './web-deps.ts';

export type Session = {
  readonly place: Ticket;
  /** The ticket's text: where the browser returns to after sign-in. */
  readonly ticket: string;
  readonly csrf: string;
  /** What the administrator chose when signing in; the access has the scopes for it. */
  readonly consent: ConsentChoice;
  /** What the sign-in was for. */
  readonly purpose: SignInPurpose;
  pending: PendingSignIn | null;
  person: SignedInPerson | null;
  access: TenantAccess | null;
  /** The secret may be shown once, until then (milliseconds); null where nobody has signed in for it, or it was shown. */
  readableUntil: number | null;
  /** What was read for this version of the setup. */
  survey: { readonly version: number; readonly readAt: number; readonly survey: Survey } | null;
  /** Until then (milliseconds) whoever signed in is asked to wait; null where there is nothing to wait for. */
  comeBackAt: number | null;
  /** Why the latest sign-in came to nothing. */
  problem: Problem | null;
};

export type NewSession = Pick<Session, 'place' | 'ticket' | 'consent' | 'purpose' | 'pending'>;

const nothingYet = { readableUntil: null, comeBackAt: null, survey: null, problem: null };

type Kept = { readonly session: Session; readonly begunAt: number; usedAt: number };

export type SessionLimits = { readonly idleMs: number; readonly totalMs: number; readonly count: number };

export const sessionLimits: SessionLimits = { idleMs: 30 * 60_000, totalMs: 8 * 3_600_000, count: 1000 };

export class Sessions {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => Date;
  readonly #limits: SessionLimits;

  constructor(now: () => Date, limits: SessionLimits = sessionLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  /**
   * Returns the id that goes into the browser's cookie. `going`: id of a session whose place it takes; whoever is signed in
   * there stays so, whatever comes of the new sign-in, and for no longer than that session would have lasted.
   */
  begin(session: NewSession, going?: string): string {
    this.sweep();
    const before = going === undefined ? undefined : this.#kept.get(going);
    this.drop(going);
    if (this.#kept.size >= this.#limits.count) this.drop(leastNeeded(this.#kept));
    const id = randomId();
    const time = this.#now().getTime();
    const person = before?.session.person ?? null;
    const whole: Session = { ...session, csrf: randomId(), person, access: null, ...nothingYet };
    this.#kept.set(id, { session: whole, begunAt: before?.begunAt ?? time, usedAt: time });
    return id;
  }

  /** null also where the session is another setup's, another tenant's or another page's. */
  find(id: string | undefined, place: Ticket): Session | null {
    const entry = this.#entry(id, place);
    if (entry === null) return null;
    entry.usedAt = this.#now().getTime();
    return entry.session;
  }

  /** The same, but does not count as use: a page that is only open does not keep a session alive. */
  look(id: string | undefined, place: Ticket): Session | null {
    return this.#entry(id, place)?.session ?? null;
  }

  /** The session, among those of one browser, that waits for this state. */
  findPending(ids: readonly string[], state: string): { readonly id: string; readonly session: Session } | null {
    for (const id of ids) {
      const entry = this.#kept.get(id);
      if (entry === undefined || this.#isOver(entry) || entry.session.pending === null) continue;
      if (isSameText(entry.session.pending.state, state)) return { id, session: entry.session };
    }
    return null;
  }

  /** Gives a session a new id, against fixation; null where it ended meanwhile. */
  renew(id: string): string | null {
    const entry = this.#kept.get(id);
    if (entry === undefined) return null;
    const next = randomId();
    this.#kept.delete(id);
    this.#kept.set(next, entry);
    return next;
  }

  drop(id: string | undefined): void {
    const found = id === undefined ? undefined : this.#kept.get(id);
    if (id === undefined || found === undefined) return;
    this.#kept.delete(id);
    found.session.pending = null;
    found.session.access?.close();
    found.session.access = null;
  }

  /** Ends what has expired, so that no token outlives its session. */
  sweep(): void {
    for (const [id, entry] of this.#kept) if (this.#isOver(entry)) this.drop(id);
  }

  closeAll(): void {
    for (const id of [...this.#kept.keys()]) this.drop(id);
  }

  #entry(id: string | undefined, place: Ticket): Kept | null {
    const entry = id === undefined ? undefined : this.#kept.get(id);
    if (entry === undefined) return null;
    if (this.#isOver(entry)) {
      this.drop(id);
      return null;
    }
    const { subject, purpose, tenantId } = entry.session.place;
    const isThere = subject === place.subject && purpose === place.purpose && tenantId === place.tenantId;
    return isThere ? entry : null;
  }

  #isOver(entry: Kept): boolean {
    const time = this.#now().getTime();
    return time - entry.usedAt > this.#limits.idleMs || time - entry.begunAt > this.#limits.totalMs;
  }
}

/** Makes room: the oldest session in which nobody has signed in, otherwise the oldest of all. */
function leastNeeded(kept: ReadonlyMap<string, Kept>): string | undefined {
  const ids = [...kept.keys()];
  return ids.find((id) => kept.get(id)?.session.person === null) ?? ids[0];
}

function randomId(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time wherever the difference is. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
