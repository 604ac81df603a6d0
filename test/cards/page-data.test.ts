// What the settings page claims of each table: the words of the cards, with a time that needs no client to fill it in.

import { describe, expect, it } from 'vitest';
import { settingsPageData } from '../../src/cards/page-data.ts';
import { realEndpoints } from '../../src/cards/settings.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { words } from '../../src/words/words.ts';
import {
  signedInSetup,
  tokenRefusedSetup,
  verifiedSetup,
  waitingSetup,
  wrongSetup,
} from '../support/checked-setups.ts';
import { now, plannedSetup, provisionedSetup } from '../support/setups.ts';

const one = { mailboxes: 1 };
const dataOf = (setup: Setup) => settingsPageData(setup, realEndpoints, { words: words('en'), now });
const verdictsOf = (setup: Setup) => (dataOf(setup)?.sections ?? []).map(({ verdict }) => verdict);

describe('settingsPageData', () => {
  it('is null until there is something to enter', () => {
    expect(dataOf(plannedSetup())).toBeNull();
  });

  it.each([
    ['untested', provisionedSetup(one), 'Not verified: not tested yet'],
    ['untested', tokenRefusedSetup(one), 'Not verified: no usable token at 24 Nov 2026, 09:10 UTC'],
    ['notYet', waitingSetup(one), 'Not verified yet: refused at 24 Nov 2026, 09:10 UTC'],
    ['wrong', wrongSetup(one), 'Not verified: refused at 24 Nov 2026, 09:10 UTC'],
    ['signedIn', signedInSetup(one), 'Signed in at 24 Nov 2026, 09:10 UTC, sending not proved'],
    ['verified', verifiedSetup(one), 'Verified at 24 Nov 2026, 09:10 UTC'],
  ] as const)('says what may be claimed, and when: %s', (kind, setup, text) => {
    expect(verdictsOf(setup)[0]).toMatchObject({ kind, text });
  });

  it('gives a reason only where something is not as claimed', () => {
    expect(verdictsOf(verifiedSetup(one)).map(({ reason }) => reason)).toEqual([null, null]);
    expect(verdictsOf(wrongSetup(one))[0]?.reason).toContain('SMTP AUTH');
  });

  it('holds nothing that only a chat client understands, and no secret', () => {
    const text = JSON.stringify([waitingSetup(), verifiedSetup()].map(dataOf));
    expect(text).not.toContain('{{');
    expect(text).toContain('"value":"","secret":true');
  });
});
