// What the cmdlets ask of their bound parameters, and the refusals that they share.

import { type Account, directoryRoles, findMailbox, type Mailbox, type Tenant } from '../../cloud.ts';
import type { Bound, Call } from '../cmdlet.ts';
import { CmdletRefusal, PowerShellFault } from '../fault.ts';
import { isList, toText } from '../value.ts';

const domainController = 'AM0PR01A001DC01.EURPR01A001.PROD.OUTLOOK.COM';

/** The text of a mandatory parameter. */
export function textOf(bound: Bound, name: string): string {
  return toText(bound.get(name) ?? null);
}

/** True, false, or null where the parameter was $null or not given. */
export function booleanOf(bound: Bound, name: string): boolean | null {
  const value = bound.get(name);
  return typeof value === 'boolean' ? value : null;
}

export function textsOf(bound: Bound, name: string): readonly string[] {
  const value = bound.get(name) ?? null;
  return isList(value) ? value.map(toText) : [];
}

export function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const missing = 'ManagementObjectNotFoundException';

/** Error code and exception stand before the sentence, as the module prints them. */
function objectNotFound(code: string, sentence: string): CmdletRefusal {
  return new CmdletRefusal(`${code}|Microsoft.Exchange.Configuration.Tasks.${missing}|${sentence}`, missing);
}

export function notFound(identity: string): CmdletRefusal {
  return objectNotFound(
    'Ex6F9304',
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${domainController}'.`,
  );
}

/** By primary address, GUID or name, as -Identity takes them. */
export function mailboxOf(tenant: Tenant, identity: string): Mailbox {
  const found = knownMailbox(tenant, identity);
  if (found === undefined) throw notFound(identity);
  return found;
}

/** What cmdlets for recipients answer: an identity that is not known returns everything, as their documentation warns. */
export function recipientsOf({ bound, tenant }: Call): readonly Mailbox[] {
  const found = bound.has('Identity') ? knownMailbox(tenant, textOf(bound, 'Identity')) : undefined;
  return found === undefined ? tenant.mailboxes : [found];
}

function knownMailbox(tenant: Tenant, identity: string): Mailbox | undefined {
  const named = tenant.mailboxes.filter(({ guid, name }) => isSame(guid, identity) || isSame(name, identity));
  return findMailbox(tenant, identity) ?? (named.length === 1 ? named[0] : undefined);
}

/** The object id behind -User or -Trustee: an app that is registered in Exchange, or a person of the directory. */
export function principalOf(tenant: Tenant, identity: string): string {
  const apps = tenant.exchangeServicePrincipals.filter((app) =>
    [app.objectId, app.appId, app.guid, app.displayName].some((known) => isSame(known, identity)),
  );
  const people = tenant.accounts.filter((person) =>
    [person.objectId, person.username, person.mail ?? ''].some((known) => isSame(known, identity)),
  );
  const ids = [...apps, ...people].map(({ objectId }) => objectId);
  if (ids.length > 1) throw new CmdletRefusal(`The user "${identity}" isn't unique.`);
  const [id] = ids;
  if (id !== undefined) return id;
  throw objectNotFound(
    'Ex94914C',
    `Couldn't find object "${identity}". Please make sure that it was spelled correctly or specify a different object.`,
  );
}

/** What is said instead of an error where nothing is to be added or removed. */
export function alreadyPresent(mailbox: Mailbox, account: string): string {
  return `WARNING: The appropriate access control entry is already present on the object "${mailbox.name}" for account "${account}".`;
}

export function notPresent(mailbox: Mailbox, account: string, why: string): string {
  return `WARNING: Can't remove the access control entry on the object "${mailbox.name}" for account "${account}" because the ACE ${why}.`;
}

/** `always`: the cmdlet asks unless told -Confirm:$false. Nobody is there to answer, so asking is an error. */
export function confirm({ bound }: Call, asks: 'always' | 'whenTold'): void {
  const said = booleanOf(bound, 'Confirm');
  if (said === true || (said === null && asks === 'always')) {
    throw new PowerShellFault(
      'Are you sure you want to perform this action? It waits for an answer: add -Confirm:$false.',
    );
  }
}

/** `names` of what exists are refused as unknown values are: with what is possible. */
export function onlyRight(given: readonly string[], right: string): void {
  const wrong = given.find((name) => !isSame(name, right));
  if (wrong === undefined && given.length > 0) return;
  throw new PowerShellFault(
    `Cannot process argument transformation on parameter 'AccessRights'. Cannot convert value "${wrong ?? ''}"; possible here: ${right}.`,
  );
}

/** Who is signed in where nobody was named. */
export function administratorOf({ accounts }: Tenant): Account | null {
  return accounts.find((account) => account.directoryRoles.includes(directoryRoles.exchangeAdministrator)) ?? null;
}
