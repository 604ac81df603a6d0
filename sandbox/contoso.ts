// The two tenants with which the sandbox starts: Contoso, in which the job is done, and Fabrikam, which is "the wrong
// tenant". Ids are fixed so that the chat client's people and these accounts are the same persons.

import { type Account, type Cloud, directoryRoles, exchangeOnlineAppId, newMailbox, type Tenant } from './cloud.ts';

export const contosoId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
export const fabrikamId = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';

/** The requester in the chat client. */
export const requester = { objectId: '7a1c9e52-3b0d-4c77-9f21-5e8d6a4b1c01', name: 'Robin Keller' } as const;

/** The Exchange administrator, in a chat client of their own. */
export const exchangeAdministrator = { objectId: '4b8daf32-73e6-4b90-83d4-2e5f6a7b8c04', name: 'Erik Vogt' } as const;

function account(objectId: string, username: string, name: string, roles: string[] = [], guest = false): Account {
  return { objectId, username, name, mail: guest ? null : username, directoryRoles: roles, guest };
}

function contosoAccounts(): Account[] {
  const { applicationAdministrator, applicationDeveloper, cloudApplicationAdministrator } = directoryRoles;
  return [
    account('2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02', 'alex.admin@contoso.example', 'Alex Brandt', [
      applicationAdministrator,
    ]),
    account('3a7c9e21-82d5-4a8f-b2c3-1d4e5f6a7b03', 'clara.admin@contoso.example', 'Clara Sommer', [
      cloudApplicationAdministrator,
    ]),
    account(exchangeAdministrator.objectId, 'erik.admin@contoso.example', exchangeAdministrator.name, [
      directoryRoles.exchangeAdministrator,
    ]),
    account(requester.objectId, 'robin.keller@contoso.example', requester.name),
    account('5c9eb043-64f7-4ca1-94e5-3f6a7b8c9d05', 'gast_partner.example#EXT#@contoso.example', 'Gina Gast', [], true),
    account('8c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e08', 'dora.dev@contoso.example', 'Dora Lenz', [applicationDeveloper]),
  ];
}

function tenant(id: string, displayName: string, domains: string[], accounts: Account[]): Tenant {
  return {
    id,
    displayName,
    domains,
    accounts,
    applications: [],
    servicePrincipals: [
      {
        id: `${id.slice(0, 24)}0ff1ce000001`,
        appId: exchangeOnlineAppId,
        displayName: 'Office 365 Exchange Online',
        accountEnabled: true,
        knownAt: 0,
      },
    ],
    appRoleAssignments: [],
    signInConsents: [],
    mailboxes: [],
    exchangeServicePrincipals: [],
    smtpClientAuthenticationDisabled: true,
    earlierSettings: [],
    securityDefaults: false,
    conditionalAccessBlocks: false,
    authenticationPolicyBlocks: false,
    secretPolicy: { maximumDays: null, forbidden: false },
  };
}

/** `redirectUri` is the bot's sign-in callback. */
export function createCloud(redirectUri: string): Cloud {
  const contoso = tenant(contosoId, 'Contoso', ['contoso.example', 'contoso.onmicrosoft.example'], contosoAccounts());
  contoso.mailboxes.push(
    newMailbox('edi@contoso.example', 'EDI'),
    newMailbox('orders@contoso.example', 'Orders'),
    newMailbox('invoices@contoso.example', 'Invoices'),
  );
  const fabrikam = tenant(
    fabrikamId,
    'Fabrikam',
    ['fabrikam.example'],
    [
      account('6dafc154-55a8-4db2-a5f6-4a7b8c9d0e06', 'fiona.admin@fabrikam.example', 'Fiona Marsh', [
        directoryRoles.applicationAdministrator,
      ]),
    ],
  );
  return {
    tenants: [contoso, fabrikam],
    signInApp: {
      clientId: '9e8d7c6b-5a49-4838-a726-15f4e3d2c1b0',
      clientSecret: 'sandbox-sign-in-app-secret-not-for-production',
      redirectUris: [redirectUri],
    },
    replicationDelaySeconds: 0,
    propagation: { delaySeconds: 0, flapSeconds: 0 },
    deliverySeconds: 0,
  };
}
