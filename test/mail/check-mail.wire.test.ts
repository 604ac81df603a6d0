import { describe, expect, test } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import { startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import { issued, request, sound } from './check-fixture.ts';
import { certificates, started } from './sign-in-fixture.ts';

describe('a mail check', () => {
  test('takes a token for Exchange, shows its permissions, and signs in to every mailbox and channel', async () => {
    const at = new Date('2026-11-20T08:00:00Z');
    const mailboxes = [
      'edi@contoso.example',
      'orders@contoso.example',
      'invoices@contoso.example',
      'x@contoso.example',
    ];
    const forms: URLSearchParams[] = [];
    const token = (form: URLSearchParams) => {
      forms.push(form);
      return Promise.resolve(issued(sound));
    };
    const report = await checkMail(await request({ token }, {}, { mailboxes, now: () => at }));
    expect(report).toMatchObject({ scope: 'all', startedAt: at.toISOString(), finishedAt: at.toISOString() });
    expect(report.token).toMatchObject({ problem: null, roles: sound.roles });
    expect(report.token.stages.map((stage) => [stage.name, stage.ok])).toEqual([
      ['token', true],
      ['claims', true],
    ]);
    expect(report.channels.map((result) => `${result.mailbox} ${result.channel}`)).toEqual(
      mailboxes.flatMap((mailbox) => [`${mailbox} smtp`, `${mailbox} pop3`]),
    );
    expect(report.channels.every((result) => result.problem === null)).toBe(true);
    expect(forms).toHaveLength(1);
    expect(forms[0]?.get('grant_type')).toBe('client_credentials');
    expect(forms[0]?.get('scope')).toContain('https://outlook.office365.com/.default');
  });

  test('takes a fresh token each time', async () => {
    let asked = 0;
    const token = () => {
      asked += 1;
      return Promise.resolve(issued(sound));
    };
    const check = await request({ token }, {}, { scope: 'token' });
    await checkMail(check);
    await checkMail(check);
    expect(asked).toBe(2);
  });

  test('opens SMTP and POP3 while the token is still on its way', async () => {
    const opened = { smtp: Promise.withResolvers<void>(), pop3: Promise.withResolvers<void>() };
    const smtp = await started(
      startSmtpServer(
        { certificate: certificates.sound },
        {
          ehloSecure: ({ write }) => {
            write('250 AUTH XOAUTH2');
            opened.smtp.resolve();
          },
        },
      ),
    );
    const pop3 = await started(
      startPop3Server(
        { certificate: certificates.sound },
        {
          greeting: ({ write }) => {
            write('+OK ready');
            opened.pop3.resolve();
          },
        },
      ),
    );
    const token = () => Promise.all([opened.smtp.promise, opened.pop3.promise]).then(() => issued(sound));
    const report = await checkMail(await request({ token }, { smtp, pop3 }));
    expect(report.channels.map((result) => result.problem)).toEqual([null, null]);
  });

  test.each(['smtp', 'pop3', 'token'] as const)('of the scope %s does only that', async (scope) => {
    const smtp = await started(startSmtpServer({ certificate: certificates.sound }));
    const pop3 = await started(startPop3Server({ certificate: certificates.sound }));
    const report = await checkMail(await request({ token: issued(sound) }, { smtp, pop3 }, { scope }));
    expect(report.channels.map((result) => result.channel)).toEqual(scope === 'token' ? [] : [scope]);
    expect([smtp.connections(), pop3.connections()]).toEqual([Number(scope === 'smtp'), Number(scope === 'pop3')]);
  });

  test('keeps to as many mailboxes at once as it is told, with one connection for each channel of one', async () => {
    let open = 0;
    let most = 0;
    const pop3 = await started(
      startPop3Server(
        { certificate: certificates.sound },
        {
          auth: ({ write }) => {
            open += 1;
            most = Math.max(most, open);
            write('+ ');
          },
          stat: ({ write }) => {
            open -= 1;
            write('+OK 0 0');
          },
        },
      ),
    );
    const mailboxes = Array.from({ length: 12 }, (_, index) => `m${index}@contoso.example`);
    const report = await checkMail(
      await request({ token: issued(sound) }, { pop3 }, { scope: 'pop3', mailboxes, concurrency: 3 }),
    );
    expect(report.channels.map((result) => result.mailbox)).toEqual(mailboxes);
    expect(most).toBeLessThanOrEqual(3);
  });

  test('tells a registration that is missing from a mailbox that is closed, by both channels together', async () => {
    const refusing = { credentials: '-ERR Authentication failure: unknown user name or bad password.' };
    const check = async (smtpSays: string) => {
      const pop3 = await started(startPop3Server({ certificate: certificates.sound }, refusing));
      const smtp = await started(startSmtpServer({ certificate: certificates.sound }, { credentials: smtpSays }));
      const report = await checkMail(await request({ token: issued(sound) }, { smtp, pop3 }));
      return report.channels.map((result) => result.problem?.reason ?? null);
    };
    expect(await check('535 5.7.3 Authentication unsuccessful')).toEqual([
      'notRegisteredOrPropagating',
      'notRegisteredOrPropagating',
    ]);
    expect(await check('235 2.7.0 Authentication successful')).toEqual([null, 'mailboxNotAccessible']);
  });
});
