// Whatever people type, press or paste, and whatever addresses are in it: the program opens no connection for it. What it
// does ask (which tenant is meant) is asked of the address of the settings.

import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EntraConfig } from '../../src/entra/cloud-endpoints.ts';
import { resolveTenant } from '../../src/entra/tenant.ts';
import { hostileTexts } from '../support/hostile.ts';
import { approvedSetup, handedOverSetup } from '../support/setups.ts';
import { actNames, acts } from './authority-acts.ts';
import { type Act, did, placeNames, prepared, sent, worldOn } from './authority-world.ts';
import { shellUnderTest } from './shell-under-test.ts';

const shell = shellUnderTest();
const entra: EntraConfig = {
  entraUrl: 'https://entra.settings.example',
  graphUrl: 'https://graph.settings.example',
  signIn: { clientId: '11111111-2222-3333-4444-555555555555', clientSecret: 'x' },
  redirectUri: 'https://bot.example/signin/callback',
};

let asked: string[] = [];
let connected: unknown[] = [];
beforeEach(() => {
  asked = [];
  connected = [];
  vi.stubGlobal('fetch', async (input: string | URL) => {
    asked.push(new URL(input).origin);
    return Response.json({ issuer: 'https://evil.example/5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10/v2.0' });
  });
  vi.spyOn(Socket.prototype, 'connect').mockImplementation((...where: unknown[]) => {
    connected.push(where);
    throw new Error('nobody connects here');
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const addresses = [
  'https://evil.example/a',
  'evil.example',
  'smtp.evil.example:587',
  '169.254.169.254',
  '\\\\evil\\share',
];
const texts = [...addresses, ...Object.values(hostileTexts)];

function evidence(text: string): string {
  const block = { ebissMailEvidence: 1, setupId: text, textHash: text, tenantId: text, ranBy: text, server: text };
  return `==== Evidence: copy from here ====\n${JSON.stringify(block)}\n==== to here ====`;
}

describe('no connection is opened', () => {
  it.each([
    [
      'for what is typed',
      (text: string): readonly string[] => [
        text,
        `explain ${text}`,
        `explain 535 5.7.3 ${text}`,
        `test boundary ${text}`,
      ],
    ],
    ['for what is pasted', (text: string) => [evidence(text), `==== eBiss server check ====\n{"host":"${text}"}`]],
  ])('%s', async (_what, linesOf) => {
    const world = worldOn(shell().storage);
    const setup = await prepared(world, { ready: handedOverSetup }, world.people.R);
    for (const line of texts.flatMap(linesOf)) {
      for (const letter of ['R', 'A'] as const) {
        const from = world.people[letter];
        await did(world, from, world.places.personal(from), { kind: 'text', text: `${line} ${setup.id}` });
        await did(world, from, world.places.personal(from), { kind: 'text', text: line });
      }
    }
    expect({ asked, connected }).toEqual({ asked: [], connected: [] });
  });

  it('for a reason, for evidence, or for what a press has in it', async () => {
    const world = worldOn(shell().storage);
    const verbs = actNames
      .map((name): Act => acts[name])
      .filter(({ press }) => press !== undefined && press !== 'setup.plan');
    for (const act of verbs) {
      for (const text of addresses) {
        const setup = await prepared(
          world,
          act.press === 'exchange.done' ? { ready: approvedSetup } : act,
          world.people.R,
        );
        const extra = { ...act.extra, reason: text, evidence: evidence(text), url: text, serviceUrl: text, host: text };
        for (const where of placeNames) {
          await did(world, world.people.R, world.places[where](world.people.R), sent({ ...act, extra }, setup));
        }
      }
    }
    expect({ asked, connected }).toEqual({ asked: [], connected: [] });
  });

  it('but to Microsoft Entra ID, at the address of the settings, for which tenant is meant', async () => {
    const world = worldOn(shell().storage, { resolveTenant: (typed) => resolveTenant(entra, typed) });
    const { R } = world.people;
    const values = {
      appName: 'x',
      server: 'x',
      channels: 'smtp',
      mailboxes: 'edi@evil.example',
      sendAs: 'true',
      roundTrip: 'true',
    };
    for (const tenant of texts) {
      const data = { ...values, tenant, smtpAuth: 'mailbox', secretMonths: '12', endpoint: tenant };
      await did(world, R, world.places.personal(R), { kind: 'press', verb: 'setup.plan', data, cardId: null });
    }
    expect(new Set(asked)).toEqual(new Set(['https://entra.settings.example']));
    expect(connected).toEqual([]);
  });
});
