// The authorize page over the wire: what is told before sign-in, the callback, the plan.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done, failed, problem } from '../../src/setup/problem.ts';
import { people, planned, survey, tenantId } from './contoso-setup.ts';
import { entraUrl, startWorld, type World } from './pages-world.ts';
import { callbackOf, leadsTo, newVisitor, planOf } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

describe('before sign-in', () => {
  it('shows no plan, no tenant and no name, and starts no session', async () => {
    const visitor = newVisitor(world);
    const response = await visitor.go(await world.link('authorize'));
    const text = await response.text();
    expect(response.status).toBe(200);
    expect([...visitor.cookies.keys()]).toEqual(['ebiss-form']);
    for (const told of ['contoso', 'Contoso', 'Robin', 'K7Q2M4', 'EDI-PROD', 'CHG-4711', tenantId]) {
      expect(text).not.toContain(told);
    }
    expect(world.seen.signIns).toEqual([]);
  });

  it('answers an unknown, an expired and another page’s ticket alike', async () => {
    const expired = await world.link('authorize', 1);
    world.behind.clock = new Date('2026-11-24T09:02:00.000Z');
    const otherPage = (await world.link('settings')).replace('/settings/', '/authorize/');
    const pages = await Promise.all(
      ['/authorize/nonsense', expired, otherPage].map(async (path) => {
        const response = await newVisitor(world).go(path);
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toMatch(/^404 /);
  });

  it('asks Entra for the purpose that was chosen, and for the account where another is wanted', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const begun = await visitor.press(`${path}/signin`, { consent: 'here' });
    await visitor.press(`${path}/signin`, { consent: 'elsewhere', account: 'other' });
    expect(begun.status).toBe(200);
    expect(await leadsTo(begun)).toContain(entraUrl);
    expect(world.seen.signIns).toEqual([
      { tenantId, purpose: 'createAndConsent', selectAccount: false },
      { tenantId, purpose: 'create', selectAccount: true },
    ]);
  });

  it.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'null' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'none', origin: 'null' },
  ])('starts no sign-in for a form from elsewhere: %o', async (headers) => {
    const response = await newVisitor(world).press(`${await world.link('authorize')}/signin`, {}, headers);
    expect(response.status).toBe(403);
    expect(world.seen.signIns).toEqual([]);
  });
});

describe('the page that leads to Entra', () => {
  it('is no redirect, goes on by itself, has a link, sends no referrer and names no other form target', async () => {
    const visitor = newVisitor(world);
    const begun = await visitor.press(`${await world.link('authorize')}/signin`);
    const text = await begun.clone().text();
    const address = await leadsTo(begun);
    expect(begun.headers.get('location')).toBeNull();
    expect(begun.headers.get('referrer-policy')).toBe('no-referrer');
    expect(begun.headers.get('content-security-policy')).toMatch(/form-action 'self'(;|$)/);
    expect(visitor.cookies.has('ebiss-authorize')).toBe(true);
    expect(text).toContain(`<a href="${address.replaceAll('&', '&amp;')}">`);
    expect(text).not.toContain('Contoso');
  });

  it('keeps the address within its attribute', async () => {
    world.behind.signInUrl = `${entraUrl}?hint="><script>1</script>&x=1;url=https://evil.example`;
    const text = await (await newVisitor(world).press(`${await world.link('authorize')}/signin`)).text();
    expect(text).not.toContain('<script>1');
    expect(text.match(/http-equiv="refresh"/g)).toHaveLength(1);
    expect(text).toContain(`content="0;url=${entraUrl}?hint=%22%3E%3Cscript%3E1%3C/script%3E&amp;x=1;url=`);
  });

  it('leads to no address but a web one', async () => {
    world.behind.signInUrl = 'javascript:alert(1)';
    const response = await newVisitor(world).press(`${await world.link('authorize')}/signin`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('javascript:');
  });
});

describe('the callback', () => {
  it('is harmless without the session that began the sign-in', async () => {
    const path = await world.link('authorize');
    const begun = await newVisitor(world).press(`${path}/signin`, { consent: 'here' });
    const other = newVisitor(world);
    const answered = await other.go(await callbackOf(begun));
    expect([answered.status, answered.headers.get('location')]).toEqual([303, '/signin/stray']);
    expect(other.cookies.size).toBe(0);
    const stray = await other.go('/signin/stray');
    expect(stray.status).toBe(400);
    expect(await stray.text()).toContain('Open the link from Teams again and sign in from there.');
  });

  it('refuses another state and leaves the sign-in under way alone', async () => {
    const visitor = newVisitor(world);
    const begun = await visitor.press(`${await world.link('authorize')}/signin`);
    const leadsAstray = async (path: string) => (await visitor.go(path)).headers.get('location') === '/signin/stray';
    expect(await leadsAstray('/signin/callback?code=x&state=guessed')).toBe(true);
    expect(await leadsAstray('/signin/callback')).toBe(true);
    expect(await leadsAstray(await callbackOf(begun))).toBe(false);
  });

  it('works once, gives the session a new id and takes the code out of the address', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const begun = await visitor.press(`${path}/signin`, { consent: 'here' });
    const before = visitor.cookies.get('ebiss-authorize');
    const callback = await callbackOf(begun);
    const response = await visitor.go(callback);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(path);
    expect(visitor.cookies.get('ebiss-authorize')).not.toBe(before);
    expect((await visitor.go(callback)).headers.get('location')).toBe('/signin/stray');
    const thief = newVisitor(world);
    thief.cookies.set('ebiss-authorize', before ?? '');
    expect(await (await thief.go(path)).text()).not.toContain('Contoso');
  });

  it('lets nobody of another tenant in, and drops what they brought', async () => {
    world.behind.person = people.foreigner;
    const { text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(text).toContain('belongs to another tenant');
    expect(text).not.toContain('Contoso');
    expect(world.seen.closed).toBe(1);
  });

  it('tells of a sign-in that came to nothing, with the buttons to try again', async () => {
    world.behind.signInProblem = problem({
      reason: 'signInDeclined',
      step: 'authorize',
      actor: 'entraAdministrator',
      remedy: 'retry',
      details: 'AADSTS65004 Contoso',
    });
    const { text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(text).toContain('The sign-in was cancelled');
    expect(text).toContain('value="here"');
    expect(text).not.toContain('AADSTS65004');
  });
});

describe('the plan', () => {
  it('answers in its fixed order', async () => {
    const { text } = await planOf(newVisitor(world), await world.link('authorize'));
    const order = [
      'Who asks',
      'robin.keller@contoso.example',
      'For which tenant',
      'What will be created',
      'SMTP.SendAsApp, POP.AccessAsApp',
      'What it will be able to do',
      'What it will not be able to do',
      'What people must do afterwards',
      'Signed in as',
      'Use another account',
      'Create it',
    ].map((words) => text.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('names the roles to somebody who lacks them, and shows no plan', async () => {
    world.behind.person = people.requester;
    const { response, text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(response.status).toBe(403);
    expect(text).toContain('Cloud Application Administrator');
    expect(text).not.toContain('Create it');
    expect(text).not.toContain('EDI-PROD-01');
    expect(world.seen.closed).toBe(1);
  });

  it.each([
    [{ kind: 'external' }, 'External'],
    [{ kind: 'notVerified' }, 'Not verified'],
    [{ kind: 'guest', name: 'Robin Keller', username: 'r' }, 'Guest'],
  ] as const)('marks a requester who is %o', async (requester, badge) => {
    world.behind.survey = done({ ...survey, requester });
    const { text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(text).toContain(`<span class="badge warning">${badge}</span>`);
  });

  it('warns of what was found, and offers no button where secrets are forbidden', async () => {
    world.behind.survey = done({
      ...survey,
      sameName: 2,
      mailboxes: [{ address: 'edi@contoso.example', kind: 'notFound' }],
      secretPolicy: { kind: 'forbidden' },
    });
    const { text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(text).toContain('2 app registrations named eBiss 3 mail exist already');
    expect(text).toContain('Not found');
    expect(text).toContain('forbids client secrets');
    expect(text).not.toContain('Create it');
  });

  it('shows what stands in the way when the tenant cannot be read', async () => {
    world.behind.survey = failed(
      problem({ reason: 'noAnswer', step: 'authorize', actor: 'nobody', remedy: 'retry', details: 'ECONNRESET' }),
    );
    const { response, text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(response.status).toBe(502);
    expect(text).toContain('ECONNRESET');
    expect(text).toContain('Try again');
  });

  it('keeps text of others as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&\u202Egnp';
    world.behind.setup = { ...planned, request: { ...planned.request, appName: hostile, server: hostile } };
    world.behind.survey = done({
      ...survey,
      organization: hostile,
      requester: { kind: 'member', name: hostile, username: hostile },
    });
    const { text } = await planOf(newVisitor(world), await world.link('authorize'));
    expect(text).not.toContain('<img');
    expect(text).not.toContain('\u202E');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\uFFFDgnp');
  });
});
