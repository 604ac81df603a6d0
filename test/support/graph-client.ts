// The real Graph client, pointed at a running sandbox as one who signed in there.

import { Client } from '@microsoft/microsoft-graph-client';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type SignInParts, signIn } from './signed-in.ts';

export async function graphAs(sandbox: Sandbox, parts: SignInParts): Promise<Client> {
  const { accessToken } = await signIn(sandbox, parts);
  return graphWith(sandbox, accessToken);
}

export function graphWith(sandbox: Sandbox, accessToken: string): Client {
  return Client.init({
    baseUrl: `${sandbox.graphUrl}/`,
    defaultVersion: 'v1.0',
    customHosts: new Set(['localhost']),
    authProvider: (done) => done(null, accessToken),
  });
}
