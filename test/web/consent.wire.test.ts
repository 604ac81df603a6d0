// Admin consent on the authorize page: who may give it, who hands it on, and the link for those to whom only it is left.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DirectoryRole, directoryRoleIds } from '../../src/setup/directory-roles.ts';
import { done, problem } from '../../src/setup/problem.ts';
import {
  authorization,
  people,
  planned,
  provisioned,
  running,
  survey,
  tenantId,
  withoutConsent,
} from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { callbackOf, fieldOf, newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const everythingElse = {
  application: provisioned.application,
  servicePrincipal: provisioned.servicePrincipal,
  consented: [],
  secretKeyIds: ['k1'],
};
const consentLink = () => world.link('authorize', 60, { task: 'consent' });

function beSomebody(role: DirectoryRole): void {
  world.behind.person = { ...people.stranger, directoryRoles: [directoryRoleIds[role]] };
}

function leaveOnlyConsent(observed = everythingElse): void {
  world.behind.setup = withoutConsent;
  world.behind.survey = done({ ...survey, observed });
}

async function open(path: string, consent = 'here') {
  const visitor = newVisitor(world);
  await visitor.signIn(path, consent);
  return opened(visitor, path);
}

async function opened(visitor: ReturnType<typeof newVisitor>, path: string) {
  const response = await visitor.go(path);
  const text = await response.text();
  const fields = { csrf: fieldOf(text, 'csrf'), version: fieldOf(text, 'version') };
  return { visitor, response, text, press: () => visitor.press(`${path}/create`, fields) };
}

/** How many rows of the plan are marked as kept and as new. */
function marks(text: string) {
  return { kept: text.split('>Exists, kept<').length - 1, fresh: text.split('>New<').length - 1 };
}

describe('an Application Developer who chose to grant consent as well', () => {
  beforeEach(() => beSomebody('applicationDeveloper'));

  it('is told with the plan that the consent is handed on, and creates without it', async () => {
    const { text, press } = await open(await world.link('authorize'));
    expect(text).toContain('Your account may create this, but not grant admin consent');
    expect(text).not.toContain('you chose to create only');
    expect(text).not.toContain('given by you');
    expect(text).toContain('Microsoft makes an Application Developer the owner');
    expect(text).toMatch(/Privileged Role Administrator[^<]*<\/strong> grants the admin consent/);
    expect((await press()).status).toBe(303);
    expect(world.seen.authorized[0]?.authorization).toMatchObject({ consent: 'elsewhere', consentRefused: false });
  });

  it('sees what was created, and the consent handed on, but nothing of somebody else’s', async () => {
    const { visitor, press } = await open(await world.link('authorize'));
    const by = world.behind.person;
    world.behind.afterAuthorize = { ...withoutConsent, authorization: { ...authorization, by } };
    await press();
    const path = await world.link('authorize');
    expect(await (await visitor.go(path)).text()).toContain('Admin consent is still missing');
    world.behind.setup = withoutConsent;
    expect((await visitor.go(path)).status).toBe(403);
  });
});

describe('an administrator who may consent', () => {
  it('gives it with the same press where that was chosen', async () => {
    const { text, press } = await open(await world.link('authorize'));
    expect(text).toContain('given by you');
    expect(text).not.toContain('handed on');
    await press();
    expect(world.seen.authorized[0]?.authorization.consent).toBe('here');
  });

  it('leaves it to others where that was chosen, and is reminded of the choice', async () => {
    const { text, press } = await open(await world.link('authorize'), 'elsewhere');
    expect(text).toContain('you chose to create only');
    expect(text).not.toContain('handed on');
    await press();
    expect(world.seen.authorized[0]?.authorization.consent).toBe('elsewhere');
  });
});

describe('the link for admin consent', () => {
  beforeEach(() => leaveOnlyConsent());

  it('offers one button before sign-in, and shows no tenant and no name', async () => {
    const text = await (await newVisitor(world).go(await consentLink())).text();
    expect(text.match(/<button/g)).toHaveLength(1);
    expect(text).toContain('name="consent" value="here"');
    expect(text).toContain('Sign in to grant admin consent');
    for (const told of ['ontoso', 'Robin', 'Alex', 'K7Q2M4', 'EDI-PROD', 'CHG-4711', tenantId]) {
      expect(text).not.toContain(told);
    }
  });

  it('shows a Cloud Application Administrator what it is for, and grants by one press', async () => {
    beSomebody('cloudApplicationAdministrator');
    const { text, press } = await open(await consentLink());
    expect(world.seen.signIns.at(-1)?.purpose).toBe('consent');
    expect(text).toContain('<h1>Grant admin consent</h1>');
    expect(text).toContain('>Grant admin consent</button>');
    expect(text).toContain('What exists, and what you grant');
    expect(text).toContain('Authorized by <bdi>Alex Brandt</bdi>, <time datetime="2026-11-24T09:02:00.000Z"');
    expect(text).toContain('only the admin consent is granted');
    expect(text).not.toContain('Who may read the client secret');
    expect(text).not.toContain('name="reader"');
    expect(marks(text)).toEqual({ kept: 4, fresh: 1 });
    expect((await press()).headers.get('location')).toMatch(/^\/authorize\//);
    expect(world.seen.authorized[0]).toMatchObject({
      observed: everythingElse,
      authorization: { by: world.behind.person, consent: 'here', reader: null },
    });
  });

  it('lets nobody remove what belongs to somebody else’s attempt', async () => {
    leaveOnlyConsent({ ...everythingElse, secretKeyIds: ['k1', 'nobodys'] });
    const { press } = await open(await consentLink());
    await press();
    expect(world.seen.authorized[0]?.observed.secretKeyIds).toEqual(['k1']);
  });

  it('warns of nothing that concerns only what is created', async () => {
    world.behind.survey = done({
      ...survey,
      observed: everythingElse,
      sameName: 1,
      secretPolicy: { kind: 'bounded', days: 90 },
    });
    const { text } = await open(await consentLink());
    expect(text).not.toContain('exists already. It is left alone');
    expect(text).not.toContain('shortened');
  });

  it('asks whoever chose to create only, in the same browser, to sign in for it', async () => {
    const { visitor, text } = await open(await world.link('authorize'), 'elsewhere');
    expect(text).toContain('Admin consent is still missing');
    const path = await consentLink();
    expect(await (await visitor.go(path)).text()).toContain('Sign in to grant admin consent');
    await visitor.signIn(path, 'here');
    expect(await (await visitor.go(path)).text()).toContain('<h1>Grant admin consent</h1>');
  });

  it('shows what comes next once it was given', async () => {
    const { visitor, press } = await open(await consentLink());
    world.behind.afterAuthorize = provisioned;
    await press();
    const text = await (await visitor.go(await consentLink())).text();
    expect(text).toContain('What comes next');
    expect(text).not.toContain('Admin consent is still missing');
  });

  it('becomes the plan to create where the secret that is known has gone meanwhile', async () => {
    leaveOnlyConsent({ ...everythingElse, secretKeyIds: [] });
    const first = await open(await consentLink());
    expect(first.text).toContain('<h1>Something has to be created again</h1>');
    expect(first.text).not.toContain('>Create it</button>');
    const again = { csrf: fieldOf(first.text, 'csrf'), consent: 'here', more: 'create' };
    const path = await consentLink();
    await first.visitor.go(await callbackOf(await first.visitor.press(`${path}/signin`, again)));
    expect(world.seen.signIns.at(-1)?.purpose).toBe('createAndConsent');
    const { text, press } = await opened(first.visitor, path);
    expect(text).toContain('<h1>Authorize this setup</h1>');
    expect(text).toContain('Who may read the client secret');
    await press();
    expect(world.seen.authorized[0]?.authorization.consent).toBe('here');
  });
});

describe('a Privileged Role Administrator', () => {
  beforeEach(() => beSomebody('privilegedRoleAdministrator'));

  it('grants where only consent is left', async () => {
    leaveOnlyConsent();
    const { text, press } = await open(await consentLink());
    expect(text).toContain('>Grant admin consent</button>');
    await press();
    expect(world.seen.authorized[0]?.authorization.consent).toBe('here');
  });

  it('may grant again after their own attempt stopped at the consent', async () => {
    leaveOnlyConsent();
    const stop = problem({ reason: 'throttled', step: 'consent', actor: 'nobody', remedy: 'wait' });
    world.behind.setup = { ...withoutConsent, problem: stop };
    const { text } = await open(await consentLink());
    expect(text).toContain('An earlier attempt stopped');
    expect(text).toContain('>Grant admin consent</button>');
  });

  it.each([
    ['nothing is there yet', planned],
    ['the secret is missing', { ...withoutConsent, secret: null }],
    ['an attempt stopped on the way', { ...running, run: null }],
  ])('is told which roles create where %s', async (_state, setup) => {
    world.behind.setup = setup;
    const { response, text } = await open(await consentLink());
    expect(response.status).toBe(403);
    expect(text).toContain('To create the app registration');
    expect(text).toContain('Application Developer (may create');
    expect(text).not.toContain('Privileged Role Administrator');
    expect(text).not.toContain('/create"');
  });

  it('is told so as well where the tenant no longer holds the secret', async () => {
    leaveOnlyConsent({ ...everythingElse, secretKeyIds: [] });
    const { response, text } = await open(await consentLink());
    expect(response.status).toBe(403);
    expect(text).toContain('To create the app registration');
  });
});

describe('somebody without a role', () => {
  it.each([
    ['planned', planned, 'To create the app registration'],
    ['at work', running, 'To create the app registration'],
    ['without consent', withoutConsent, 'Only the admin consent is missing'],
    ['whole', provisioned, 'To create the app registration'],
  ])('is told which roles would let them in, and nothing of a setup that is %s', async (_state, setup, needs) => {
    world.behind.person = people.stranger;
    world.behind.setup = setup;
    const { response, text } = await open(await world.link('authorize'));
    expect(response.status).toBe(403);
    expect(text).toContain(needs);
    for (const told of ['Contoso', 'K7Q2M4', 'CHG-4711', 'Robin', 'Alex']) expect(text).not.toContain(told);
  });
});
