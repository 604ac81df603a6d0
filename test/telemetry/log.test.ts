// What the log writes, and what it must never write.

import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { withoutSecrets } from '../../src/telemetry/redaction.ts';

const jws = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl';
const jwe = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXZpdml2.Y2lwaGVy.dGFn';
const entraSecret = 'abc8Q~ABCDEFGHIJKLMNOPQRSTUVWXYZ01234567';
const xoauth = Buffer.from('user=edi@contoso.example\u0001auth=Bearer x\u0001\u0001').toString('base64');

function capturing(level = 'trace') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: createLog(level, destination), text: () => lines.join('') };
}

describe('redaction', () => {
  it.each([
    ['a signed token', `token was ${jws}.`, jws],
    ['an encrypted token', `value ${jwe}`, jwe],
    ['a header', 'Authorization: Bearer abcdefgh12345678', 'abcdefgh12345678'],
    ['a form', 'grant_type=x&client_secret=p%40ss~1&scope=y', 'p%40ss~1'],
    ['a callback', 'GET /signin/callback?code=0.AX-secret&state=s', '0.AX-secret'],
    ['JSON', '{"access_token":"opaque value","expires_in":1}', 'opaque value'],
    ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ secretText: 'opaque value' }) }), 'opaque value'],
    ['a client secret', `it is ${entraSecret}`, entraSecret],
    ['an XOAUTH2 answer', `AUTH XOAUTH2 ${xoauth}`, xoauth],
    ['a database address', 'postgres://bot:pa55word@db/ebiss', 'pa55word'],
  ])('takes the secret out of %s', (_name, text, secret) => {
    expect(text).toContain(secret);
    expect(withoutSecrets(text)).not.toContain(secret);
    expect(withoutSecrets(text)).toContain('[redacted]');
  });

  it.each([
    'AADSTS7000215: Invalid client secret provided. Trace ID: 1b2c code: ECONNREFUSED',
    '535 5.7.3 Authentication unsuccessful [FR0P281CA0001.DEUP281.PROD.OUTLOOK.COM 2026-11-02T09:00:00.000Z]',
    '{"setupId":"K7Q2M4","mailbox":"edi@contoso.example","passwordsSeen":0}',
  ])('leaves %s as it is', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  it('leaves JSON whole, and nothing of a secret in it', () => {
    const secret = fc.string({ unit: 'binary' }).map((text) => `${text}"\\tail-of-it`);
    fc.assert(
      fc.property(secret, (password) => {
        const line = JSON.stringify({ password, at: jws, inner: JSON.stringify({ password, last: 2 }), last: 1 });
        const { inner, ...outer } = JSON.parse(withoutSecrets(line));
        expect(outer).toEqual({ password: '[redacted]', at: '[redacted]', last: 1 });
        expect(JSON.parse(inner)).toEqual({ password: '[redacted]', last: 2 });
      }),
    );
  });
});

describe('the log', () => {
  it('writes a line of JSON with level and time', () => {
    const { log, text } = capturing();
    log.info({ setupId: 'K7Q2M4' }, 'saved');
    const line = JSON.parse(text());
    expect(line).toMatchObject({ level: 'info', setupId: 'K7Q2M4', msg: 'saved' });
    expect(line.time).toMatch(/^\d{4}-/);
  });

  it('keeps its level', () => {
    const { log, text } = capturing('warn');
    log.info('quiet');
    expect(text()).toBe('');
  });

  it('never holds a secret, wherever it was put', () => {
    const { log, text } = capturing();
    const secret = 'opaque-secret-value';
    log.info({ clientSecret: secret, request: { headers: { authorization: secret } }, query: { code: secret } }, 'a');
    log.info({ headers: { 'set-cookie': secret }, token: { value: secret } }, `client_secret=${secret}`);
    log.child({ password: secret }).info({ url: `http://x/?code=${secret}` }, jws);
    const cause = Object.assign(new Error(`inner ${jws}`), { code: 'ECONNRESET', config: { token: secret } });
    log.error({ err: new Error(`POST code=${secret}`, { cause }) }, 'failed');
    expect(text()).not.toContain(secret);
    expect(text()).not.toContain(jws);
    expect(text()).toContain('ECONNRESET');
    for (const line of text().trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('survives being given something that is no error', () => {
    const { log, text } = capturing();
    log.error({ err: `text ${jws}` }, 'failed');
    expect(JSON.parse(text()).err).toEqual({ message: 'text [redacted]' });
  });
});

it('counts what it is told', async () => {
  const metrics = createMetrics();
  metrics.httpRequest({ route: '/settings/:ticket', method: 'GET', status: 200 }, 0.01);
  metrics.checkFinished('verified', 1.2);
  metrics.outboxDelivery('delivered');
  metrics.graphRequest('POST', 0, 3);
  const text = await metrics.text();
  expect(text).toContain('ebiss_http_request_seconds_count{route="/settings/:ticket",method="GET",status="200"} 1');
  expect(text).toContain('ebiss_check_seconds_count{outcome="verified"} 1');
  expect(text).toContain('ebiss_outbox_deliveries_total{outcome="delivered"} 1');
  expect(text).toContain('ebiss_graph_request_seconds_count{method="POST",status="0"} 1');
  expect(metrics.contentType).toContain('text/plain');
});
