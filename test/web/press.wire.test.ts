// The press on the authorize page over the wire: what it carries out, when it does not, and what a session opens.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, planned, provisioned, running, survey, tenantId } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { fieldOf, newVisitor, planOf } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

describe('the press', () => {
  it('hands over exactly the plan that was shown, once, and leads to the checklist', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path);
    const fields = { csrf: fieldOf(text, 'csrf'), version: fieldOf(text, 'version'), reader: '' };
    const both = await Promise.all([visitor.press(`${path}/create`, fields), visitor.press(`${path}/create`, fields)]);
    expect(both.map((response) => [response.status, response.headers.get('location')])).toEqual([
      [303, path],
      [303, path],
    ]);
    expect(world.seen.authorized).toHaveLength(1);
    expect(world.seen.authorized[0]).toMatchObject({
      setupId: 'K7Q2M4',
      version: 3,
      observed: survey.observed,
      authorization: { by: people.admin, consent: 'here', reader: null, organization: 'Contoso' },
    });
    world.behind.setup = running;
    const progress = await (await visitor.go(path)).text();
    expect(progress).toContain('http-equiv="refresh"');
    expect(progress).toContain('aria-live="polite"');
    world.behind.setup = provisioned;
    const ended = await (await visitor.go(path)).text();
    expect(ended).not.toContain('http-equiv="refresh"');
    expect(ended).toMatch(/href="\/settings\/[\w.-]+"/);
    expect(ended).not.toContain('adminconsent');
    expect(world.seen.closed).toBe(0);
  });

  it('tells, where consent was left to others, who grants it, where, and how that may end', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path, 'elsewhere');
    world.behind.afterAuthorize = { ...provisioned, consented: [] };
    await visitor.press(`${path}/create`, { csrf: fieldOf(text, 'csrf'), version: fieldOf(text, 'version') });
    const ended = await (await visitor.go(path)).text();
    expect(ended).toContain('Your part is done');
    expect(ended).toContain('Admin consent is still missing');
    expect(ended).toContain(
      `href="https://login.entra.example/${tenantId}/adminconsent?client_id=${provisioned.application?.appId}"`,
    );
    expect(ended).toContain('AADSTS500113');
  });

  it.each(['', 'guessed'])('is refused with the token "%s"', async (csrf) => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    await planOf(visitor, path);
    expect((await visitor.press(`${path}/create`, { csrf, version: '3' })).status).toBe(403);
    expect(world.seen.authorized).toEqual([]);
  });

  it('shows the present plan instead of carrying out one that changed', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path);
    world.behind.setup = { ...planned, version: 4, request: { ...planned.request, appName: 'Another name' } };
    const fields = { csrf: fieldOf(text, 'csrf'), version: '3', reader: 'rita' };
    const stale = await visitor.press(`${path}/create`, fields);
    const again = await stale.text();
    expect(stale.status).toBe(409);
    expect(again).toContain('The setup changed while this page was open');
    expect(again).toContain('Another name');
    expect(again).toContain('value="rita"');
    expect(world.seen.authorized).toEqual([]);
    const pressed = await visitor.press(`${path}/create`, {
      ...fields,
      version: fieldOf(again, 'version'),
      reader: '',
    });
    expect(pressed.status).toBe(303);
  });

  it.each(['stale', 'busy'] as const)(
    'shows the plan again when the answer is %s, and can be repeated',
    async (kind) => {
      const path = await world.link('authorize');
      const visitor = newVisitor(world);
      const { text } = await planOf(visitor, path);
      const fields = { csrf: fieldOf(text, 'csrf'), version: '3' };
      world.behind.authorizeAnswer = { kind };
      expect((await visitor.press(`${path}/create`, fields)).status).toBe(409);
      world.behind.authorizeAnswer = { kind: 'started' };
      expect((await visitor.press(`${path}/create`, fields)).status).toBe(303);
    },
  );

  it.each([
    ['nobody', people.reader, 'looks like name@contoso.com'],
    [`${'x'.repeat(120)}@contoso.example`, people.reader, 'at most 113 characters'],
    ['gone@contoso.example', null, 'No member of this tenant'],
  ])('names a mistake in the reader field (%s) and keeps what was typed', async (reader, member, mistake) => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path);
    world.behind.member = member;
    const response = await visitor.press(`${path}/create`, { csrf: fieldOf(text, 'csrf'), version: '3', reader });
    const again = await response.text();
    expect(response.status).toBe(422);
    expect(again).toContain(mistake);
    expect(again).toContain(`value="${reader}"`);
    expect(again).toContain('aria-invalid="true"');
    expect(world.seen.authorized).toEqual([]);
  });

  it('names the reader that the directory knows', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path, 'elsewhere');
    const fields = { csrf: fieldOf(text, 'csrf'), version: '3', reader: ' rita.lang@contoso.example ' };
    await visitor.press(`${path}/create`, fields);
    expect(world.seen.authorized[0]?.authorization).toMatchObject({ reader: people.reader, consent: 'elsewhere' });
  });

  it('does nothing after the session has been idle for half an hour, and drops its tokens', async () => {
    const path = await world.link('authorize', 600);
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path);
    world.behind.clock = new Date('2026-11-24T09:31:00.000Z');
    const response = await visitor.press(`${path}/create`, { csrf: fieldOf(text, 'csrf'), version: '3' });
    expect(response.headers.get('location')).toBe(path);
    expect(world.seen.authorized).toEqual([]);
    expect(world.seen.closed).toBe(1);
  });
});

describe('a session', () => {
  it('of one setup opens nothing of another', async () => {
    const visitor = newVisitor(world);
    await visitor.signIn(await world.link('authorize'));
    world.behind.setup = { ...planned, id: 'ZZZZ99' };
    const other = await world.link('authorize', 60, { subject: 'ZZZZ99' });
    expect(await (await visitor.go(other)).text()).not.toContain('Contoso');
  });

  it('of the authorize page opens no settings, even when its id is put in the other cookie', async () => {
    const visitor = newVisitor(world);
    await visitor.signIn(await world.link('authorize'));
    world.behind.setup = provisioned;
    visitor.cookies.set('ebiss-settings', visitor.cookies.get('ebiss-authorize') ?? '');
    expect(await (await visitor.go(await world.link('settings'))).text()).not.toContain('Contoso');
  });
});
