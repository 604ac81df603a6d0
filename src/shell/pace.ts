// How often something may be done: by one person, by everybody of one tenant, and by those of whom no more is known than
// for which tenant they hold a link. In the memory of one process, so that two processes allow twice as much.

export type Who = {
  readonly tenantId: string;
  /** null for whoever has not signed in. */
  readonly objectId: string | null;
  /** The page to which the link of such a one leads. */
  readonly link?: string;
};

export type Rate = { readonly most: number; readonly perSeconds: number };

/**
 * Strangers are counted apart, by the page to which their link leads: who has one must be able to lock out neither those who
 * have signed in nor those with a link to another page.
 */
export type Limit = { readonly person: Rate; readonly tenant: Rate; readonly stranger?: Rate };

export type Pace = {
  /** 0 where it may be done now, which then counts; else the seconds until it may. What is refused does not count. */
  take(who: Who, now: Date): number;
};

export const limits = {
  /** Each asks Microsoft which tenant is meant. */
  setup: { person: { most: 20, perSeconds: 3600 }, tenant: { most: 100, perSeconds: 3600 } },
  /** What a channel is asked or told at somebody's wish: a proposed place, the reverse commands. */
  channel: { person: { most: 10, perSeconds: 3600 }, tenant: { most: 50, perSeconds: 3600 } },
  /** A check signs in to every mailbox. */
  test: { person: { most: 10, perSeconds: 60 }, tenant: { most: 60, perSeconds: 60 } },
  /** Those that are begun, by strangers, and those that are completed, by somebody. */
  signIn: {
    person: { most: 30, perSeconds: 600 },
    tenant: { most: 300, perSeconds: 600 },
    stranger: { most: 60, perSeconds: 60 },
  },
  page: {
    person: { most: 120, perSeconds: 60 },
    tenant: { most: 1200, perSeconds: 60 },
    stranger: { most: 600, perSeconds: 60 },
  },
} as const satisfies Record<string, Limit>;

export function createPace({ person, tenant, stranger = tenant }: Limit): Pace {
  const [persons, tenants, strangers] = [createCount(person), createCount(tenant), createCount(stranger)];
  return {
    take({ tenantId, objectId, link = '' }, now) {
      const at = now.getTime();
      const counts: readonly (readonly [Count, string])[] =
        objectId === null
          ? [[strangers, `${tenantId} ${link}`]]
          : [
              [persons, `${tenantId} ${objectId}`],
              [tenants, tenantId],
            ];
      const wait = Math.max(...counts.map(([count, key]) => count.wait(key, at)));
      if (wait === 0) for (const [count, key] of counts) count.add(key, at);
      return wait;
    },
  };
}

type Count = { wait(key: string, at: number): number; add(key: string, at: number): void };

function createCount({ most, perSeconds }: Rate): Count {
  const times = new Map<string, readonly number[]>();
  let sweptAt = Number.NEGATIVE_INFINITY;
  const recent = (key: string, since: number) => (times.get(key) ?? []).filter((time) => time > since);
  return {
    wait(key, at) {
      const since = at - perSeconds * 1000;
      const own = recent(key, since);
      const oldest = own.at(-most);
      return oldest === undefined ? 0 : Math.ceil((oldest - since) / 1000);
    },
    add(key, at) {
      const since = at - perSeconds * 1000;
      if (sweptAt <= since) {
        sweptAt = at;
        for (const [other, own] of times) if ((own.at(-1) ?? 0) <= since) times.delete(other);
      }
      times.set(key, [...recent(key, since), at]);
    },
  };
}
