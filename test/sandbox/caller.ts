// A program that calls a running sandbox's Graph and token endpoint as an administrator would let it, for the tests of
// what goes wrong there. Each request is one plain fetch: nothing is repeated.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Application, Tenant } from '../../sandbox/cloud.ts';
import { contosoId } from '../../sandbox/contoso.ts';
import type { WatchedCall } from '../../sandbox/faults/call-watch.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { accountId } from '../support/signed-in.ts';
import { trust } from '../support/trust.ts';

export type Caller = {
  readonly sandbox: Sandbox;
  /** To Graph, below its version. */
  send(method: string, path: string, body?: object, init?: RequestInit): Promise<Response>;
  /** Creates an app registration. */
  create(init?: RequestInit): Promise<Response>;
  askForToken(form?: Readonly<Record<string, string>>): Promise<Response>;
  /** The next call that reaches this phase. */
  next(phase: WatchedCall['phase']): Promise<WatchedCall>;
  /** As it is now: a reset makes another one. */
  contoso(): Tenant;
  applications(): readonly Application[];
};

/** Where a request to create an app registration goes. */
export const creation = { service: 'graph', method: 'POST', path: /^\/v1\.0\/applications$/ } as const;

export async function startCaller(): Promise<Caller> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const redirectUri = 'http://127.0.0.1:3978/signin/callback';
  const sandbox = await startSandbox({ caFile: join(folder, 'ca.pem'), redirectUri });
  trust(sandbox.caPem);
  const token = await sandbox.issueToken({
    aud: 'https://graph.microsoft.com',
    tid: contosoId,
    oid: accountId(sandbox, 'alex.admin@contoso.example'),
    scp: 'Application.ReadWrite.All',
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'client-request-id': 'mine' };
  const send: Caller['send'] = (method, path, body, init) =>
    fetch(`${sandbox.graphUrl}/v1.0${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...init,
    });
  return {
    sandbox,
    send,
    create: (init) => send('POST', '/applications', { displayName: 'eBiss' }, init),
    askForToken: (form) => askForToken(sandbox, form),
    next: (phase) => next(sandbox, phase),
    contoso: () => contosoOf(sandbox),
    applications: () => contosoOf(sandbox).applications,
  };
}

function contosoOf(sandbox: Sandbox): Tenant {
  const found = sandbox.cloud.tenants.find((tenant) => tenant.id === contosoId);
  if (found === undefined) throw new Error('no Contoso');
  return found;
}

function askForToken(sandbox: Sandbox, form: Readonly<Record<string, string>> = {}): Promise<Response> {
  const fields = { grant_type: 'client_credentials', client_id: 'a-client', 'client-request-id': 'mine', ...form };
  const address = `${sandbox.entraUrl}/${contosoId}/oauth2/v2.0/token`;
  return fetch(address, { method: 'POST', body: new URLSearchParams(fields) });
}

function next(sandbox: Sandbox, phase: WatchedCall['phase']): Promise<WatchedCall> {
  const { promise, resolve } = Promise.withResolvers<WatchedCall>();
  const end = sandbox.watchCalls((call) => {
    if (call.phase !== phase) return;
    end();
    resolve(call);
  });
  return promise;
}
