// What the rules of the diagnosis are told of a setup beside what the servers say.

import { describe, expect, test } from 'vitest';
import { knownOf } from '../../src/shell/verify.ts';
import { roundTrippedSetup, waitingSetup } from '../support/checked-setups.ts';
import { now } from '../support/setups.ts';

describe('of a setup is known', () => {
  const known = (setup: Parameters<typeof knownOf>[0]) => knownOf(setup, new Date(now));

  test('from which mailboxes a mail was accepted', () => {
    const tripped = roundTrippedSetup();
    expect(known(tripped).accepted).toEqual(tripped.request.mailboxes);
    expect(known(waitingSetup()).accepted).toEqual([]);
    // What was accepted before the commands were last run says nothing of what they have changed since.
    const { exchangeReport } = tripped;
    const later = {
      ...tripped,
      exchangeReport: exchangeReport && { ...exchangeReport, at: '2026-11-25T09:00:00.000Z' },
    };
    expect(known(later).accepted).toEqual([]);
  });

  test('who the sender is, and on which addresses the commands grant SendAs', () => {
    const office = 'office@contoso.example';
    const asked = (sendAs: boolean) => known(waitingSetup({ sender: office, sendAs }));
    expect(asked(true)).toMatchObject({ sender: office, sendAs: [office] });
    expect(asked(false)).toMatchObject({ sender: office, sendAs: [] });
    const own = waitingSetup();
    expect(known(own)).toMatchObject({ sender: null, sendAs: own.request.mailboxes });
  });
});
