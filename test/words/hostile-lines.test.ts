// Lines in the chat that tell of others: each is one line, and the same as of anybody else but for the name.

import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/setup/events.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { oneLine } from '../../src/setup/text-of-others.ts';
import { words } from '../../src/words/words.ts';
import { hostileTexts } from '../support/hostile.ts';
import { harmless, withText } from '../support/others-text.ts';
import { approvedSetup, rejectedSetup, reportedSetup } from '../support/setups.ts';

const english = words('en');

const notices: Readonly<Record<Notice, Setup>> = {
  provisioned: approvedSetup(),
  secretRead: approvedSetup(),
  secretDelivered: approvedSetup(),
  provisioningStopped: approvedSetup(),
  consentMissing: approvedSetup(),
  consented: approvedSetup(),
  exchangeApproved: approvedSetup(),
  exchangeRejected: rejectedSetup(),
  exchangeReported: reportedSetup(),
  handOverReminder: approvedSetup(),
  handOverQuiet: approvedSetup(),
  handOverLapsed: approvedSetup(),
  handOverUndeliverable: approvedSetup(),
  handOverMoved: approvedSetup(),
  undoUndeliverable: approvedSetup(),
  verified: approvedSetup(),
  signedIn: approvedSetup(),
  checkWrong: approvedSetup(),
  checkGaveUp: approvedSetup(),
  boundaryRefused: approvedSetup(),
  boundaryOpened: approvedSetup(),
  boundaryUnknown: approvedSetup(),
};

function linesWith(text: string): readonly string[] {
  const { place, tests } = english;
  const of = Object.entries(notices).map(([notice, setup]) =>
    // What the record is made of are the notices, and nothing else.
    english.noticeLine(notice as Notice, withText(setup, text), text),
  );
  return [...of, place.notices.confirmed(text), place.notices.replaced(text), tests.boundaryNotYours(text)];
}

describe('every line', () => {
  it.each(Object.entries(hostileTexts))('with %s', (_name, hostile) => {
    const text = oneLine(hostile);
    const found = linesWith(text);
    expect(found).toEqual(linesWith(harmless).map((line) => line.split(harmless).join(text)));
    for (const line of found) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  });

  it('names somebody where somebody did it', () => {
    const named = linesWith(harmless).filter((line) => line.includes(harmless));
    expect(named.length).toBeGreaterThanOrEqual(8);
  });
});
