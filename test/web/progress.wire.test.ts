// What the authorize page shows after the press: how far it is, what comes next, and a consent that is handed on.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PauseCause } from '../../src/setup/pause.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { authorization, people, provisioned, running, tenantId, withoutConsent } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

async function progressOf(setup: Setup, who: keyof typeof people = 'admin'): Promise<string> {
  world.behind.setup = setup;
  world.behind.person = people[who];
  const visitor = newVisitor(world);
  const path = await world.link('authorize');
  await visitor.signIn(path, 'elsewhere');
  return (await visitor.go(path)).text();
}

describe('a consent that is missing', () => {
  it('is handed on with two links: the bot’s own page first, then Microsoft’s', async () => {
    const text = await progressOf(withoutConsent);
    const links = [...text.matchAll(/<code><a href="([^"]+)">([^<]+)<\/a><\/code>/g)].map(([, to, shown]) => [
      to,
      shown,
    ]);
    expect(links).toHaveLength(2);
    const [[own = ''] = [], [entra = ''] = []] = links;
    expect(own).toMatch(new RegExp(`^${world.origin}/authorize/`));
    expect(await world.tickets.open(own.split('/').at(-1) ?? '')).toMatchObject({
      purpose: 'authorize',
      task: 'consent',
    });
    expect(entra).toBe(
      `https://login.entra.example/${tenantId}/adminconsent?client_id=${provisioned.application?.appId}`,
    );
    for (const [to, shown] of links) expect(shown).toBe(to);
    expect(text).toContain('AADSTS500113');
    expect(text).toMatch(/Copy the link for admin consent[\s\S]*Copy the address of Microsoft’s page/);
  });

  it('names who can give it', async () => {
    const text = await progressOf(withoutConsent);
    for (const role of ['Cloud Application', 'Application', 'Privileged Role', 'Global']) {
      expect(text).toContain(`${role} Administrator`);
    }
  });

  it('is told differently where it was chosen and where it was refused', async () => {
    const chosen = await progressOf(withoutConsent);
    expect(chosen).toContain('Admin consent is still missing');
    expect(chosen).not.toContain('did not let this account');
    const refused = {
      ...withoutConsent,
      authorization: { ...authorization, consent: 'elsewhere', consentRefused: true },
    } as const;
    expect(await progressOf(refused)).toContain('did not let this account grant admin consent');
  });

  it('is said to be refused to the one whom it was refused, and to nobody else', async () => {
    const by = { ...people.stranger, directoryRoles: people.admin.directoryRoles };
    const refused = {
      ...withoutConsent,
      authorization: { ...authorization, by, consent: 'elsewhere', consentRefused: true },
    } as const;
    const text = await progressOf(refused);
    expect(text).toContain('Admin consent is still missing');
    expect(text).not.toContain('this account');
  });
});

describe('a secret that ends earlier than planned', () => {
  const ends = (endsAt: string, more: Partial<Setup> = {}): Setup => ({
    ...provisioned,
    ...more,
    secret: provisioned.secret && { ...provisioned.secret, endsAt },
  });

  it('is told, with the day on which it ends', async () => {
    const text = await progressOf(ends('2027-05-23T09:00:00.000Z'));
    expect(text).toContain('The client secret ends on 23 May 2027, because a policy of this tenant');
  });

  it('is not told of minutes', async () => {
    expect(await progressOf(ends('2027-11-24T08:55:00.000Z'))).not.toContain('shorter time than planned');
  });

  it('is not made of a secret that an earlier attempt made as planned', async () => {
    const later = { ...authorization, secretEndsAt: '2027-12-20T09:00:00.000Z' };
    const text = await progressOf(ends('2027-11-24T09:00:00.000Z', { attempts: 2, authorization: later }));
    expect(text).not.toContain('shorter time than planned');
  });
});

describe('the way to the settings', () => {
  it.each([
    ['admin', true],
    ['stranger', false],
  ] as const)('leads the %s there: %s', async (who, leads) => {
    const by = { ...people.stranger, directoryRoles: people.admin.directoryRoles };
    const text = await progressOf({ ...provisioned, authorization: { ...authorization, by } }, who);
    expect(text).toContain('What comes next');
    expect(text.includes('Open the settings page')).toBe(leads);
  });
});

describe('a run', () => {
  it.each<[PauseCause, string]>([
    ['askedToWait', 'Microsoft asks us to wait 20 s'],
    ['unanswered', 'No answer from Microsoft; looking again in 20 s'],
    ['replicating', 'Not known everywhere at Microsoft yet; trying again in 20 s'],
  ])('that pauses (%s) says so at its step', async (cause, words) => {
    const pause = {
      step: 'servicePrincipal',
      cause,
      startedAt: '2026-11-24T09:02:01.000Z',
      until: '2026-11-24T09:02:21.000Z',
    } as const;
    const text = await progressOf({
      ...running,
      run: { attempt: 1, startedAt: pause.startedAt, pauses: [pause], lost: null },
    });
    expect(text.replace(/\s+/g, ' ')).toContain(`Enterprise application</strong> <span class="quiet">${words}`);
    expect(text.match(/20 s/g)).toHaveLength(1);
  });
});
