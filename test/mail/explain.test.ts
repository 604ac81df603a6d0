// What somebody pastes from the log of eBiss, and what the script on its server printed, judged by the same table of rules.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExplainContext, explainLog, judgeServerCheck } from '../../src/mail/explain.ts';
import { nothingKnown } from '../../src/mail/seen.ts';
import { reasons } from '../../src/setup/problem.ts';
import type { ServerCheck, ServerToken, ServerTrial } from '../../src/setup/server-check.ts';
import { afterMinutes, evidence, otherObjectId } from './rules/scenario.ts';
import { mailbox } from './sign-in-fixture.ts';

const context: ExplainContext = {
  endpoints: {
    smtp: { host: 'smtp.example', port: 587 },
    pop3: { host: 'pop3.example', port: 995 },
    entra: { host: 'entra.example', port: 443 },
  },
  known: nothingKnown,
  age: 'old',
  mailbox,
};

describe('a text from the log of eBiss', () => {
  const auth139 = '535 5.7.139 Authentication unsuccessful,';
  const cases: [string, string, string][] = [
    [
      '535: 5.7.3 Authentication unsuccessful [BE1P281CA0123.DEUP281.PROD.OUTLOOK.COM]',
      'notRegisteredOrPropagating',
      'askAdmin',
    ],
    [`${auth139} SmtpClientAuthentication is disabled for the Mailbox.`, 'smtpAuthOffForMailbox', 'askAdmin'],
    [`${auth139} SmtpClientAuthentication is disabled for the Tenant.`, 'smtpAuthOffForOrganization', 'askAdmin'],
    ["user is locked by your organization's security defaults policy.", 'securityDefaults', 'askAdmin'],
    ['the request did not meet the criteria to be authenticated successfully.', 'signInCriteriaNotMet', 'askAdmin'],
    [
      'The server response was: 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
      'passwordUsed',
      'changeInput',
    ],
    [`${auth139} the user credentials were incorrect.`, 'passwordUsed', 'changeInput'],
    ['550 5.7.30 Basic authentication is not supported for Client Submission.', 'passwordUsed', 'changeInput'],
    ['-ERR Logon failure: unknown user name or bad password.', 'passwordUsed', 'changeInput'],
    ['The server response was: 5.7.57 Client not authenticated to send mail', 'signInSkipped', 'changeInput'],
    ['504 5.7.4 Unrecognized authentication type', 'signInUnsuited', 'changeInput'],
    ['4.2.0 STOREDRV; mailbox logon failure; MapiExceptionLogonFailed', 'fullAccessMissing', 'askAdmin'],
    ['554 5.2.252 SendAsDenied; a not allowed to send as b', 'sendAsMissing', 'askAdmin'],
    ['Client does not have permissions to send as this sender', 'sendAsMissing', 'askAdmin'],
    ['MapiException: SubmissionQuotaExceededException', 'submissionQuotaExceeded', 'wait'],
    ['432 4.3.2 Concurrent connections limit exceeded.', 'tooManyConnections', 'wait'],
    ['454 4.7.0 Temporary authentication failure', 'mailServerBusy', 'wait'],
    ['The server response was: 4.7.0 Temporary server error. Please try again later.', 'mailServerBusy', 'wait'],
    ['550 5.2.1 Mailbox cannot be accessed', 'mailboxBlocked', 'askAdmin'],
    ['-ERR Protocol error. Connection is closed. 10', 'popSignInInOneLine', 'changeInput'],
    ['-ERR Authentication failure: unknown user name or bad password.', 'mailboxNotAccessible', 'askAdmin'],
    ['User is authenticated but not connected.', 'mailboxNotAccessible', 'askAdmin'],
    ['554 5.6.0 Something new', 'mailServerRefused', 'askAdmin'],
    ['AADSTS7000222: The provided client secret keys are expired.', 'clientSecretExpired', 'changeInput'],
    ['AADSTS53003: Access has been blocked by Conditional Access policies.', 'conditionalAccess', 'askAdmin'],
    ['AADSTS7654321: Something new', 'tokenRefused', 'askAdmin'],
    ['Es ist kein solcher Host bekannt. (smtp.office365.com:587)', 'nameNotResolved', 'askAdmin'],
    ['Der Zielcomputer die Verbindung verweigerte 40.99.8.18:587', 'connectionRefused', 'askAdmin'],
    ['The operation has timed out.', 'timedOut', 'retry'],
    ['forcibly closed by the remote host', 'connectionLost', 'retry'],
    ['Das Remotezertifikat ist laut Validierungsverfahren ungültig.', 'certificateUntrusted', 'askAdmin'],
  ];
  test.each(cases)('%s: %s', (text, reason, remedy) => {
    expect(explainLog(`[08:15:59] ERROR ${text}`, context)).toMatchObject({ reason, remedy, step: 'verification' });
  });

  test('that means nothing is not explained', () => {
    expect(explainLog('Es geht nicht.', context)).toBeNull();
  });

  test('is about the mailbox where it is known which, about the number in a refused token, and else about nothing', () => {
    const subject = (text: string, of = mailbox) => explainLog(text, { ...context, mailbox: of })?.subject;
    expect(subject('535 5.7.3 Authentication unsuccessful')).toBe(mailbox);
    expect(subject('535 5.7.3 Authentication unsuccessful', '')).toBeNull();
    expect(subject('AADSTS53003: x')).toBe('AADSTS53003');
    expect(subject('timed out')).toBeNull();
  });

  test('is explained from what is known of the setup', () => {
    const reason = (text: string, told: Parameters<typeof evidence>[0]) =>
      explainLog(text, { ...context, ...evidence(told) })?.reason;
    expect(reason('535 5.7.3 Authentication unsuccessful', { registered: [otherObjectId] })).toBe('wrongObjectId');
    expect(reason('-ERR Authentication failure: unknown user name or bad password.', { pop: false })).toBe('popOff');
    const fresh = explainLog('AADSTS7000229: x', { ...context, age: 'new' });
    expect(fresh).toMatchObject({ reason: 'enterpriseApplicationMissing', actor: 'nobody', remedy: 'wait' });
  });

  test.each([
    ['535 5.7.3 Authentication unsuccessful'],
    ['-ERR Authentication failure: unknown user name or bad password.'],
    ['430 4.2.0 STOREDRV; mailbox logon failure'],
  ])('is told to wait only where the commands were run within two hours: %s', (text) => {
    const remedies = [null, 119, 120].map(
      (minutes) => explainLog(text, { ...context, ...afterMinutes(minutes) })?.remedy,
    );
    expect(remedies).toEqual(['askAdmin', 'wait', 'askAdmin']);
  });

  test('brings the ids that support asks for', () => {
    const text =
      'AADSTS90002: x Trace ID: 11111111-aaaa-4bbb-8ccc-222222222222 Correlation ID: 33333333-aaaa-4bbb-8ccc-444444444444';
    expect(explainLog(text, context)).toMatchObject({
      reason: 'tenantUnknown',
      details: 'AADSTS90002: x',
      requestId: 'trace_id=11111111-aaaa-4bbb-8ccc-222222222222 correlation_id=33333333-aaaa-4bbb-8ccc-444444444444',
    });
  });

  test('whatever it is, gives null or a problem without anything invisible', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '535 5.7.3 ',
        '430 4.2.0 ',
        '-ERR ',
        'AADSTS7000215: ',
        'timed out',
        '\n',
        '\u202e',
        '\u0000',
        '\u2028',
      ),
      fc.constantFrom(...cases.map(([text]) => text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const problem = explainLog(pieces.join(''), context);
        if (problem === null) return;
        expect(reasons).toContain(problem.reason);
        for (const shown of [problem.subject, problem.details, problem.requestId]) {
          expect(shown ?? '').not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u);
          expect((shown ?? '').length).toBeLessThanOrEqual(300);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what the eBiss server saw', () => {
  const unknown = '535 5.7.3 Authentication unsuccessful [host]';
  const closed = '-ERR Authentication failure: unknown user name or bad password.';
  const refused = (words: string): ServerTrial => ({ kind: 'refused', words });
  const passed: ServerTrial = { kind: 'passed' };
  const had: ServerToken = { kind: 'had', roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'] };

  function check(smtp: ServerTrial, pop3: ServerTrial, parts: Partial<ServerCheck> = {}): ServerCheck {
    return {
      at: '2026-11-20T08:00:00Z',
      token: had,
      channels: [
        { mailbox, channel: 'smtp', stage: 'auth', trial: smtp },
        { mailbox, channel: 'pop3', stage: 'auth', trial: pop3 },
      ],
      ...parts,
    };
  }

  const unreachable = (
    failure: 'timedOut' | 'certificateUntrusted' | 'connectionRefused',
    words: string | null,
  ): ServerTrial => ({
    kind: 'unreachable',
    failure,
    words,
  });
  const off = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.';
  const cases: [string, ServerTrial, ServerTrial, string | null, string | null][] = [
    ['both passed', passed, passed, null, null],
    ['neither known', refused(unknown), refused(closed), 'notRegisteredOrPropagating', 'notRegisteredOrPropagating'],
    ['a reply of two lines', refused('535-5.7.3 Authentication unsuccessful [host]'), passed, 'smtpAloneRefuses', null],
    ['a busy reply of two lines', refused('421-4.3.2 Service not active'), passed, 'mailServerBusy', null],
    ['POP3 closed', passed, refused(closed), null, 'mailboxNotAccessible'],
    ['SMTP AUTH off', refused(off), passed, 'smtpAuthOffForMailbox', null],
    [
      'Conditional Access',
      refused('535 5.7.139 x, the request did not meet the criteria to be'),
      passed,
      'signInCriteriaNotMet',
      null,
    ],
    [
      'no answer',
      unreachable('timedOut', null),
      unreachable('connectionRefused', 'refused'),
      'timedOut',
      'connectionRefused',
    ],
    ['intercepted', passed, unreachable('certificateUntrusted', 'issued by CN=Firewall'), null, 'certificateUntrusted'],
  ];
  test.each(cases)('%s', (_what, smtp, pop3, ofSmtp, ofPop3) => {
    const { token, channels } = judgeServerCheck(check(smtp, pop3), context);
    expect(token).toBeNull();
    expect(channels.map(({ problem }) => problem?.reason ?? null)).toEqual([ofSmtp, ofPop3]);
  });

  test('names host and port where a server was not reached, and the mailbox where it was', () => {
    const { channels } = judgeServerCheck(check(unreachable('timedOut', null), refused(closed)), context);
    expect(channels.map(({ problem }) => problem?.subject)).toEqual(['smtp.example:587', mailbox]);
    expect(channels[1]?.problem?.details).toBe(closed);
  });

  test('tells a port that never opened from an answer that never came', () => {
    const at = (stage: 'connect' | 'auth') => {
      const channels = [{ mailbox, channel: 'smtp', stage, trial: unreachable('timedOut', null) }] as const;
      return judgeServerCheck(check(passed, passed, { channels }), context).channels[0]?.problem?.actor;
    };
    expect([at('connect'), at('auth')]).toEqual(['networkAdministrator', 'nobody']);
  });

  test('leaves out what was not tried', () => {
    const { channels } = judgeServerCheck(check({ kind: 'notTried' }, passed), context);
    expect(channels.map(({ channel }) => channel)).toEqual(['pop3']);
  });

  const tokens: [ServerToken, string | null, string | null][] = [
    [had, null, null],
    [{ kind: 'had', roles: ['SMTP.SendAsApp'] }, 'permissionMissing', 'POP.AccessAsApp'],
    [
      { kind: 'refused', codes: [53003], words: 'AADSTS53003: x', requestId: 'trace_id=1' },
      'conditionalAccess',
      'AADSTS53003',
    ],
    [{ kind: 'refused', codes: [7000215], words: 'x', requestId: null }, 'clientSecretRefused', 'AADSTS7000215'],
    [{ kind: 'refused', codes: [], words: 'invalid_request', requestId: null }, 'tokenRefused', null],
    [{ kind: 'unreachable', failure: 'connectionRefused', words: 'x' }, 'connectionRefused', 'entra.example:443'],
    [{ kind: 'unreachable', failure: 'protocolUnexpected', words: '407 x' }, 'protocolUnexpected', 'entra.example:443'],
  ];
  test.each(tokens)('of a token: %j', (token, reason, subject) => {
    const judged = judgeServerCheck(check({ kind: 'notTried' }, { kind: 'notTried' }, { token }), context);
    expect(judged.token?.reason ?? null).toBe(reason);
    expect(judged.token?.subject ?? null).toBe(subject);
    if (token.kind === 'refused')
      expect(judged.token).toMatchObject({ details: token.words, requestId: token.requestId });
  });

  test('is judged with the evidence of the hand-over', () => {
    const { known } = evidence({ registered: [] });
    const { channels } = judgeServerCheck(check(refused(unknown), refused(closed)), { ...context, known });
    expect(channels.map(({ problem }) => problem?.reason)).toEqual(['notRegistered', 'notRegistered']);
  });
});
