// The headline and the lead of the living card follow what was met, and the card of what eBiss met names its server.

import { describe, expect, it } from 'vitest';
import { explainCard } from '../../src/cards/explain.ts';
import { type Problem, problem, type Reason } from '../../src/setup/problem.ts';
import { words } from '../../src/words/words.ts';
import { checkedSetup, gaveUpSetup, waitingSetup } from '../support/checked-setups.ts';
import { forExchange, forRequester } from './every-card.ts';

function about(reason: Reason, parts: Partial<Problem> = {}): Problem {
  return { ...problem({ reason, step: 'verification', actor: 'networkAdministrator', remedy: 'retry' }), ...parts };
}

function requesterReads(found: Problem): string {
  const isOfToken = found.reason === 'throttled';
  const finding = () => (isOfToken ? null : found);
  return JSON.stringify(forRequester(checkedSetup({}, finding, undefined, isOfToken ? found : null)).content);
}

describe('the card while it may pass', () => {
  it.each<[Problem, string]>([
    [about('timedOut'), 'Not yet: a server could not be reached'],
    [about('mailNotFound', { actor: 'exchangeAdministrator' }), 'Not yet: the test mail has not arrived'],
    [about('throttled', { actor: 'nobody', remedy: 'wait' }), 'Not yet: Microsoft 365 asks to wait'],
  ])('says what is not yet so', (found, headline) => {
    const text = requesterReads(found);
    expect(text).toContain(headline);
    expect(text).not.toMatch(/does not accept the sign-in|nobody has to do anything|press Continue/);
  });

  it('says that the commands take their time where it is about them', () => {
    const text = JSON.stringify(forRequester(waitingSetup()).content);
    expect(text).toContain('Not yet: Exchange Online does not accept the sign-in');
    expect(text).toContain('nobody has to do anything: it can take up to two hours');
  });
});

describe('the card where somebody must act', () => {
  it.each([
    ['connectionRefused', 'A server cannot be reached'],
    ['nameNotResolved', 'A server cannot be reached'],
    ['certificateUntrusted', 'A server cannot be reached'],
  ] as const)('%s is not called a refused sign-in', (reason, headline) => {
    const text = requesterReads(about(reason, { remedy: 'askAdmin' }));
    expect(text).toContain(headline);
    expect(text).not.toContain('The sign-in is refused');
  });

  it('says what is still so once no try is planned', () => {
    const setup = { ...checkedSetup({}, () => about('timedOut')), nextCheckAt: null };
    expect(JSON.stringify(forRequester(setup).content)).toContain('Still not reached after the last planned try');
    expect(JSON.stringify(forRequester(gaveUpSetup()).content)).toContain('Still refused after the last planned try');
  });
});

describe('the card of the Exchange administrators', () => {
  it('says what was met after the commands', () => {
    const lost = {
      ...checkedSetup({}, () => about('mailNotFound', { actor: 'exchangeAdministrator' })),
      nextCheckAt: null,
    };
    const text = JSON.stringify(forExchange(lost).content);
    expect(text).toContain('Reported as run, but the test mail did not arrive');
  });

  it('does not ask them to mend what Microsoft Entra ID keeps waiting', () => {
    const throttled = about('throttled', { actor: 'nobody', remedy: 'wait' });
    const setup = { ...checkedSetup({}, () => null, undefined, throttled), nextCheckAt: null };
    const text = JSON.stringify(forExchange(setup).content);
    expect(text).toContain('The next steps are with the requester.');
    expect(text).not.toContain('asks to wait');
  });
});

it('what eBiss met is looked for on its server', () => {
  const found = about('certificateUntrusted', { remedy: 'askAdmin' });
  const causes = [{ problem: found, mailboxes: [], label: null }];
  const { content } = explainCard({ title: 'x', lead: null, causes, setup: null }, words('en'));
  expect(JSON.stringify(content)).toContain('not trusted on the eBiss server');
  expect(JSON.stringify(content)).not.toContain('this bot');
});
