// What is said on top of a card and in the chat names what was met: only a refused sign-in is called one.

import { describe, expect, it } from 'vitest';
import { type Problem, problem, type Reason } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { words } from '../../src/words/words.ts';
import { checkedSetup, verifiedSetup } from '../support/checked-setups.ts';
import { propagating } from '../support/problems.ts';

const { trouble, noticeLine } = words('en');

function about(reason: Reason, parts: Partial<Problem> = {}): Problem {
  const network = { step: 'verification', actor: 'networkAdministrator', remedy: 'askAdmin' } as const;
  return { ...problem({ reason, ...network }), ...parts };
}

describe('trouble', () => {
  it.each<[Reason, RegExp, boolean]>([
    ['notRegisteredOrPropagating', /sign-in/, true],
    ['smtpAloneRefuses', /sign-in/, true],
    ['mailServerRefused', /refuse/, false],
    ['fullAccessMissing', /mailbox|opened/, true],
    ['opensNotEverywhere', /mailbox|opened/, true],
    ['sendAsMissing', /mail/, true],
    ['mailNotFound', /arrive/, false],
    ['connectionRefused', /reached/, false],
    ['nameNotResolved', /reached/, false],
    ['certificateUntrusted', /reached/, false],
    ['timedOut', /reached/, false],
    ['noAnswer', /reached/, false],
    ['throttled', /asks? to wait|asked to wait/, false],
    ['mailServerBusy', /asks? to wait|asked to wait/, false],
    ['clientSecretRefused', /token/, false],
    ['conditionalAccess', /token/, false],
    ['permissionMissing', /permission/, false],
  ])('%s is called what it is', (reason, said, isOfCommands) => {
    const { notYet, wrong, found, still, isOfCommands: is } = trouble(about(reason));
    for (const text of [notYet, wrong, found, still]) expect(text).toMatch(said);
    expect(is).toBe(isOfCommands);
  });

  it('of this program itself is no refusal', () => {
    const own = { actor: 'us', remedy: 'tellUs' } as const;
    for (const reason of ['unexpected', 'protocolUnexpected', 'tokenWrong'] as const) {
      expect(trouble(about(reason, own)).wrong).toBe('The test could not be completed');
    }
  });
});

describe('the notice', () => {
  const found = (finding: Parameters<typeof checkedSetup>[1]): Setup => checkedSetup({}, finding);

  it('that waiting will not mend it names what stands on top of the card', () => {
    const closedPort = found((_, channel) => (channel === 'pop3' ? about('connectionRefused') : null));
    expect(noticeLine('checkWrong', closedPort)).toContain('a server of Microsoft 365 could not be reached, and');
    const both = found((mailbox, channel) =>
      channel === 'smtp' ? propagating(mailbox, channel) : about('connectionRefused'),
    );
    expect(noticeLine('checkWrong', both)).toContain('could not be reached');
  });

  it('that no try is planned names what is still so', () => {
    const lost = found((_, channel) => (channel === 'pop3' ? about('mailNotFound', { remedy: 'retry' }) : null));
    expect(noticeLine('checkGaveUp', lost)).toContain('the test mail still does not arrive and no further try');
    const throttled = about('throttled', { actor: 'nobody', remedy: 'wait' });
    const noToken = checkedSetup({}, () => null, undefined, throttled);
    expect(noticeLine('checkGaveUp', noToken)).toContain('Microsoft 365 still asks to wait');
    expect(noticeLine('checkGaveUp', found(propagating))).toContain('the sign-in still does not work');
  });

  it('of a mailbox that stayed closed does not prove its spelling', () => {
    const line = noticeLine('boundaryRefused', verifiedSetup());
    expect(line).toContain('as it must');
    expect(line).toMatch(/misspelt address.*POP3 switched off/);
    expect(line).not.toContain('only what it was granted');
  });
});
