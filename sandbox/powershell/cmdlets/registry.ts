// Every cmdlet that is known, by name. One that is missing here does not exist.

import type { Cmdlet } from '../cmdlet.ts';
import { getCasMailbox, setCasMailbox } from './cas-mailbox.ts';
import { connectExchangeOnline, importModule } from './connect.ts';
import { convertToJson, outNull, selectObject, whereObject, writeHost, writeOutput } from './language.ts';
import { addMailboxPermission, getMailboxPermission, removeMailboxPermission } from './mailbox-permission.ts';
import { addRecipientPermission, getRecipientPermission, removeRecipientPermission } from './recipient-permission.ts';
import {
  getServicePrincipal,
  newServicePrincipal,
  removeServicePrincipal,
  setServicePrincipal,
} from './service-principal.ts';
import { getTransportConfig, setTransportConfig } from './transport-config.ts';

const cmdlets: readonly Cmdlet[] = [
  importModule,
  connectExchangeOnline,
  newServicePrincipal,
  getServicePrincipal,
  setServicePrincipal,
  removeServicePrincipal,
  setCasMailbox,
  getCasMailbox,
  setTransportConfig,
  getTransportConfig,
  addMailboxPermission,
  getMailboxPermission,
  removeMailboxPermission,
  addRecipientPermission,
  getRecipientPermission,
  removeRecipientPermission,
  whereObject,
  selectObject,
  convertToJson,
  outNull,
  writeHost,
  writeOutput,
];

export function findCmdlet(name: string): Cmdlet | undefined {
  return cmdlets.find((cmdlet) => cmdlet.name.toLowerCase() === name.toLowerCase());
}
