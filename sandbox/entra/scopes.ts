// The delegated permissions that may be asked for, as people read them, and which of them an administrator must grant.

import { type Read, read, refused } from './refusal.ts';
import { graphResource } from './tokens.ts';

export type Scope = { readonly name: string; readonly title: string; readonly needsAdministrator: boolean };

const forOpenId = ['openid', 'profile', 'email', 'offline_access'];

const graphScopes: readonly Scope[] = [
  scope('User.Read', 'Sign in and read user profile', false),
  scope('User.ReadBasic.All', "Read all users' basic profiles", false),
  scope('User.Read.All', "Read all users' full profiles"),
  scope('Application.Read.All', 'Read applications'),
  scope('Application.ReadWrite.All', 'Read and write all applications'),
  scope('AppRoleAssignment.ReadWrite.All', 'Manage app permission grants and app role assignments'),
  scope('Directory.Read.All', 'Read directory data'),
  scope('Directory.ReadWrite.All', 'Read and write directory data'),
  scope('Domain.Read.All', 'Read domains'),
  scope('Organization.Read.All', 'Read organization information'),
  scope('Policy.Read.All', "Read your organization's policies"),
  scope(
    'Policy.ReadWrite.ApplicationConfiguration',
    "Read and write your organization's application configuration policies",
  ),
  scope('RoleManagement.Read.Directory', 'Read directory RBAC settings'),
];

function scope(name: string, title: string, needsAdministrator = true): Scope {
  return { name, title, needsAdministrator };
}

export type ScopesAsked = { readonly openId: readonly string[]; readonly graph: readonly Scope[] };

/** Reads the `scope` parameter: OpenID scopes and Graph's, with or without Graph's address before them. */
export function readScopes(clientId: string, text: string): Read<ScopesAsked> {
  const openId: string[] = [];
  const graph: Scope[] = [];
  const words = text.split(' ').filter((word) => word !== '');
  if (words.length === 0) {
    return refused(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'scope'.");
  }
  for (const word of words) {
    const name = word.startsWith(`${graphResource}/`) ? word.slice(graphResource.length + 1) : word;
    const known = graphScopes.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (forOpenId.includes(word)) openId.push(word);
    else if (known !== undefined) graph.push(known);
    else return unknownScope(clientId, word);
  }
  return read({ openId, graph });
}

function unknownScope(clientId: string, word: string): Read<never> {
  return refused(
    400,
    'invalid_client',
    650053,
    `The application '${clientId}' asked for scope '${word}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.`,
  );
}

/** What is still to be granted tenant-wide by an administrator. */
export function missingConsents(asked: ScopesAsked, granted: readonly string[]): Scope[] {
  return asked.graph.filter((item) => item.needsAdministrator && !granted.includes(item.name.toLowerCase()));
}
