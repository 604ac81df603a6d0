// Sentences about hand-overs that are said in more than one situation, and have to be true in each.

import { describe, expect, test } from 'vitest';
import { noticeLine } from '../../src/words/en/notices.ts';
import { words } from '../../src/words/words.ts';
import { handedOverSetup } from '../support/setups.ts';

const english = words('en');
const inChannel = handedOverSetup();
const inChat = handedOverSetup({}, false);

describe('after a day without an answer', () => {
  test('the requester hears of the channel where there is one', () => {
    expect(noticeLine('handOverQuiet', inChannel)).toMatch(/channel/u);
    expect(noticeLine('handOverQuiet', inChannel)).toMatch(/reminded/u);
  });

  test('and of no channel and no reminder where they are to forward the commands themselves', () => {
    const line = noticeLine('handOverQuiet', inChat);
    expect(line).not.toMatch(/channel|reminded/u);
    expect(line).toMatch(/[Ff]orward/u);
  });
});

test('nothing says where on the screen something stands: some clients show the newest first', () => {
  const lines = [
    noticeLine('handOverReminder', inChannel),
    english.handOver.superseded.text,
    ...Object.values(english.handOver.refused),
  ];
  for (const line of lines) expect(line).not.toMatch(/\b(?:up|down|above|below|next card)\b/u);
});

test('why a hand-over did not arrive is not claimed: it may have been refused, or given up after a day', () => {
  const { what, how } = english.problem({
    reason: 'handOverUndeliverable',
    step: 'exchange',
    actor: 'requester',
    remedy: 'retry',
    subject: null,
    details: null,
    requestId: null,
  });
  expect(what).not.toMatch(/removed|deleted/u);
  expect(how).toMatch(/^If .*removed/u);
  for (const way of ['Send it again', 'Forward it myself', 'exchange here', 'Change']) expect(how).toContain(way);
});

test('that undo was asked for says where the commands go, not that they are there', () => {
  expect(english.undo.toChannel('K7Q2M4')).toMatch(/ go to the channel/u);
  expect(noticeLine('undoUndeliverable', inChannel)).toMatch(/forward/iu);
});

test('a link that is not valid leads on wherever it came from', () => {
  for (const word of ['status', 'undo', 'exchange here']) expect(english.pages.gone.how).toContain(`“${word}”`);
  expect(english.pages.gone.what).not.toContain('setup');
});
