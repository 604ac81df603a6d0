// The commands that mend what a check found: complete, in the order in which they are run, and none while waiting is all
// there is to do.

import { describe, expect, test } from 'vitest';
import { mendingCommands } from '../../src/exchange/mending-commands.ts';
import { type Problem, problem, type Reason, reasons } from '../../src/setup/problem.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import { clientId, factsOf, objectId } from './hand-over-example.ts';

const [edi, orders, office] = ['edi@contoso.example', 'orders@contoso.example', 'office@contoso.example'];

function about(reason: Reason, parts: Partial<Problem> = {}): Problem {
  const mended = { step: 'verification', actor: 'exchangeAdministrator', remedy: 'askAdmin' } as const;
  return { ...problem({ reason, ...mended }), ...parts };
}

function mending(found: Problem, request: Partial<SetupRequest> = {}, mailboxes = [edi]): readonly string[] {
  const asked = { mailboxes: [edi], sendAs: false, ...request };
  return mendingCommands(factsOf(asked), found, { mailboxes, sender: asked.sender ?? null });
}

const register = `New-ServicePrincipal -AppId '${clientId}' -ObjectId '${objectId}' -DisplayName 'eBiss 3 mail'`;
const smtpAuth = (identity: string) => `Set-CASMailbox -Identity ${identity} -SmtpClientAuthenticationDisabled $false`;
const pop = (identity: string) => `Set-CASMailbox -Identity ${identity} -PopEnabled $true`;
const fullAccess = (identity: string) =>
  `Add-MailboxPermission -Identity ${identity} -User '${objectId}' -AccessRights FullAccess`;
const sendAs = (identity: string) =>
  `Add-RecipientPermission -Identity ${identity} -Trustee '${objectId}' -AccessRights SendAs -Confirm:$false`;

describe('a registration that is missing or wrong', () => {
  const ofMailbox = [smtpAuth(`'${edi}'`), pop(`'${edi}'`), fullAccess(`'${edi}'`)];

  test('brings the commands for the mailbox as well, as the script has left them out', () => {
    expect(mending(about('notRegistered'))).toEqual([register, ...ofMailbox]);
    expect(mending(about('notRegistered'), { sendAs: true, sender: office })).toEqual([
      register,
      ...ofMailbox,
      sendAs(`'${office}'`),
    ]);
  });

  test('is removed before the right one is made', () => {
    const [remove, ...rest] = mending(about('wrongObjectId'));
    expect(remove).toMatch(/^Get-ServicePrincipal .*Remove-ServicePrincipal/);
    expect(rest).toEqual([register, ...ofMailbox]);
  });

  test('never has a command out of sight', () => {
    const commands = mending(about('wrongObjectId'), { sendAs: true, sender: office });
    expect(commands).toHaveLength(4);
    expect(commands[2]).toMatch(/^foreach /);
    expect(commands[3]).toBe(sendAs(`'${office}'`));
  });

  test('of several mailboxes is mended by one loop over all of them, whichever of them were tried', () => {
    const asked = { mailboxes: [edi, orders], smtpAuth: 'organization', sendAs: true } as const;
    expect(mending(about('notRegistered'), asked, [orders])).toEqual([
      register,
      'Set-TransportConfig -SmtpClientAuthenticationDisabled $false',
      [
        `foreach ($mailbox in '${edi}', '${orders}') {`,
        ...[pop('$mailbox'), fullAccess('$mailbox'), sendAs('$mailbox')].map((line) => `  ${line}`),
        '}',
      ].join('\n'),
    ]);
  });

  test('is looked for where it is not known whether it is there', () => {
    expect(mending(about('notRegisteredOrPropagating'))).toEqual([
      `Get-ServicePrincipal | Where-Object AppId -eq '${clientId}'`,
    ]);
  });
});

describe('SendAs that is missing', () => {
  test('is granted on the sender, also where it was not asked for', () => {
    for (const asked of [true, false]) {
      expect(mending(about('sendAsMissing'), { sendAs: asked, sender: office })).toEqual([sendAs(`'${office}'`)]);
    }
  });

  test('is granted on the mailbox that it concerns where that is the sender', () => {
    const asked = { mailboxes: [edi, orders], sendAs: true };
    expect(mending(about('sendAsMissing'), asked, [orders])).toEqual([sendAs(`'${orders}'`)]);
  });
});

test.each<[Reason, readonly string[]]>([
  ['fullAccessMissing', [fullAccess(`'${edi}'`)]],
  ['popOff', [pop(`'${edi}'`)]],
  ['mailboxNotAccessible', [fullAccess(`'${edi}'`), pop(`'${edi}'`)]],
  ['smtpAuthOffForMailbox', [smtpAuth(`'${edi}'`)]],
  ['smtpAuthOffForOrganization', [smtpAuth(`'${edi}'`)]],
  ['smtpAloneRefuses', []],
  ['mailNotFound', []],
])('%s is mended for the mailbox that it concerns', (reason, commands) => {
  expect(mending(about(reason))).toEqual(commands);
});

test.each(reasons)('%s has no command while it may pass by itself', (reason) => {
  expect(mending(about(reason, { remedy: 'wait' }))).toEqual([]);
});
