// How each effect ends that does not succeed: the problem, and whether it was tried again.

import { expect, test } from 'vitest';
import type { GraphEffect } from '../../src/setup/events.ts';
import { json, keyInUse, noBacking, notFound, reset, roleUnknown, throttled, tooLong } from './graph-answers.ts';
import { scriptedAccess } from './scripted-access.ts';
import { graphRefusal, type Scripted } from './scripted-service.ts';

const { service, perform } = scriptedAccess();
const smtp: GraphEffect = { kind: 'assignRole', channel: 'smtp' };
const removal: GraphEffect = { kind: 'removeSecret', keyId: 'lost' };

test.each<[string, GraphEffect, Scripted | readonly Scripted[], object, boolean]>([
  [
    'no backing application, for ever',
    { kind: 'createServicePrincipal' },
    noBacking,
    { reason: 'notReplicated', step: 'servicePrincipal', remedy: 'retry' },
    true,
  ],
  [
    'an application unknown, for ever',
    { kind: 'addSecret' },
    notFound,
    { reason: 'notReplicated', step: 'secret' },
    true,
  ],
  ['an application unknown while removing', removal, notFound, { reason: 'notReplicated', step: 'secret' }, true],
  [
    'a key that stays in use although nothing is found under it',
    { kind: 'createApplication' },
    [keyInUse, notFound],
    { reason: 'applicationDeleted', step: 'application', remedy: 'askAdmin' },
    true,
  ],
  [
    'a role not found, whose id Exchange Online does not know',
    smtp,
    [roleUnknown, roleUnknown, roleUnknown, json(200, { id: 'exo-sp', appRoles: [{ id: 'another' }] })],
    { reason: 'permissionUnknown', step: 'consent', subject: 'SMTP.SendAsApp', remedy: 'retry' },
    true,
  ],
  [
    'a role not found, of which nothing more can be learnt',
    smtp,
    roleUnknown,
    { reason: 'notReplicated', step: 'consent', remedy: 'retry' },
    true,
  ],
  [
    'a directory quota that is used up',
    { kind: 'createApplication' },
    graphRefusal(403, 'Directory_QuotaExceeded'),
    { reason: 'quotaExceeded', step: 'application', remedy: 'askAdmin' },
    false,
  ],
  [
    'a policy on audiences',
    { kind: 'createApplication' },
    graphRefusal(400, 'SignInAudienceNotAllowedAsPerAppPolicy'),
    { reason: 'policyForbids', step: 'application', remedy: 'askAdmin' },
    false,
  ],
  ['throttling, for ever', { kind: 'addSecret' }, throttled, { reason: 'throttled', step: 'secret' }, true],
  [
    '403 while consenting',
    smtp,
    graphRefusal(403, 'Authorization_RequestDenied'),
    { reason: 'graphForbidden', step: 'consent' },
    false,
  ],
  [
    'a lifetime too long, however short',
    { kind: 'addSecret' },
    tooLong,
    { reason: 'secretLifetimeTooLong', step: 'secret', remedy: 'askAdmin' },
    true,
  ],
  [
    'secrets banned',
    { kind: 'addSecret' },
    graphRefusal(400, 'CredentialTypeNotAllowedAsPerAppPolicy'),
    { reason: 'secretsForbidden', step: 'secret' },
    false,
  ],
  ['resets, for ever', { kind: 'createApplication' }, reset, { reason: 'noAnswer', step: 'application' }, true],
])('%s', async (_name, effect, answer, expected, again) => {
  service().script(...[answer].flat());
  const outcome = await perform(effect);
  expect(outcome).toMatchObject({ ok: false, problem: expected });
  expect(JSON.stringify(outcome)).not.toContain('hid');
  expect(service().asked.length > 1).toBe(again);
});
