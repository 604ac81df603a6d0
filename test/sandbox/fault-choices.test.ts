// What the admin centre offers among faults on purpose: each request is met where the bot makes it and nowhere else.

import { expect, test } from 'vitest';
import { concerns } from '../../sandbox/faults/fault.ts';
import type { Call } from '../../sandbox/http/call.ts';
import { happenings, requests } from '../../sandbox/pages/fault-choices.ts';
import { readFaultForm } from '../../sandbox/pages/faults-form.ts';

const tenant = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';

function call(method: string, path: string, body = ''): Call {
  return { method, path, query: new URLSearchParams(), headers: new Map(), body };
}

test.each([
  ['graph', call('PATCH', "/v1.0/applications(uniqueName='ebiss')"), ['application', 'anything']],
  ['graph', call('POST', '/v1.0/applications'), ['application', 'anything']],
  ['graph', call('PATCH', `/v1.0/applications/${tenant}`), ['anything']],
  ['graph', call('GET', '/v1.0/applications'), ['anything']],
  ['graph', call('POST', '/v1.0/servicePrincipals'), ['servicePrincipal', 'anything']],
  ['graph', call('PATCH', `/v1.0/servicePrincipals(appId='${tenant}')`), ['servicePrincipal', 'anything']],
  ['graph', call('GET', `/v1.0/servicePrincipals(appId='${tenant}')`), ['anything']],
  ['graph', call('POST', `/v1.0/servicePrincipals/${tenant}/appRoleAssignedTo`), ['grant', 'anything']],
  ['graph', call('GET', `/v1.0/servicePrincipals/${tenant}/appRoleAssignments`), ['anything']],
  ['graph', call('POST', `/v1.0/applications/${tenant}/addPassword`), ['secret', 'anything']],
  ['entra', call('POST', `/${tenant}/oauth2/v2.0/token`, 'a=b&grant_type=authorization_code'), ['signInToken']],
  ['entra', call('POST', `/${tenant}/oauth2/v2.0/token`, 'grant_type=client_credentials&a=b'), ['mailToken']],
  ['entra', call('GET', `/${tenant}/v2.0/.well-known/openid-configuration`), []],
] as const)('%s %o is %j', (service, made, names) => {
  const met = requests.filter(({ place }) => concerns({ kind: 'truncated', ...place }, service, made));
  expect(met.map(({ name }) => name)).toEqual(names);
});

const combinations = requests.flatMap((request) => happenings.map((happening) => ({ request, happening })));

test.each(combinations)(
  '$happening.name at $request.name is planted where it makes sense',
  ({ request, happening }) => {
    const typed = { request: request.name, happening: happening.name, times: '3', seconds: '4' };
    const read = readFaultForm(new URLSearchParams(typed));
    expect(read.ok).toBe(happening.at.includes(request.name));
    if (!read.ok) return;
    expect(read.fault).toMatchObject({ times: 3, service: request.place.service });
    expect(read.fault.title).toContain(request.label);
  },
);
