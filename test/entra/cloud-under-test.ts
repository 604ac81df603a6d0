// The sandbox on free ports, trusted by this process, and the configuration with which src/entra reaches it.

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../sandbox/cloud.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { EntraConfig } from '../../src/entra/cloud-endpoints.ts';
import { trust } from '../support/trust.ts';

export type CloudUnderTest = { readonly cloud: Cloud; readonly config: EntraConfig; close(): Promise<void> };

/** Where certificates of this test process are written. */
export const certificateFile = join(tmpdir(), `ebiss-mail-bot-test-${process.pid}`, 'ca.pem');

export async function startCloud(): Promise<CloudUnderTest> {
  const redirectUri = 'http://127.0.0.1:3978/signin/callback';
  const sandbox = await startSandbox({ caFile: certificateFile, redirectUri });
  trust(sandbox.caPem);
  const { cloud, entraUrl, graphUrl } = sandbox;
  const { clientId, clientSecret } = sandbox.signInApp;
  return {
    cloud,
    config: { entraUrl, graphUrl, signIn: { clientId, clientSecret }, redirectUri },
    close: () => sandbox.close(),
  };
}
