// Every cmdlet that is known, by name. One that is missing here does not exist.

import type { Cmdlet } from '../cmdlet.ts';
import { getCasMailbox, setCasMailbox } from './cas-mailbox.ts';
import { connectExchangeOnline, getAcceptedDomain, getConnectionInformation } from './connect.ts';
import {
  convertToJson,
  forEachObject,
  outNull,
  selectObject,
  whereObject,
  writeHost,
  writeOutput,
  writeWarning,
} from './language.ts';
import { addMailboxPermission, getMailboxPermission, removeMailboxPermission } from './mailbox-permission.ts';
import { getModule, importModule } from './modules.ts';
import { getRecipient } from './recipient.ts';
import { addRecipientPermission, getRecipientPermission, removeRecipientPermission } from './recipient-permission.ts';
import {
  getServicePrincipal,
  newServicePrincipal,
  removeServicePrincipal,
  setServicePrincipal,
} from './service-principal.ts';
import { getTransportConfig, setTransportConfig } from './transport-config.ts';

const cmdlets: readonly Cmdlet[] = [
  getModule,
  importModule,
  connectExchangeOnline,
  getConnectionInformation,
  getAcceptedDomain,
  getRecipient,
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
  forEachObject,
  selectObject,
  convertToJson,
  outNull,
  writeHost,
  writeWarning,
  writeOutput,
];

export function findCmdlet(name: string): Cmdlet | undefined {
  return cmdlets.find((cmdlet) => cmdlet.name.toLowerCase() === name.toLowerCase());
}
