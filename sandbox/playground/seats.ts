// The two people who chat, each at a client of their own: the requester, and the Exchange administrator, whose team the
// requester is no member of.

import type { Account, Cloud } from '../cloud.ts';
import { contosoId, exchangeAdministrator, requester } from '../contoso.ts';
import type { Seat } from './people.ts';

export type Seats = { readonly requester: Seat; readonly exchangeAdministrator: Seat };

export function seatsOf(cloud: Cloud): Seats {
  const tenant = cloud.tenants.find(({ id }) => id === contosoId);
  if (tenant === undefined) throw new Error('the sandbox has no tenant for the chat clients');
  const everybody = cloud.tenants.flatMap(({ accounts }) => accounts);
  const account = (objectId: string): Account => {
    const found = tenant.accounts.find((one) => one.objectId === objectId);
    if (found === undefined) throw new Error(`the sandbox has no account ${objectId} for a chat client`);
    return found;
  };
  return {
    requester: { tenant, me: account(requester.objectId), everybody, team: 'EDI project' },
    exchangeAdministrator: {
      tenant,
      me: account(exchangeAdministrator.objectId),
      everybody: everybody.filter(({ objectId }) => objectId !== requester.objectId),
      team: 'Exchange administrators',
    },
  };
}
