// Exchange's own registration of an enterprise application. The object id is hardly checked, which is the trap: with
// that of the app registration the command succeeds and every sign-in fails.

import { randomUUID } from 'node:crypto';
import { isKnown, type Tenant } from '../../cloud.ts';
import type { ExchangeServicePrincipal } from '../../exchange/settings.ts';
import type { Cmdlet } from '../cmdlet.ts';
import { CmdletRefusal } from '../fault.ts';
import { type PsObject, toObject } from '../value.ts';
import { confirm, isSame, notFound, textOf } from './arguments.ts';

function toShown({ appId, objectId, displayName, guid }: ExchangeServicePrincipal): PsObject {
  return toObject({ DisplayName: displayName, AppId: appId, ObjectId: objectId, Identity: guid, Guid: guid });
}

function withIdentity(tenant: Tenant, identity: string): ExchangeServicePrincipal | undefined {
  return tenant.exchangeServicePrincipals.find((app) =>
    [app.guid, app.appId, app.objectId, app.displayName].some((known) => isSame(known, identity)),
  );
}

function existing(tenant: Tenant, identity: string): ExchangeServicePrincipal {
  const found = withIdentity(tenant, identity);
  if (found === undefined) throw notFound(identity);
  return found;
}

export const newServicePrincipal: Cmdlet = {
  name: 'New-ServicePrincipal',
  needsConnection: true,
  parameters: { AppId: 'text', ObjectId: 'text', DisplayName: 'text', Confirm: 'switch' },
  positional: [],
  mandatory: ['AppId', 'ObjectId'],
  takesInput: false,
  run: (call) => {
    confirm(call, 'whenTold');
    const { tenant, bound } = call;
    const [appId, objectId] = [textOf(bound, 'AppId'), textOf(bound, 'ObjectId')];
    const enterpriseApp = knownInEntra(tenant, appId, objectId);
    if (tenant.exchangeServicePrincipals.some((app) => isSame(app.appId, appId) || isSame(app.objectId, objectId))) {
      throw new CmdletRefusal(`A service principal with AppId '${appId}' or ObjectId '${objectId}' already exists.`);
    }
    const displayName = bound.has('DisplayName') ? textOf(bound, 'DisplayName') : enterpriseApp.displayName;
    const created = { appId: enterpriseApp.appId, objectId: objectId.toLowerCase(), displayName, guid: randomUUID() };
    tenant.exchangeServicePrincipals.push(created);
    return [toShown(created)];
  },
};

/** Ids that exist nowhere are noticed at once; any object of an application passes. */
function knownInEntra(tenant: Tenant, appId: string, objectId: string) {
  const enterpriseApp = tenant.servicePrincipals.find((app) => isSame(app.appId, appId) && isKnown(app));
  const objects = [...tenant.servicePrincipals, ...tenant.applications].filter(isKnown);
  if (enterpriseApp !== undefined && objects.some(({ id }) => isSame(id, objectId))) return enterpriseApp;
  throw new CmdletRefusal(
    `No service principal with AppId '${appId}' and ObjectId '${objectId}' was found in Microsoft Entra ID.`,
  );
}

/** An identity that is $null or unknown returns everything (Get-ServicePrincipal's own documentation warns of it). */
export const getServicePrincipal: Cmdlet = {
  name: 'Get-ServicePrincipal',
  needsConnection: true,
  parameters: { Identity: 'textOrNull' },
  positional: ['Identity'],
  mandatory: [],
  takesInput: false,
  run: ({ tenant, bound }) => {
    const found = withIdentity(tenant, textOf(bound, 'Identity'));
    return (found === undefined ? tenant.exchangeServicePrincipals : [found]).map(toShown);
  },
};

export const setServicePrincipal: Cmdlet = {
  name: 'Set-ServicePrincipal',
  needsConnection: true,
  parameters: { Identity: 'text', DisplayName: 'text', Confirm: 'switch' },
  positional: ['Identity'],
  mandatory: ['Identity'],
  takesInput: false,
  run: (call) => {
    confirm(call, 'whenTold');
    const found = existing(call.tenant, textOf(call.bound, 'Identity'));
    if (call.bound.has('DisplayName')) found.displayName = textOf(call.bound, 'DisplayName');
    return [];
  },
};

export const removeServicePrincipal: Cmdlet = {
  name: 'Remove-ServicePrincipal',
  needsConnection: true,
  parameters: { Identity: 'text', Confirm: 'switch' },
  positional: ['Identity'],
  mandatory: ['Identity'],
  takesInput: false,
  run: (call) => {
    const { tenant } = call;
    const found = existing(tenant, textOf(call.bound, 'Identity'));
    confirm(call, 'always');
    tenant.exchangeServicePrincipals = tenant.exchangeServicePrincipals.filter((app) => app !== found);
    for (const mailbox of tenant.mailboxes) {
      mailbox.fullAccess = mailbox.fullAccess.filter((id) => id !== found.objectId);
      mailbox.sendAs = mailbox.sendAs.filter((id) => id !== found.objectId);
    }
    return [];
  },
};
