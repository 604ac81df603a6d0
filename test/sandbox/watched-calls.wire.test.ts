// Watching the calls of programs, holding their answers back, and the reset between two tests: over real sockets.

import { request as startRequest } from 'node:https';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { contosoId } from '../../sandbox/contoso.ts';
import type { FaultKind } from '../../sandbox/faults/fault.ts';
import { graphAnswers } from '../../sandbox/faults/known-answers.ts';
import { accountId, press } from '../support/signed-in.ts';
import { creation, startCaller } from './caller.ts';

const { sandbox, send, create, askForToken, next, contoso, applications } = await startCaller();

afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

describe('watching calls', () => {
  test('tells of each before anything is done, and after it and before its answer', async () => {
    const seen: unknown[] = [];
    const end = sandbox.watchCalls((call) => void seen.push([call, applications().length]));
    await send('PATCH', "/applications(uniqueName='a%20b')?$select=id", { displayName: 'x' }, {});
    await create();
    await askForToken();
    end();
    await create();
    const graph = { service: 'graph', method: 'POST', path: '/v1.0/applications', number: 2 };
    const patch = { ...graph, method: 'PATCH', path: "/v1.0/applications(uniqueName='a b')", number: 1 };
    const entra = { service: 'entra', method: 'POST', path: `/${contosoId}/oauth2/v2.0/token`, number: 3 };
    expect(seen).toEqual([
      [{ phase: 'arrived', ...patch }, 0],
      [{ phase: 'carriedOut', ...patch }, 0],
      [{ phase: 'arrived', ...graph }, 0],
      [{ phase: 'carriedOut', ...graph }, 1],
      [{ phase: 'arrived', ...entra }, 1],
      [{ phase: 'carriedOut', ...entra }, 1],
    ]);
  });

  test('holds the request up until the listener is done, and tells of one that a fault answers as well', async () => {
    sandbox.faults.plant({ ...graphAnswers.forbidden(), ...creation });
    const steps: string[] = [];
    const arrived = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const end = sandbox.watchCalls(async ({ phase }) => {
      steps.push(phase);
      if (phase === 'carriedOut') return;
      arrived.resolve();
      await held.promise;
    });
    const response = create();
    await arrived.promise;
    steps.push('let go');
    held.resolve();
    expect((await response).status).toBe(403);
    end();
    expect(steps).toEqual(['arrived', 'let go', 'carriedOut']);
  });

  test('a caller that hangs up at either moment harms nobody', async () => {
    for (const phase of ['arrived', 'carriedOut'] as const) {
      const caller = new AbortController();
      const gone = Promise.withResolvers<void>();
      const end = sandbox.watchCalls(async (call) => {
        if (call.phase !== phase) return;
        caller.abort();
        await gone.promise;
      });
      const carriedOut = next('carriedOut');
      await expect(create({ signal: caller.signal })).rejects.toThrow('aborted');
      gone.resolve();
      await carriedOut;
      end();
    }
    expect(applications()).toHaveLength(2);
    expect((await create()).status).toBe(201);
  });

  test('is not told of a request that ends before its body does', async () => {
    const request = startRequest(`${sandbox.graphUrl}/v1.0/applications`, {
      method: 'POST',
      headers: { 'content-length': 100 },
    });
    const ended = new Promise((resolve) => request.on('error', resolve));
    await new Promise((resolve) => request.write('{"displayName":', resolve));
    request.destroy(new Error('hung up'));
    await ended;
    const arrived = next('arrived');
    expect((await create()).status).toBe(201);
    expect(await arrived).toMatchObject({ number: 1 });
  });

  test('a listener that throws shows as a mistake of the sandbox', async () => {
    const end = sandbox.watchCalls(() => {
      throw new Error('of the listener');
    });
    const response = await create();
    end();
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('of the listener');
  });
});

describe('the delay of answers', () => {
  test("holds back all of Graph's at the same time, from their arrival, and none of Entra's", async () => {
    sandbox.faults.answerDelay.graphMilliseconds = 300;
    sandbox.faults.plant({ ...graphAnswers.throttled(1), service: 'graph', method: 'GET', path: /./ });
    const timed = async (ask: Promise<Response>) => {
      const started = performance.now();
      await (await ask).text();
      return performance.now() - started;
    };
    const started = performance.now();
    const each = await Promise.all([...Array.from({ length: 12 }, () => timed(create())), timed(send('GET', '/me'))]);
    expect(Math.min(...each)).toBeGreaterThan(295);
    expect(performance.now() - started).toBeLessThan(12 * 300);
    sandbox.faults.answerDelay.graphMilliseconds = 3_600_000;
    expect((await askForToken()).status).toBe(400);
    expect(applications()).toHaveLength(12);
  });
});

describe('reset', () => {
  test('puts the cloud back in place, and leaves no fault behind', async () => {
    const { cloud, signInApp } = sandbox;
    await create();
    sandbox.faults.plant({ ...graphAnswers.throttled(1), ...creation, times: 9 });
    sandbox.faults.answerDelay.graphMilliseconds = 60_000;
    contoso().secretPolicy.forbidden = true;
    contoso().accounts.pop();
    cloud.replicationDelaySeconds = 30;
    cloud.propagation.delaySeconds = 30;
    cloud.deliverySeconds = 30;
    signInApp.redirectUris.push('http://elsewhere/');
    sandbox.reset();
    expect(sandbox.cloud).toBe(cloud);
    expect(sandbox.signInApp).toBe(signInApp);
    expect(cloud).toMatchObject({ replicationDelaySeconds: 0, signInApp: { redirectUris: [expect.any(String)] } });
    expect(cloud).toMatchObject({ propagation: { delaySeconds: 0, flapSeconds: 0 }, deliverySeconds: 0 });
    expect(contoso()).toMatchObject({ applications: [], secretPolicy: { forbidden: false } });
    expect(contoso().accounts.at(-1)?.name).toBe('Dora Lenz');
    expect(sandbox.faults.planted()).toEqual([]);
    const arrived = next('arrived');
    expect((await create()).status).toBe(201);
    expect(await arrived).toMatchObject({ number: 1 });
  });

  test.each<FaultKind>([
    { kind: 'late', milliseconds: 60_000 },
    { kind: 'delay', milliseconds: 60_000 },
  ])('breaks off a request under way, which never changes the new state: %o', async (kind) => {
    sandbox.faults.plant({ ...creation, ...kind });
    const response = create();
    await next(kind.kind === 'late' ? 'arrived' : 'carriedOut');
    sandbox.reset();
    await expect(response).rejects.toThrow('fetch failed');
    expect(applications()).toEqual([]);
  });

  test('closes the PowerShell windows', async () => {
    const run = async (source: string) => {
      const runAs = accountId(sandbox, 'erik.admin@contoso.example');
      return (await press(`${sandbox.pagesUrl}/admin/powershell?tenant=${contosoId}`, { runAs, source })).text();
    };
    await run(`Connect-ExchangeOnline -Organization ${contosoId}`);
    expect(await run('Get-CASMailbox -Identity edi@contoso.example')).toContain('Ran without an error.');
    sandbox.reset();
    expect(await run('Get-CASMailbox -Identity edi@contoso.example')).not.toContain('Ran without an error.');
  });
});
