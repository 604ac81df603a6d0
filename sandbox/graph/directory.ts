// The people and the organisation: /me, /users, /organization. Mailboxes are users too, shared ones among them.

import { findMailbox, type Tenant } from '../cloud.ts';
import { chosen, type Entity, readSelect } from './query.ts';
import { collection, entity, forbidden, notFound, type Reply } from './reply.ts';
import { graphRoute, type Visit } from './visit.ts';

const fullReaders = ['User.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const basicReaders = [...fullReaders, 'User.ReadBasic.All'];

export const directoryRoutes = [
  graphRoute('GET', 'me', { scopes: [['User.Read', ...basicReaders]], who: 'anyone' }, getMe),
  graphRoute('GET', 'users', { scopes: [basicReaders], who: 'member' }, listUsers),
  graphRoute('GET', 'users/(?<user>[^/]+)', { scopes: [['User.Read', ...basicReaders]], who: 'anyone' }, getUser),
  graphRoute(
    'GET',
    'organization',
    { scopes: [['User.Read', 'User.Read.All', 'Organization.Read.All', 'Directory.Read.All']], who: 'anyone' },
    getOrganization,
  ),
];

const byDefault = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];
/** What `User.ReadBasic.All` lets one see of others. */
const basic = ['displayName', 'givenName', 'surname', 'mail', 'photo', 'userPrincipalName', 'id', 'securityIdentifier'];

type Parts = { id: string; name: string; username: string; mail: string | null; guest: boolean; enabled: boolean };

function shownUser({ id, name, username, mail, guest, enabled }: Parts): Entity {
  const [givenName = name, ...rest] = name.split(' ');
  return {
    businessPhones: [],
    displayName: name,
    givenName,
    surname: rest.join(' ') || null,
    mail,
    userPrincipalName: username,
    id,
    userType: guest ? 'Guest' : 'Member',
    accountEnabled: enabled,
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
  };
}

function usersOf(tenant: Tenant): Entity[] {
  const people = tenant.accounts.map(({ objectId, name, username, mail, guest }) =>
    shownUser({ id: objectId, name, username, mail, guest, enabled: true }),
  );
  const hasAccount = (address: string) =>
    tenant.accounts.some((account) => account.mail !== null && findMailbox(tenant, account.mail)?.address === address);
  const shared = tenant.mailboxes
    .filter((mailbox) => !hasAccount(mailbox.address))
    .map(({ guid, name, address }) =>
      shownUser({ id: guid, name, username: address, mail: address, guest: false, enabled: false }),
    );
  return [...people, ...shared];
}

function findUser(tenant: Tenant, key: string): Entity | undefined {
  const wanted = key.toLowerCase();
  return usersOf(tenant).find((user) => user.id === wanted || String(user.userPrincipalName).toLowerCase() === wanted);
}

function getMe(visit: Visit): Reply {
  return shown(visit, findUser(visit.caller.tenant, visit.caller.account.objectId), visit.caller.account.objectId);
}

function getUser(visit: Visit): Reply {
  const { caller, parts } = visit;
  const user = findUser(caller.tenant, parts.user ?? '');
  const isSelf = user?.id === caller.account.objectId;
  const mayReadOthers = !caller.account.guest && holdsAny(visit, basicReaders);
  if (!isSelf && !mayReadOthers) return forbidden();
  return seesOnlyBasic(visit, isSelf) ? forbidden() : shown(visit, user, parts.user ?? '');
}

function holdsAny({ caller }: Visit, scopes: readonly string[]): boolean {
  return scopes.some((scope) => caller.scopes.includes(scope.toLowerCase()));
}

/** Whether more is asked for than the basic profile that the token allows. */
function seesOnlyBasic(visit: Visit, isSelf: boolean): boolean {
  if (isSelf || holdsAny(visit, fullReaders)) return false;
  const asked = visit.call.query.get('$select')?.split(',') ?? [];
  const beyond = asked.some((name) => !basic.includes(name.trim()));
  return beyond || (visit.call.query.get('$filter') ?? '').includes('proxyAddresses');
}

function shown(visit: Visit, user: Entity | undefined, key: string): Reply {
  const select = readSelect(visit.call.query, 'user', byDefault);
  if (!select.ok) return select.reply;
  if (user === undefined) return notFound(key);
  return entity(visit.graphUrl, `users${select.value.list}`, 200, select.value.of(user));
}

function listUsers(visit: Visit): Reply {
  const { call, caller, graphUrl } = visit;
  if (seesOnlyBasic(visit, false)) return forbidden();
  const select = readSelect(call.query, 'user', byDefault);
  if (!select.ok) return select.reply;
  const found = chosen(call.query, 'user', usersOf(caller.tenant));
  if (!found.ok) return found.reply;
  return collection(graphUrl, `users${select.value.list}`, found.value.map(select.value.of));
}

function getOrganization({ call, caller, graphUrl }: Visit): Reply {
  const select = readSelect(call.query, 'organization');
  if (!select.ok) return select.reply;
  const { tenant } = caller;
  const organization = {
    id: tenant.id,
    displayName: tenant.displayName,
    tenantType: 'AAD',
    verifiedDomains: tenant.domains.map((name, index) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: index === 0,
      isInitial: name.includes('.onmicrosoft.'),
      name,
      type: 'Managed',
    })),
  };
  return collection(graphUrl, `organization${select.value.list}`, [select.value.of(organization)]);
}
