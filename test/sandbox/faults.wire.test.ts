// Faults on purpose over real sockets: what the caller sees of each kind, what the tenant holds afterwards, and which
// requests meet one.

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults/fault.ts';
import { creation, startCaller } from './caller.ts';

const { sandbox, send, create, askForToken, next, applications } = await startCaller();

afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

describe('a request that meets a fault', () => {
  test('is answered in place of the service, with and without a body', async () => {
    sandbox.faults.plant({ ...creation, kind: 'answer', status: 418, headers: { 'x-own': 'yes' }, body: { a: [1] } });
    sandbox.faults.plant({ ...creation, kind: 'answer', status: 500 });
    const first = await create();
    expect(first.status).toBe(418);
    expect(first.headers.get('x-own')).toBe('yes');
    expect(await first.json()).toEqual({ a: [1] });
    const second = await create();
    expect([second.status, await second.text()]).toEqual([500, '']);
    expect(applications()).toEqual([]);
  });

  test.each([
    [true, 1],
    [false, 0],
  ])("gets a gateway's page; carried out: %s", async (effect, made) => {
    sandbox.faults.plant({ ...creation, kind: 'gateway', status: 504, effect, headers: { 'retry-after': '2' } });
    const response = await create();
    expect(response.status).toBe(504);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.has('request-id')).toBe(false);
    expect(await response.text()).toContain('<h1>504 Gateway Time-out</h1>');
    expect(applications()).toHaveLength(made);
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('loses its connection; carried out: %s', async (effect, made) => {
    sandbox.faults.plant({ ...creation, kind: 'reset', effect });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(applications()).toHaveLength(made);
  });

  test('gets half of the body that its length promises', async () => {
    const whole = (await (await create()).text()).length;
    sandbox.faults.plant({ ...creation, kind: 'truncated' });
    const response = await create();
    expect(response.status).toBe(201);
    expect(Number(response.headers.get('content-length'))).toBe(whole);
    const { received, error } = await readAll(response);
    expect(received).toBe(Math.floor(whole / 2));
    expect(error).toBeInstanceOf(TypeError);
    expect(applications()).toHaveLength(2);
  });

  test('sees nothing at all of an answer that has no body to halve', async () => {
    await create();
    const path = `/applications/${applications()[0]?.id}`;
    sandbox.faults.plant({ service: 'graph', method: 'PATCH', path: /./, kind: 'truncated' });
    await expect(send('PATCH', path, { notes: 'changed' })).rejects.toThrow('fetch failed');
    expect(applications()[0]?.notes).toBe('changed');
  });

  test('is carried out at once and answered late', async () => {
    sandbox.faults.plant({ ...creation, kind: 'delay', milliseconds: 150 });
    const carriedOut = next('carriedOut');
    let isAnswered = false;
    const started = performance.now();
    const response = create().then((received) => {
      isAnswered = true;
      return received;
    });
    await carriedOut;
    expect(applications()).toHaveLength(1);
    expect(isAnswered).toBe(false);
    expect((await response).status).toBe(201);
    expect(performance.now() - started).toBeGreaterThan(145);
  });

  test('is carried out late and answered then', async () => {
    sandbox.faults.plant({ ...creation, kind: 'late', milliseconds: 150 });
    const started = performance.now();
    const response = create();
    await next('arrived');
    expect(applications()).toEqual([]);
    expect((await response).status).toBe(201);
    expect(applications()).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(145);
  });

  test('is carried out late although its caller has hung up', async () => {
    sandbox.faults.plant({ ...creation, kind: 'late', milliseconds: 100 });
    const caller = new AbortController();
    const response = create({ signal: caller.signal });
    const carriedOut = next('carriedOut');
    await next('arrived');
    caller.abort();
    await expect(response).rejects.toThrow('aborted');
    expect(applications()).toEqual([]);
    await carriedOut;
    expect(applications()).toHaveLength(1);
    expect((await create()).status).toBe(201);
  });

  test('creates what replicas do not know for a while, and nothing else is late', async () => {
    sandbox.faults.plant({ ...creation, kind: 'replication', seconds: 3600 });
    await create();
    await create();
    const [unknown, known] = applications();
    expect((await send('GET', `/applications/${unknown?.id}`)).status).toBe(404);
    expect((await send('GET', `/applications/${known?.id}`)).status).toBe(200);
    expect(sandbox.cloud.replicationDelaySeconds).toBe(0);
  });

  test('creates a secret that the token endpoint does not know yet', async () => {
    await create();
    const [application] = applications();
    sandbox.faults.plant({
      service: 'graph',
      method: 'POST',
      path: /addPassword$/,
      kind: 'replication',
      seconds: 3600,
    });
    const secret: unknown = await (await send('POST', `/applications/${application?.id}/addPassword`, {})).json();
    const client_secret = application?.passwordCredentials[0]?.secretText ?? '';
    expect(secret).toMatchObject({ secretText: client_secret });
    const scope = 'https://outlook.office365.com/.default';
    const refused = await askForToken({ client_id: application?.appId ?? '', client_secret, scope });
    expect(await refused.json()).toMatchObject({ error_codes: [7000215] });
  });
});

async function readAll(response: Response): Promise<{ received: number; error: unknown }> {
  let received = 0;
  try {
    for await (const chunk of response.body ?? []) received += chunk.length;
  } catch (error) {
    return { received, error };
  }
  return { received, error: null };
}

describe('which requests a fault meets', () => {
  const statuses = async (count: number, ask: () => Promise<Response> = create) => {
    const seen: number[] = [];
    for (let at = 0; at < count; at += 1) seen.push((await ask()).status);
    return seen;
  };
  const answering = (status: number) => ({ kind: 'answer', status }) as const;

  test('is one where nothing is said, else so many after so many', async () => {
    sandbox.faults.plant({ ...creation, ...answering(418) });
    expect(await statuses(2)).toEqual([418, 201]);
    sandbox.reset();
    sandbox.faults.plant({ ...creation, ...answering(418), skip: 1, times: 2 });
    expect(await statuses(4)).toEqual([201, 418, 418, 201]);
    expect(sandbox.faults.planted()).toMatchObject([{ met: 2, fault: { skip: 1 } }]);
    sandbox.reset();
    sandbox.faults.plant({ ...creation, ...answering(418), times: Number.POSITIVE_INFINITY });
    expect(await statuses(4)).toEqual([418, 418, 418, 418]);
  });

  test('of several goes by the order of planting, and each counts what it skips alone', async () => {
    sandbox.faults.plant({ ...creation, ...answering(418) });
    sandbox.faults.plant({ ...creation, ...answering(422), skip: 1 });
    sandbox.faults.plant({ ...creation, ...answering(423) });
    expect(await statuses(4)).toEqual([418, 422, 423, 201]);
    expect(sandbox.faults.planted().map(({ met }) => met)).toEqual([1, 1, 1]);
  });

  test('is none any more once they are cleared', async () => {
    sandbox.faults.plant({ ...creation, ...answering(418), times: 9 });
    sandbox.faults.clear();
    expect(await statuses(1)).toEqual([201]);
    expect(sandbox.faults.planted()).toEqual([]);
  });

  test.each<[string, Partial<Pick<Fault, 'service' | 'method' | 'path' | 'requestBody'>>, number]>([
    ['another method', { method: 'PATCH' }, 201],
    ['one of several methods', { method: 'PATCH post' }, 418],
    ['any method', { method: '*' }, 418],
    ['another path', { path: /servicePrincipals/ }, 201],
    ['a path by a global expression', { path: /applications/g }, 418],
    ['the other service', { service: 'entra' }, 201],
    ['what the body says', { requestBody: /"displayName":"eBiss"/ }, 418],
    ['what the body does not say', { requestBody: /notes/ }, 201],
  ])('depends on %s', async (_what, changes, status) => {
    sandbox.faults.plant({ ...creation, ...answering(418), times: 2, ...changes });
    expect(await statuses(2)).toEqual([status, status]);
  });

  test('is a batch as a whole, never what is in it', async () => {
    sandbox.faults.plant({ ...creation, ...answering(418), times: 9 });
    const headers = { 'content-type': 'application/json' };
    const requests = [{ id: '1', method: 'POST', url: '/applications', body: { displayName: 'eBiss' }, headers }];
    const batch = () => send('POST', '/$batch', { requests });
    expect(await (await batch()).json()).toMatchObject({ responses: [{ status: 201 }] });
    sandbox.faults.plant({ ...creation, ...answering(429), path: /\/\$batch$/ });
    expect((await batch()).status).toBe(429);
    expect(applications()).toHaveLength(1);
  });
});
