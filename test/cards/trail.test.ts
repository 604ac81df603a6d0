// The rows of the trail: each kind of event in words, who it was, and what tells the requests apart.

import { describe, expect, it } from 'vitest';
import { nameOf, trailOf } from '../../src/cards/trail.ts';
import type { SetupEvent } from '../../src/setup/events.ts';
import { words } from '../../src/words/words.ts';
import { alex, authorization, erik, robin } from '../support/setups.ts';
import { everyHappening, oneOfEach, requestId, wholeJob } from '../support/trail.ts';

const english = words('en');
const rowsOf = (...events: readonly SetupEvent[]) => trailOf(events, english);
const at = '2026-11-24T09:00:00.000Z';

describe('a row of the trail', () => {
  it.each(Object.entries(everyHappening))('says what %s was', (_kind, happening) => {
    const [row] = rowsOf({ at, by: robin, ...happening });
    expect(row?.what).toMatch(/^[A-Z].*[^.\s]$/);
    expect(`${row?.what} ${row?.outcome}`).not.toMatch(/undefined|\[object|function|NaN/);
    if (row?.outcome !== null) expect(row?.outcome).not.toBe('');
  });

  it('says something else of each kind', () => {
    const said = rowsOf(...oneOfEach).map(({ what }) => what);
    expect(new Set(said).size).toBe(said.length);
  });

  it.each<[string, SetupEvent, string, string | null]>([
    [
      'a request with all that was asked',
      { at, by: robin, ...everyHappening.changed },
      'Changed the request to SMTP and POP3 for edi@contoso.example, orders@contoso.example, invoices@contoso.example; installation EDI-PROD-01; sender noreply@contoso.example; SMTP AUTH for the whole organization; a secret for 12 months',
      null,
    ],
    [
      'a failure with Microsoft’s own words',
      { at, by: alex, ...everyHappening.effectFailed },
      'Enterprise application: was not done',
      expect.stringMatching(/\. \(.*Authorization_RequestDenied/),
    ],
    [
      'a rejection with its reason',
      { at, by: erik, ...everyHappening.exchangeRejected },
      'Rejected the Exchange commands',
      expect.stringContaining('[Ask them](https://evil.example)'),
    ],
    [
      'a report with the account that ran them',
      { at, by: erik, ...everyHappening.exchangeReported },
      'Reported the Exchange commands as run',
      'With evidence, which names erik.admin@contoso.example as the account',
    ],
    [
      'a report without evidence',
      { at, by: erik, kind: 'exchangeReported', evidence: null },
      'Reported the Exchange commands as run',
      'Without evidence',
    ],
    [
      'a test that failed',
      { at, by: null, ...everyHappening.checkFinished },
      'Tested the sign-in to each mailbox',
      expect.stringMatching(/^6 of 6 not in order; the first, edi@contoso.example, SMTP: /),
    ],
  ])('tells %s', (_what, event, what, outcome) => {
    expect(rowsOf(event)).toMatchObject([{ what, outcome }]);
  });

  it('names who it was by name, ids and account; where nobody pressed, the bot', () => {
    const rows = rowsOf(...wholeJob);
    const accounts = new Map(rows.map((row) => [nameOf(row, english), row.who?.account]));
    expect(accounts).toEqual(
      new Map([
        ['Robin Keller', authorization.requesterUsername],
        ['Alex Brandt', 'alex.admin@contoso.example'],
        ['The bot', undefined],
        ['Erik Vogt', null],
      ]),
    );
    expect(rows[0]?.who).toMatchObject({ objectId: robin.objectId, tenantId: robin.tenantId });
  });

  it('knows the account with which somebody signed in to read the secret, and keeps it with what they did before', () => {
    const rita = { ...robin, objectId: '8c2e6f10-1111-4222-8333-944455556666', name: 'Rita Lang' };
    const username = 'rita.lang@contoso.example';
    const read = { at, by: rita, ...everyHappening.secretRead, username };
    const rows = rowsOf({ at, by: rita, kind: 'exchangeTaken' }, read, { ...read, username: 'rita@contoso.example' });
    expect(rows.map(({ who }) => who?.account)).toEqual(['rita@contoso.example', username, 'rita@contoso.example']);
  });

  it('keeps accounts of people apart who share an object id or a name', () => {
    const twin = { ...alex, tenantId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' };
    const rows = rowsOf(...wholeJob, { at, by: twin, kind: 'undoAsked' });
    expect(rows.at(-1)?.who).toMatchObject({ name: 'Alex Brandt', account: null });
  });

  it('has Graph’s request id of what was done and of what failed; older events have none', () => {
    const idsOf = (happening: SetupEvent) => rowsOf(happening)[0]?.requestIds;
    const withId = Object.values(everyHappening).filter((one) => (idsOf({ at, by: null, ...one }) ?? []).length > 0);
    expect(withId.map(({ kind }) => kind)).toEqual([
      'applicationCreated',
      'servicePrincipalCreated',
      'roleAssigned',
      'secretAdded',
      'secretRemoved',
      'secretAnswerLost',
      'lostSecretsFound',
      'effectFailed',
    ]);
    expect(idsOf({ at, by: alex, ...everyHappening.effectFailed })).toEqual([requestId]);
    expect(idsOf({ at, by: alex, kind: 'roleAssigned', channel: 'smtp' })).toEqual([]);
  });
});
