// Setups that were checked, with what the servers answered. Ids and times are fixed.

import { advance } from '../../src/setup/advance.ts';
import type { ChannelResult, CheckReport, Stage } from '../../src/setup/check.ts';
import type { Problem } from '../../src/setup/problem.ts';
import { type Channel, permissionOf } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { permissionMissing, propagating, smtpAuthOff } from './problems.ts';
import {
  after,
  alex,
  authorization,
  erik,
  handedOverSetup,
  reportedSetup,
  requestFor,
  rules,
  type Wish,
} from './setups.ts';

/** As in earnest: three successes in a row. */
const thrice = { ...rules, verifySuccesses: 3 };

function checkedThrice(setup: Setup, reports: readonly CheckReport[]): Setup {
  return reports.reduce(
    (seen, report, index) =>
      advance(seen, { kind: 'checkFinished', report, at: `2026-11-24T09:1${index}:04.000Z`, by: null }, thrice).setup,
    setup,
  );
}

/** In order once, which is not yet often enough. */
export function confirmingSetup(wish: Wish = {}): Setup {
  const reported = reportedSetup({ roundTrip: true, ...wish });
  return checkedThrice(reported, [reportFor(reported, () => null)]);
}

/** In order three times in a row, the last time with a mail that was sent, and found again unless eBiss had it first. */
export function roundTrippedSetup(wish: Wish = {}, found: 'found' | 'fetchedFirst' = 'found'): Setup {
  const reported = reportedSetup({ roundTrip: true, ...wish });
  const accepted = reportFor(reported, () => null);
  return checkedThrice(reported, [accepted, accepted, withRoundTrip(accepted, found)]);
}

/** Verified, and in order again after the commands were run anew; eBiss may be fetching, so no mail was sent unasked. */
export function liveSetup(wish: Wish = {}): Setup {
  const at = '2026-11-24T09:12:30.000Z';
  const again = after(roundTrippedSetup(wish), at, erik, { kind: 'exchangeReported', evidence: null });
  const accepted = reportFor(again, () => null);
  return checkedThrice(again, [accepted, accepted, accepted]);
}

function withRoundTrip(report: CheckReport, found: 'found' | 'fetchedFirst'): CheckReport {
  const stage = (name: Stage['name'], words: string | null, ok = true): Stage => ({
    name,
    ok,
    milliseconds: 210,
    words,
  });
  const deeper = (result: ChannelResult): ChannelResult => {
    if (result.channel === 'smtp') {
      const send = stage('send', '250 2.0.0 OK [Hostname=FR0P281CA0001.DEUP281.PROD.OUTLOOK.COM]');
      return { ...result, stages: [...result.stages, send], acceptedAt: '2026-11-24T09:12:04.000Z' };
    }
    const find = stage('find', null, found === 'found');
    return { ...result, stages: [...result.stages, find, ...(found === 'found' ? [stage('delete', '+OK')] : [])] };
  };
  return { ...report, scope: 'roundTrip', channels: report.channels.map(deeper) };
}

export function checkingSetup(wish: Wish = {}): Setup {
  return after(reportedSetup(wish), '2026-11-24T09:10:00.000Z', null, { kind: 'checkStarted', scope: 'all' });
}

function stages(channel: Channel, ok: boolean, words: string): readonly Stage[] {
  const opened: readonly Stage[] = [
    { name: 'connect', ok: true, milliseconds: 21, words: null },
    { name: 'tls', ok: true, milliseconds: 34, words: null },
    { name: 'auth', ok, milliseconds: 181, words },
  ];
  if (!ok || channel === 'smtp') return opened;
  return [...opened, { name: 'stat', ok: true, milliseconds: 12, words: '+OK 3 18204' }];
}

const said = { smtp: '235 2.7.0 Authentication successful', pop3: '+OK User successfully authenticated.' } as const;
const real = { smtp: { host: 'smtp.office365.com', port: 587 }, pop3: { host: 'outlook.office365.com', port: 995 } };

export type Finding = (mailbox: string, channel: Channel) => Problem | null;

export function reportFor(setup: Setup, finding: Finding, servers = real, token: Problem | null = null): CheckReport {
  const at = '2026-11-24T09:10:04.000Z';
  const { mailboxes, channels } = setup.request;
  const results = mailboxes.flatMap((mailbox) =>
    channels.map((channel): ChannelResult => {
      const found = finding(mailbox, channel);
      const words = found?.details ?? said[channel];
      return {
        mailbox,
        channel,
        at,
        ...servers[channel],
        stages: stages(channel, found === null, words),
        problem: found,
      };
    }),
  );
  return {
    scope: 'all',
    startedAt: '2026-11-24T09:10:00.000Z',
    finishedAt: at,
    token: {
      at,
      stages: [
        { name: 'token', ok: token === null, milliseconds: 120, words: token?.details ?? null },
        { name: 'claims', ok: token === null, milliseconds: 1, words: null },
      ],
      roles: token === null ? channels.map((channel) => permissionOf[channel]) : [],
      problem: token,
    },
    channels: token === null ? results : [],
  };
}

export function checkedSetup(wish: Wish, finding: Finding, servers = real, token: Problem | null = null): Setup {
  const checking = checkingSetup(wish);
  const report = reportFor(checking, finding, servers, token);
  return after(checking, report.finishedAt, null, { kind: 'checkFinished', report });
}

export function verifiedSetup(wish: Wish = {}, servers = real): Setup {
  return checkedSetup(wish, () => null, servers);
}

/** The secret was read, and is in eBiss alone. */
export function deliveredSetup(wish: Wish = {}): Setup {
  const verified = verifiedSetup(wish);
  const keyId = verified.secret?.keyId ?? '';
  const username = authorization.by.username;
  const read = after(verified, '2026-11-24T09:20:00.000Z', alex, { kind: 'secretRead', keyId, username });
  return after(read, '2026-11-24T09:30:00.000Z', alex, { kind: 'secretDelivered', keyId, username });
}

/** SMTP alone: signed in, and no more can be said. */
export function signedInSetup(wish: Wish = {}): Setup {
  return verifiedSetup({ channels: ['smtp'], ...wish });
}

export function waitingSetup(wish: Wish = {}): Setup {
  return checkedSetup(wish, propagating);
}

/** SMTP AUTH is off for every second mailbox, and POP3 of every third is not yet known. */
export function wrongSetup(wish: Wish = {}): Setup {
  const { mailboxes } = requestFor(wish);
  return checkedSetup(wish, (mailbox, channel) => {
    const index = mailboxes.indexOf(mailbox);
    if (channel === 'smtp' && index % 2 === 0) return smtpAuthOff(mailbox);
    return channel === 'pop3' && index % 3 === 2 ? propagating(mailbox, channel) : null;
  });
}

/** Tested on demand before anybody had run the commands. */
export function testedEarlySetup(wish: Wish = {}): Setup {
  const handed = handedOverSetup(wish);
  const report = reportFor(handed, propagating);
  return after(handed, report.finishedAt, null, { kind: 'checkFinished', report });
}

/** All tries of the schedule are over, and Exchange still refuses. */
export function gaveUpSetup(wish: Wish = {}): Setup {
  return { ...waitingSetup(wish), nextCheckAt: null };
}

export function tokenRefusedSetup(wish: Wish = {}): Setup {
  const handed = after(handedOverSetup(wish, true, 'elsewhere'), '2026-11-24T09:10:00.000Z', erik, {
    kind: 'exchangeReported',
    evidence: null,
  });
  const report = reportFor(handed, () => null, real, permissionMissing);
  return after(handed, report.finishedAt, null, { kind: 'checkFinished', report });
}
