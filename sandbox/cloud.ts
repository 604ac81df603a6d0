// The state of Microsoft 365 in miniature: tenants with their accounts, applications, mailboxes and Exchange's own
// registrations. Plain mutable data in memory; the servers around it read and change it, and none keeps a copy.

import { randomUUID } from 'node:crypto';
import type { EarlierSettings, MailboxSettings, OrganizationSettings, Propagation } from './exchange/settings.ts';

export const directoryRoles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  applicationDeveloper: 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
} as const;

export const exchangeOnlineAppId = '00000002-0000-0ff1-ce00-000000000000';

/** App roles of Office 365 Exchange Online, as every tenant shows them. */
export const exchangeAppRoles = [
  { id: 'cb842b43-da6e-4506-86fe-bb12199c656d', value: 'POP.AccessAsApp', displayName: 'POP.AccessAsApp' },
  { id: '5e5addcd-3e8d-4e90-baf5-964efab2b20a', value: 'IMAP.AccessAsApp', displayName: 'IMAP.AccessAsApp' },
  { id: '7146a1f0-8703-45b3-9eae-527a64c00995', value: 'SMTP.SendAsApp', displayName: 'SMTP.SendAsApp' },
  {
    id: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
    value: 'full_access_as_app',
    displayName: 'Use Exchange Web Services with full access to all mailboxes',
  },
] as const;

export type Account = {
  objectId: string;
  username: string;
  name: string;
  mail: string | null;
  /** Template ids of active directory roles. */
  directoryRoles: string[];
  guest: boolean;
};

export type PasswordCredential = {
  keyId: string;
  displayName: string | null;
  secretText: string;
  hint: string;
  startDateTime: string;
  endDateTime: string;
  /** As `Application.knownAt`; absent: at once. */
  knownAt?: number;
};

export type Application = {
  id: string;
  appId: string;
  displayName: string;
  uniqueName: string | null;
  signInAudience: string;
  notes: string | null;
  tags: string[];
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: 'Role' | 'Scope' }[] }[];
  passwordCredentials: PasswordCredential[];
  createdDateTime: string;
  /** Milliseconds since the epoch at which every replica knows it. */
  knownAt: number;
  /** Object ids of accounts; whoever creates an application without an administrator's role owns it. */
  owners?: string[];
  /** Properties that Graph takes and the sandbox only keeps. */
  otherProperties?: Record<string, unknown>;
};

export type ServicePrincipal = {
  id: string;
  appId: string;
  displayName: string;
  accountEnabled: boolean;
  knownAt: number;
  /** As `Application.owners`. */
  owners?: string[];
};

export type AppRoleAssignment = {
  id: string;
  principalId: string;
  resourceId: string;
  appRoleId: string;
  createdDateTime: string;
  /** As `Application.knownAt`; absent: at once. */
  knownAt?: number;
};

export type Mail = { id: string; receivedAt: string; raw: string };

/** Taken by SMTP and not in the inbox yet. */
export type MailUnderWay = { raw: string; takenAt: number };

export type Mailbox = MailboxSettings & {
  address: string;
  name: string;
  guid: string;
  inbox: Mail[];
  underWay: MailUnderWay[];
};

export type Tenant = OrganizationSettings & {
  id: string;
  displayName: string;
  /** Verified domains, the default one first. */
  domains: string[];
  accounts: Account[];
  applications: Application[];
  servicePrincipals: ServicePrincipal[];
  appRoleAssignments: AppRoleAssignment[];
  /** Delegated scopes consented tenant-wide to the bot's sign-in app, in lower case. */
  signInConsents: string[];
  mailboxes: Mailbox[];
  /** Oldest first: what the mail servers may still act on. */
  earlierSettings: EarlierSettings[];
  securityDefaults: boolean;
  /** Conditional Access for workload identities: no application gets a token with its own secret. */
  conditionalAccessBlocks: boolean;
  /** An authentication policy that lets nobody sign in to SMTP. */
  authenticationPolicyBlocks: boolean;
  /** Days; null: no app management policy. `forbidden`: client secrets are banned. */
  secretPolicy: { maximumDays: number | null; forbidden: boolean };
};

/** The bot's own sign-in app, as registered by whoever runs the bot; multi-tenant. */
export type SignInApp = { clientId: string; clientSecret: string; redirectUris: string[] };

export type Cloud = {
  tenants: Tenant[];
  signInApp: SignInApp;
  /** A new object stays unknown for so long; 0 is off. */
  replicationDelaySeconds: number;
  propagation: Propagation;
  /** A mail is on its way to its mailbox for so long. */
  deliverySeconds: number;
};

export function findTenant(cloud: Cloud, idOrDomain: string): Tenant | undefined {
  const wanted = idOrDomain.toLowerCase();
  return cloud.tenants.find((tenant) => tenant.id === wanted || tenant.domains.includes(wanted));
}

/** Whether every replica knows an object yet. */
export function isKnown(object: { knownAt?: number }): boolean {
  return (object.knownAt ?? 0) <= Date.now();
}

/** The `knownAt` of an object that is made now. */
export function knownAtFromNow(cloud: Cloud): number {
  return cloud.replicationDelaySeconds === 0 ? 0 : Date.now() + cloud.replicationDelaySeconds * 1000;
}

export function findMailbox(tenant: Tenant, address: string): Mailbox | undefined {
  return tenant.mailboxes.find((mailbox) => mailbox.address.toLowerCase() === address.toLowerCase());
}

export function newMailbox(address: string, name: string): Mailbox {
  return {
    address,
    name,
    guid: randomUUID(),
    smtpClientAuthenticationDisabled: null,
    popEnabled: true,
    fullAccess: [],
    sendAs: [],
    inbox: [],
    underWay: [],
  };
}
