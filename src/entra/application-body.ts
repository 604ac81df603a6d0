// What the app registration looks like: single tenant, exactly the permissions of the chosen channels, and a note for
// whoever finds it years later in the portal.

import { permissionOf } from '../setup/request.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import { exchangeOnlineAppId } from './own-application.ts';

/** Graph's limit for `notes` on an application. */
const notesLimit = 1024;

/** `requiredResourceAccess` must list every permission: consenting in the portal would revoke what it leaves out. */
export function applicationBody(setup: Setup, authorization: Authorization) {
  return {
    displayName: setup.request.appName,
    signInAudience: 'AzureADMyOrg',
    notes: noteOf(setup),
    requiredResourceAccess: [
      {
        resourceAppId: exchangeOnlineAppId,
        resourceAccess: setup.request.channels.map((channel) => ({
          id: authorization.exchangeOnline.roleIds[channel],
          type: 'Role',
        })),
      },
    ],
  };
}

function noteOf(setup: Setup): string {
  const { server, reference, channels } = setup.request;
  const permissions = channels.map((channel) => permissionOf[channel]).join(', ');
  const lines = [
    `Mail access (${permissions}) of the EDI server eBiss "${server}", made by the eBiss mail bot.`,
    `Setup ${setup.id}${reference === null ? '' : `, reference ${reference}`}, asked for by ${setup.requester.name}.`,
    'If this is deleted or its secret ends, eBiss can no longer send or receive mail.',
  ];
  return Array.from(lines.join('\n')).slice(0, notesLimit).join('');
}
