// What the cmdlets ask of their bound parameters, and the refusals that they share.

import { findMailbox, type Mailbox, type Tenant } from '../../cloud.ts';
import type { Bound, Call } from '../cmdlet.ts';
import { PowerShellFault } from '../fault.ts';
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

export function notFound(identity: string): PowerShellFault {
  return new PowerShellFault(
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${domainController}'.`,
  );
}

/** By primary address, GUID or name, as -Identity takes them. */
export function mailboxOf(tenant: Tenant, identity: string): Mailbox {
  const named = tenant.mailboxes.filter(({ guid, name }) => isSame(guid, identity) || isSame(name, identity));
  const found = findMailbox(tenant, identity) ?? (named.length === 1 ? named[0] : undefined);
  if (found === undefined) throw notFound(identity);
  return found;
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
  if (ids.length > 1) throw new PowerShellFault(`The user "${identity}" isn't unique.`);
  const [id] = ids;
  if (id !== undefined) return id;
  throw new PowerShellFault(
    `Couldn't find object "${identity}". Please make sure that it was spelled correctly or specify a different object.`,
  );
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
