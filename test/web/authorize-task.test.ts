// What the authorize page lets somebody do: roles, what they chose at sign-in, and how far the setup is.

import { describe, expect, it } from 'vitest';
import { type DirectoryRole, directoryRoleIds } from '../../src/setup/directory-roles.ts';
import type { SignedInPerson } from '../../src/setup/person.ts';
import { problem } from '../../src/setup/problem.ts';
import type { ConsentChoice, Setup } from '../../src/setup/setup.ts';
import { taskFor } from '../../src/web/authorize-task.ts';
import { people, planned, provisioned, running, withoutConsent } from './contoso-setup.ts';

const throttled = problem({ reason: 'throttled', step: 'consent', actor: 'nobody', remedy: 'wait' });
const forbidden = problem({
  reason: 'graphForbidden',
  step: 'secret',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
});
const interrupted = problem({ reason: 'interrupted', step: 'authorize', actor: 'entraAdministrator', remedy: 'retry' });

const states = {
  planned: [planned],
  running: [running],
  stopped: [{ ...running, run: null, problem: forbidden }],
  'consent missing': [withoutConsent, { ...withoutConsent, consented: ['pop3'] }],
  'stopped at consent': [
    { ...withoutConsent, problem: throttled },
    { ...withoutConsent, problem: interrupted },
  ],
  whole: [provisioned],
  'whole, but stopped': [{ ...provisioned, problem: interrupted }],
} as const satisfies Record<string, readonly Setup[]>;

type State = keyof typeof states;

function someone(role: DirectoryRole | 'none', guest = false): SignedInPerson {
  return { ...people.stranger, guest, directoryRoles: role === 'none' ? [] : [directoryRoleIds[role]] };
}

function told(setup: Setup, person: SignedInPerson, chosen: ConsentChoice): string {
  const task = taskFor(setup, person, chosen);
  if (task.kind === 'create') return `create, consent ${task.consent}`;
  return task.kind === 'noRight' ? `lacks ${task.lacks}` : task.kind;
}

/** For those who chose to grant consent as well, and for those who did not. */
type Expected = Readonly<Record<State, readonly [here: string, elsewhere: string]>>;

const both: Expected = {
  planned: ['create, consent here', 'create, consent elsewhere'],
  running: ['create, consent here', 'create, consent elsewhere'],
  stopped: ['create, consent here', 'create, consent elsewhere'],
  'consent missing': ['consent', 'nothing'],
  'stopped at consent': ['consent', 'create, consent elsewhere'],
  whole: ['nothing', 'nothing'],
  'whole, but stopped': ['create, consent here', 'create, consent elsewhere'],
};

const onlyCreate: Expected = {
  planned: ['create, consent elsewhere', 'create, consent elsewhere'],
  running: ['create, consent elsewhere', 'create, consent elsewhere'],
  stopped: ['create, consent elsewhere', 'create, consent elsewhere'],
  'consent missing': ['lacks consent', 'lacks consent'],
  'stopped at consent': ['create, consent elsewhere', 'create, consent elsewhere'],
  whole: ['nothing', 'nothing'],
  'whole, but stopped': ['create, consent elsewhere', 'create, consent elsewhere'],
};

const onlyConsent: Expected = {
  planned: ['lacks create', 'lacks create'],
  running: ['lacks create', 'lacks create'],
  stopped: ['lacks create', 'lacks create'],
  'consent missing': ['consent', 'nothing'],
  'stopped at consent': ['consent', 'lacks create'],
  whole: ['nothing', 'nothing'],
  'whole, but stopped': ['lacks create', 'lacks create'],
};

const neither: Expected = {
  planned: ['lacks create', 'lacks create'],
  running: ['lacks create', 'lacks create'],
  stopped: ['lacks create', 'lacks create'],
  'consent missing': ['lacks consent', 'lacks consent'],
  'stopped at consent': ['lacks consent', 'lacks create'],
  whole: ['lacks create', 'lacks create'],
  'whole, but stopped': ['lacks create', 'lacks create'],
};

const table: readonly (readonly [string, SignedInPerson, Expected])[] = [
  ['a Global Administrator', someone('globalAdministrator'), both],
  ['an Application Administrator', someone('applicationAdministrator'), both],
  ['a Cloud Application Administrator', someone('cloudApplicationAdministrator'), both],
  ['an Application Developer', someone('applicationDeveloper'), onlyCreate],
  ['a Privileged Role Administrator', someone('privilegedRoleAdministrator'), onlyConsent],
  ['an Exchange Administrator', someone('exchangeAdministrator'), neither],
  ['somebody without a role', someone('none'), neither],
  ['a guest with a role', someone('globalAdministrator', true), neither],
];

describe.each(table)('%s', (_who, person, expected) => {
  it.each(Object.keys(states) as State[])('on a setup that is %s', (state) => {
    for (const setup of states[state]) {
      expect([told(setup, person, 'here'), told(setup, person, 'elsewhere')]).toEqual(expected[state]);
    }
  });
});

describe('whoever authorized', () => {
  it.each([
    ['at work', { ...withoutConsent, run: running.run }],
    ['done', provisioned],
  ])('the creation may look on while somebody else grants the consent, and afterwards: %s', (_state, setup) => {
    const creator = someone('applicationDeveloper');
    const readers = [creator, people.reader];
    const grantedByAdmin = { ...setup, secret: provisioned.secret && { ...provisioned.secret, readers } };
    expect(told(grantedByAdmin, creator, 'here')).toBe('nothing');
    expect(told(grantedByAdmin, people.reader, 'here')).toBe('nothing');
  });

  it.each([['consent missing', withoutConsent] as const, ['whole', provisioned] as const])(
    'may look on when it is %s, even after their role has lapsed',
    (_state, setup) => {
      const lapsed = { ...people.admin, directoryRoles: [] };
      expect(told(setup, lapsed, 'here')).toBe('nothing');
      expect(told(setup, lapsed, 'elsewhere')).toBe('nothing');
    },
  );
});
