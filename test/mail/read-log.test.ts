// Lines as they stand in logs: of .NET, of a German Windows, bare answers, Entra's JSON. What means nothing is not guessed
// at, and whatever somebody pastes, no token and no invisible character comes out.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLog } from '../../src/mail/read-log.ts';
import { makeToken } from '../support/wire-token-endpoint.ts';

function wordsIn(text: string): string | null {
  return readLog(text)?.words ?? null;
}

describe('an answer of a server in a log', () => {
  const cases: [string, string][] = [
    [
      'System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. [FR3P281CA0001.DEUP281.PROD.OUTLOOK.COM]',
      '530 5.7.57 Client not authenticated to send mail. [FR3P281CA0001.DEUP281.PROD.OUTLOOK.COM]',
    ],
    [
      'System.Net.Mail.SmtpException: Für den SMTP-Server ist eine sichere Verbindung erforderlich, oder der Client wurde nicht authentifiziert. Die Serverantwort war: 5.7.3 Authentication unsuccessful [AM0PR04CA0504.eurprd04.prod.outlook.com]',
      '535 5.7.3 Authentication unsuccessful [AM0PR04CA0504.eurprd04.prod.outlook.com]',
    ],
    [
      'MailKit.Security.AuthenticationException: 535: 5.7.3 Authentication unsuccessful [BE1P281CA0123.DEUP281.PROD.OUTLOOK.COM 2026-11-20T08:15:59.123Z 08DE1F2A3B4C5D6E]\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(SaslMechanism mechanism)',
      '535 5.7.3 Authentication unsuccessful [BE1P281CA0123.DEUP281.PROD.OUTLOOK.COM 2026-11-20T08:15:59.123Z 08DE1F2A3B4C5D6E]',
    ],
    [
      '[2026-11-20 08:15:59,412] ERROR [SmtpChannel "EDI out"] 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    ],
    [
      "20.11.2026 08:15:59 Senden fehlgeschlagen: user is locked by your organization's security defaults policy. Contact your administrator.",
      '535 5.7.139 security defaults policy. Contact your administrator.',
    ],
    [
      'SmtpCommandException: SMTP; Client does not have permissions to send as this sender [x]',
      '550 5.7.60 permissions to send as this sender [x]',
    ],
    [
      '2026-11-20-ERROR 587 40.99.8.18: <-- 430 4.2.0 STOREDRV; mailbox logon failure; MapiExceptionLogonFailed',
      '430 4.2.0 STOREDRV; mailbox logon failure; MapiExceptionLogonFailed',
    ],
    [
      'System.Net.Mail.SmtpException: Service not available, closing transmission channel. The server response was: 4.3.2 Service not active',
      '450 4.3.2 Service not active',
    ],
    ['550 #5.7.60 SMTP; Client does not', '550 5.7.60 SMTP; Client does not'],
    [
      'POP3 < -ERR Authentication failure: unknown user name or bad password.\r\nPOP3 > QUIT',
      '-ERR Authentication failure: unknown user name or bad password.',
    ],
    [
      'MailKit.Net.Pop3.Pop3CommandException: POP3 server did not respond with a +OK response to the AUTH command: Logon failure: unknown user name or bad password.',
      '-ERR Logon failure: unknown user name or bad password.',
    ],
    ['EOF on POP3: Protocol error. Connection is closed. 10', '-ERR Protocol error. Connection is closed. 10'],
    [
      'NO AUTHENTICATE failed. User is authenticated but not connected.',
      '-ERR User is authenticated but not connected.',
    ],
  ];
  test.each(cases.map(([text, words]) => ({ text, words })))('$words', ({ text, words }) => {
    expect(readLog(text)).toMatchObject({ kind: 'refused', words });
  });

  test('of POP3 and of SMTP are told apart', () => {
    expect(readLog('-ERR Something new')).toMatchObject({ channel: 'pop3' });
    expect(readLog('554 5.0.0 Something new')).toMatchObject({ channel: 'smtp' });
  });
});

describe("Entra's refusal in a log", () => {
  const ids = {
    trace_id: '11111111-aaaa-4bbb-8ccc-222222222222',
    correlation_id: '33333333-aaaa-4bbb-8ccc-444444444444',
  };
  const description = `AADSTS7000215: Invalid client secret provided.\r\nTrace ID: ${ids.trace_id}\r\nCorrelation ID: ${ids.correlation_id}\r\nTimestamp: 2026-11-20 08:00:00Z`;
  const json = { error: 'invalid_client', error_description: description, error_codes: [7000215], ...ids };
  const requestId = `trace_id=${ids.trace_id} correlation_id=${ids.correlation_id}`;
  const said = { kind: 'token', codes: [7000215], words: 'AADSTS7000215: Invalid client secret provided.', requestId };

  const forms: [string, string][] = [
    ['JSON', JSON.stringify(json)],
    ['JSON of many lines', JSON.stringify(json, null, 2)],
    ['JSON within a string', `Token request failed: ${JSON.stringify(JSON.stringify(json))}`],
    [
      'MSAL',
      `MsalServiceException: A configuration issue is preventing authentication - Original exception: ${description}`,
    ],
    ['one line', `[08:00:01] ${description.replaceAll('\r\n', ' ')}`],
    ['ids in capitals', description.replace(/[0-9a-f-]{36}/g, (id) => id.toUpperCase())],
  ];
  test.each(forms)('as %s', (_what, text) => expect(readLog(text)).toEqual(said));

  test('without ids, and with more than one number', () => {
    expect(readLog('AADSTS50000: x AADSTS90033: y AADSTS50000')).toMatchObject({
      codes: [50000, 90033],
      requestId: null,
    });
    expect(readLog(`AADSTS53003: x. Correlation ID: ${ids.correlation_id}`)?.kind).toBe('token');
    expect(readLog(`AADSTS53003: x. Correlation ID: ${ids.correlation_id}`)).toMatchObject({
      requestId: `correlation_id=${ids.correlation_id}`,
    });
  });
});

describe('a connection that failed, in a log', () => {
  const cases: [string, string][] = [
    ['System.Net.Sockets.SocketException (11001): No such host is known.', 'nameNotResolved'],
    ["System.Net.WebException: Der Remotename konnte nicht aufgelöst werden: 'smtp.office365.com'", 'nameNotResolved'],
    ['SocketException (0x80004005): Der angegebene Host ist unbekannt.', 'nameNotResolved'],
    ['SocketException: Es ist kein solcher Host bekannt. (outlook.office365.com:995)', 'nameNotResolved'],
    ['Name or service not known (smtp.office365.com:587)', 'nameNotResolved'],
    ['java.net.UnknownHostException: smtp.office365.com', 'nameNotResolved'],
    ['No connection could be made because the target machine actively refused it. 40.99.8.18:587', 'connectionRefused'],
    [
      'Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte 40.99.8.18:587',
      'connectionRefused',
    ],
    ['Connection refused (smtp.office365.com:587)', 'connectionRefused'],
    ['Socket Error # 10061', 'connectionRefused'],
    ['WSAECONNREFUSED 10061', 'connectionRefused'],
    [
      'A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond 40.99.8.18:587',
      'timedOut',
    ],
    [
      'Ein Verbindungsversuch ist fehlgeschlagen, da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat, oder die hergestellte Verbindung war fehlerhaft, da der verbundene Host nicht reagiert hat',
      'timedOut',
    ],
    ['System.Net.Mail.SmtpException: The operation has timed out.', 'timedOut'],
    ['Fehlercode: 10060', 'timedOut'],
    ['Das Zeitlimit für die Verbindung wurde überschritten', 'timedOut'],
    [
      'System.IO.IOException: Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.',
      'connectionLost',
    ],
    ['Eine vorhandene Verbindung wurde vom Remotehost geschlossen', 'connectionLost'],
    ['Connection reset by peer', 'connectionLost'],
    ['Authentication failed because the remote party has closed the transport stream.', 'connectionLost'],
    ['The underlying connection was closed: An unexpected error occurred on a send.', 'connectionLost'],
    ['Timeout=100000; System.Net.Sockets.SocketException (10054): forcibly closed', 'connectionLost'],
    [
      'System.Security.Authentication.AuthenticationException: The remote certificate is invalid according to the validation procedure.',
      'certificateUntrusted',
    ],
    ['Das Remotezertifikat ist laut Validierungsverfahren ungültig.', 'certificateUntrusted'],
    ['Could not establish trust relationship for the SSL/TLS secure channel.', 'certificateUntrusted'],
    [
      'Die zugrunde liegende Verbindung wurde geschlossen: Für den geschützten SSL/TLS-Kanal konnte keine Vertrauensstellung hergestellt werden.',
      'certificateUntrusted',
    ],
    [
      'The SSL connection could not be established ---> RemoteCertificateChainErrors, PartialChain',
      'certificateUntrusted',
    ],
  ];
  test.each(cases)('%s', (text, failure) => {
    expect(readLog(`20.11.2026 08:15:59 [12] WARN\n${text}\n   bei System.Net.Sockets.Socket.Connect()`)).toEqual({
      kind: 'broken',
      failure,
      words: text,
    });
  });
});

test.each([
  '',
  'It does not work.',
  'Es geht nicht.',
  '2026-11-20 08:15:59 INFO Message 10061 of partner 4711 sent to smtp.office365.com:587',
  '2026-11-20-ERROR in line 554',
  'Port 443 4.2.2.1, port 587 5.9.8.18',
  'Order 535 of 5.7.3030 pieces',
  'Version 5.7.3 (build 430)',
  'Build 550 2.1.3 was installed',
  'TimeoutSeconds = 30',
  '250 2.0.0 OK',
  '+OK User successfully authenticated.',
  '235 2.7.0 Authentication successful',
  'AADSTS',
  'AADSTS123',
  'a certificate for the partner was renewed',
])('nothing is made of: %s', (text) => {
  expect(readLog(text)).toBeNull();
});

const jwt = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${makeToken({ roles: ['POP.AccessAsApp'] }).split('.')[1]}.c2lnbmF0dXJlc2lnbmF0dXJl`;
const sasl = Buffer.from(`user=edi@contoso.example\x01auth=Bearer ${jwt}\x01\x01`).toString('base64');
const secret = 'abc8Q~SecretThatMustNotBeSeenAnywhere.1234';

/** Twenty characters in a row: fewer cannot be told from a word where the token itself is not known. */
function holds(words: string | null, hidden: string): boolean {
  const starts = Array.from({ length: hidden.length - 19 }, (_, start) => hidden.slice(start, start + 20));
  return starts.some((part) => words?.includes(part));
}

describe('a secret in a log', () => {
  const lines: [string, string, string][] = [
    ['a token as a header', jwt, `timed out; Authorization: Bearer ${jwt}`],
    ['a token alone', jwt, `535 5.7.3 Authentication unsuccessful ${jwt} x`],
    ['a token in JSON', jwt, `-ERR x {"access_token":"${jwt}"}`],
    ['a token in parts', jwt, `554 5.0.0 ${jwt.replace(/(.{76})/g, '$1 ')}`],
    ['the SASL answer', sasl, `AUTH XOAUTH2 ${sasl} -> connection refused`],
    ['the SASL answer, without its beginning', sasl, `-ERR x ${sasl.slice(20)}`],
    ['a client secret', secret, `AADSTS7000215: Invalid client secret provided: ${secret}`],
    ['a client secret in a form', secret, `POST client_id=x&client_secret=${secret}&scope=y timed out`],
    ['a token with zero-width characters in it', jwt, `-ERR ${jwt.replace(/(.{9})/g, '$1\u200b')}`],
    ['a token with a byte-order mark in it', jwt, `-ERR ${jwt.replace(/(.{9})/g, '$1\ufeff')}`],
  ];
  test.each(lines)('never comes out: %s', (_what, hidden, text) => {
    expect(readLog(text)).not.toBeNull();
    expect(holds(wordsIn(text), hidden)).toBe(false);
  });
});

describe('whatever is pasted', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '535 5.7.3 ',
      '-ERR ',
      'AADSTS7000215: ',
      'timed out',
      '\n',
      '\u202e',
      '\u0000',
      '\u2028',
      '"',
      jwt,
      sasl,
    ),
  );
  const pasted = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  test('gives null, or one bounded line without anything invisible and without a token', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const words = wordsIn(text) ?? 'x';
        expect(words.length).toBeLessThanOrEqual(300);
        expect(words).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u);
        expect(holds(words, jwt)).toBe(false);
        expect(holds(words, sasl)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('is read in no time, however long one line is', () => {
    const began = performance.now();
    for (const part of ['a', '-', ' ', '5', '535 ', 'AADSTS1', 'error ', 'eyJ', '\n', 'certificate ', 'Bearer ']) {
      readLog(part.repeat(8_000 / part.length));
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
