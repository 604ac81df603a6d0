// Where requests go: to the addresses of the settings, whatever people typed and whatever Microsoft answered. What they
// typed is one segment of a path, or one literal in a filter.

import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createConsentAddress } from '../../src/entra/admin-consent.ts';
import type { EntraConfig } from '../../src/entra/cloud-endpoints.ts';
import { createGraph } from '../../src/entra/graph.ts';
import { findMember, mailboxesSeen, requesterSeen } from '../../src/entra/people.ts';
import { resolveTenant } from '../../src/entra/tenant.ts';
import { hostileAddress, hostileText } from '../support/hostile.ts';

const config: EntraConfig = {
  entraUrl: 'https://entra.settings.example:8443',
  graphUrl: 'https://graph.settings.example',
  signIn: { clientId: '11111111-2222-3333-4444-555555555555', clientSecret: 'x' },
  redirectUri: 'https://bot.example/signin/callback',
};
const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';

type Asked = { readonly url: URL; readonly init: RequestInit };
let asked: Asked[] = [];
let answer: (url: URL) => Response = () => Response.json({});

beforeEach(() => {
  asked = [];
  answer = () => Response.json({});
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit = {}) => {
    const url = new URL(input);
    asked.push({ url, init });
    return answer(url);
  });
});
afterEach(() => vi.unstubAllGlobals());

const addresses = [
  'https://evil.example',
  '//evil.example',
  'evil.example/..',
  'evil.example\\..\\x',
  'user@evil.example',
  'evil.example:443',
  'evil.example?x=1',
  'evil.example#x',
  '../../evil',
  '%2e%2e%2fevil',
  'contoso.example@evil.example',
  '169.254.169.254',
  '[::1]',
  'localhost',
  'common',
  'organizations',
];
const typed = fc.oneof(
  fc.constantFrom(...addresses),
  fc.domain(),
  fc.webUrl(),
  hostileText,
  fc.tuple(fc.constantFrom(...addresses), hostileText).map(([one, other]) => one + other),
);

/** Exactly the discovery document of one tenant, at the address of the settings. */
function expectDiscovery(): void {
  for (const { url, init } of asked) {
    expect(url.origin).toBe(config.entraUrl);
    expect(url.pathname).toMatch(/^\/[^/]+\/v2\.0\/\.well-known\/openid-configuration$/);
    expect(url.search + url.hash + url.username).toBe('');
    expect(init.redirect).toBe('error');
  }
}

it('a tenant that somebody typed never becomes an address', async () => {
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      asked = [];
      await resolveTenant(config, text);
      expectDiscovery();
      for (const { url } of asked) expect(url.pathname.split('/')[1]).toBe(text.trim().toLowerCase());
    }),
    { numRuns: 500 },
  );
});

it('nor does one from which the consent page is reached', async () => {
  await fc.assert(
    // By then it is an id that Microsoft has told.
    fc.asyncProperty(
      typed.filter((text) => !/^\.{0,2}$/.test(text)),
      typed,
      async (tenant, client) => {
        asked = [];
        const address = new URL(await createConsentAddress(config)(tenant.toWellFormed(), client.toWellFormed()));
        expectDiscovery();
        expect(address.origin).toBe(config.entraUrl);
        expect(address.pathname).toMatch(/^\/[^/]*\/adminconsent$/);
        expect([...address.searchParams.keys()]).toEqual(['client_id']);
      },
    ),
    { numRuns: 300 },
  );
});

it('a reader whom somebody typed is one segment of a path to Graph', async () => {
  const graph = createGraph(config, 'token', 1000);
  await fc.assert(
    fc.asyncProperty(fc.oneof(typed, hostileAddress), async (text) => {
      asked = [];
      await findMember(graph, tenantId, text.toWellFormed());
      await requesterSeen(graph, tenantId, { tenantId, objectId: text.toWellFormed(), name: 'x' });
      expect(asked.length).toBeGreaterThan(0);
      for (const { url, init } of asked) {
        expect(url.origin).toBe(config.graphUrl);
        expect(url.pathname).toMatch(/^\/v1\.0\/users\/[^/]*$/);
        expect(url.search).toBe('?$select=id%2CdisplayName%2CuserPrincipalName%2CuserType');
        expect(init.redirect).toBe('error');
      }
    }),
    { numRuns: 300 },
  );
});

it('a mailbox is one literal of a filter', async () => {
  const graph = createGraph(config, 'token', 1000);
  const literal = /^mail eq '((?:[^']|'')*)' or proxyAddresses\/any\(p:p eq 'smtp:((?:[^']|'')*)'\)$/;
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostileAddress, hostileText), async (text) => {
      asked = [];
      const address = text.toWellFormed();
      await mailboxesSeen(graph, [address]);
      const [{ url, init } = { url: null, init: {} }, ...more] = asked;
      expect([url?.href, more]).toEqual([`${config.graphUrl}/v1.0/$batch`, []]);
      const [request] = JSON.parse(String(init.body)).requests;
      const inner = new URL(request.url, config.graphUrl);
      expect([inner.pathname, [...inner.searchParams.keys()]]).toEqual(['/users', ['$filter', '$select']]);
      const [, first = '', second = ''] = literal.exec(inner.searchParams.get('$filter') ?? '') ?? [];
      expect([first, second].map((one) => one.replaceAll("''", "'"))).toEqual([address, address]);
    }),
    { numRuns: 300 },
  );
});
