// Sessions: when they end, and what ends with them.

import { describe, expect, it } from 'vitest';
import type { TenantAccess } from '../../src/setup/survey.ts';
import { type NewSession, Sessions } from '../../src/web/sessions.ts';
import { people } from './contoso-setup.ts';

const place = { subject: 'K7Q2M4', tenantId: people.admin.tenantId, purpose: 'authorize' } as const;
const fresh: NewSession = { place, ticket: 't', consent: 'here', purpose: 'createAndConsent', pending: null };
const limits = { idleMs: 1000, totalMs: 5000, count: 2 };

function clock() {
  const time = { ms: 0 };
  return { time, now: () => new Date(time.ms) };
}

function recordingAccess(): TenantAccess & { closed: boolean } {
  const never = () => Promise.reject(new Error('not used'));
  const access = { closed: false, survey: never, perform: never, findMember: never, close: () => {} };
  access.close = () => {
    access.closed = true;
  };
  return access;
}

describe('sessions', () => {
  it('end when idle, and after their whole time however busy', () => {
    const { time, now } = clock();
    const sessions = new Sessions(now, limits);
    const idle = sessions.begin(fresh);
    const busy = sessions.begin(fresh);
    for (time.ms = 900; time.ms <= 4500; time.ms += 900) expect(sessions.find(busy, place)).not.toBeNull();
    expect(sessions.find(idle, place)).toBeNull();
    time.ms = 5001;
    expect(sessions.find(busy, place)).toBeNull();
  });

  it('are looked at without being used', () => {
    const { time, now } = clock();
    const sessions = new Sessions(now, limits);
    const id = sessions.begin(fresh);
    time.ms = 900;
    expect(sessions.look(id, place)).toBe(sessions.find(id, place));
    time.ms = 1800;
    expect(sessions.look(id, place)).not.toBeNull();
    expect(sessions.look(id, { ...place, purpose: 'settings' })).toBeNull();
    expect(sessions.look(id, { ...place, subject: 'ZZZZ99' })).toBeNull();
    expect(sessions.look(id, { ...place, tenantId: people.foreigner.tenantId })).toBeNull();
    time.ms = 1901;
    expect(sessions.look(id, place)).toBeNull();
  });

  it('drop the tokens they hold when they end', () => {
    const { time, now } = clock();
    const sessions = new Sessions(now, limits);
    const access = recordingAccess();
    const session = sessions.find(sessions.begin(fresh), place);
    if (session !== null) session.access = access;
    time.ms = 1001;
    sessions.sweep();
    expect(access.closed).toBe(true);
  });

  it('make room by ending the oldest in which nobody has signed in', () => {
    const { now } = clock();
    const sessions = new Sessions(now, limits);
    const signedIn = sessions.begin(fresh);
    const session = sessions.find(signedIn, place);
    if (session !== null) session.person = people.admin;
    const waiting = sessions.begin(fresh);
    const newest = sessions.begin(fresh);
    const there = [signedIn, waiting, newest].map((id) => sessions.find(id, place) !== null);
    expect(there).toEqual([true, false, true]);
  });
});
