// The people and places of one chat client, as its configuration file wants them: the same persons as the accounts of
// the sandbox, so that the one who chats is the one whom the directory knows. The file is JSON, which is YAML as well.

import type { Account, Tenant } from '../cloud.ts';

export const botName = 'eBiss mail';

/** The channel in both clients' team; each team has "General" beside it, and the client takes no third one. */
export const channelName = 'Hand-overs';

/** Who sits at a chat client, and among whom. */
export type Seat = {
  readonly tenant: Tenant;
  readonly me: Account;
  /** Whom the other people are chosen from. */
  readonly everybody: readonly Account[];
  /** A name for the one team that a client has; its members are `me` and the other people. */
  readonly team: string;
};

/** The chat client takes exactly five people beside the one who chats. */
const others = 5;

/**
 * Every id of a place carries a key of the person: two clients know nothing of each other, so what is said in a place
 * of the one can never be seen in the other, and the bot must not take the two for one place.
 */
export function playgroundFile(seat: Seat): string {
  const { tenant, me, team } = seat;
  const key = me.objectId.slice(0, 8);
  const users = usersBeside(seat);
  if (users.length !== others) throw new Error(`the chat client needs ${others} other people, not ${users.length}`);
  return JSON.stringify(
    {
      version: '0.1.1',
      tenantId: tenant.id,
      bot: { id: '28:ebiss-mail-bot', name: botName },
      currentUser: person(me),
      users: users.map(person),
      personalChat: { id: `a:personal-${key}` },
      groupChat: { id: `19:group-${key}@thread.v2`, name: 'EDI group' },
      team: {
        id: `19:general-${key}@thread.tacv2`,
        name: team,
        aadGroupId: `${key}-7c58-4d6b-9f53-6f1d3c0b7a11`,
        channels: [{ id: `19:hand-overs-${key}@thread.tacv2`, name: channelName }],
      },
    },
    null,
    2,
  );
}

/** The first of the tenant, and one of another tenant in the last place: whom the bot must refuse should be there too. */
function usersBeside({ tenant, me, everybody }: Seat): readonly Account[] {
  const isOwn = ({ objectId }: Account) => tenant.accounts.some((account) => account.objectId === objectId);
  const strangers = everybody.filter((account) => !isOwn(account)).slice(0, 1);
  const own = everybody.filter((account) => isOwn(account) && account.objectId !== me.objectId);
  return [...own.slice(0, others - strangers.length), ...strangers];
}

function person(account: Account): Record<string, string> {
  const [givenName = account.name, surname = ''] = account.name.split(' ');
  return {
    id: `29:${account.objectId}`,
    name: account.name,
    // The misspelling is the file format's own.
    userPrincipleName: account.username,
    aadObjectId: account.objectId,
    givenName,
    surname,
    email: account.mail ?? `${givenName.toLowerCase()}@guest.example`,
  };
}
