// A store between the shell and the real one, that tells what each transaction has saved, and on which a process can be
// made to die: from then on nothing that it does reaches the storage any more.

import type { SetupEvent } from '../../src/setup/events.ts';
import type { Job, Message } from '../../src/setup/message.ts';
import type { Store, Writes } from '../../src/shell/store.ts';

/** What one transaction wrote, all of it or (where it failed) nothing. */
export type Commit = {
  readonly events: SetupEvent[];
  readonly messages: Message[];
  readonly jobs: Job[];
  readonly sealed: { readonly setupId: string; readonly keyId: string }[];
};

/** Where a process dies: just before or just after its nth transaction (from 0) that saves an event is committed. */
export type Death = { readonly when: 'before' | 'after'; readonly save: number };

export type WatchedStore = Store & {
  /** Committed transactions that saved an event, oldest first. */
  readonly commits: readonly Commit[];
  /** Every job that was sent and committed, also without an event. */
  jobs(): readonly Job[];
  /** Every message that was put and committed, also without an event. */
  messages(): readonly Message[];
  isDead(): boolean;
};

export class ProcessDied extends Error {}

/** `end` is what dying means: by default all that follows throws. */
export function watched(store: Store, death: Death | null = null, end: () => void = () => {}): WatchedStore {
  const commits: Commit[] = [];
  const sent: Job[] = [];
  const put: Message[] = [];
  let saves = 0;
  let dead = false;
  const die = (when: Death['when'], save: number) => {
    if (death?.when === when && death.save === save) {
      dead = true;
      end();
    }
    requireAlive();
  };
  const requireAlive = () => {
    if (dead) throw new ProcessDied();
  };
  return {
    ...store,
    commits,
    jobs: () => sent,
    messages: () => put,
    isDead: () => dead,
    async findSetup(id) {
      requireAlive();
      return store.findSetup(id);
    },
    async inTransaction(work) {
      requireAlive();
      const commit: Commit = { events: [], messages: [], jobs: [], sealed: [] };
      let save = -1;
      const value = await store.inTransaction(async (writes) => {
        requireAlive();
        const result = await work(recording(writes, commit));
        if (commit.events.length > 0) {
          save = saves++;
          die('before', save);
        }
        return result;
      });
      sent.push(...commit.jobs);
      put.push(...commit.messages);
      if (save < 0) return value;
      commits.push(commit);
      die('after', save);
      return value;
    },
  };
}

/** What was told in the chat, oldest first. */
export function notices(store: WatchedStore): readonly string[] {
  const messages = store.commits.flatMap((commit) => commit.messages);
  return messages.flatMap(({ content }) => (content.kind === 'notice' ? [content.notice] : []));
}

function recording(writes: Writes, commit: Commit): Writes {
  return {
    ...writes,
    async appendEvent(setupId, version, event) {
      await writes.appendEvent(setupId, version, event);
      commit.events.push(event);
    },
    async saveSetup(setup, expectedVersion, event) {
      const saved = await writes.saveSetup(setup, expectedVersion, event);
      if (saved) commit.events.push(event);
      return saved;
    },
    async putMessage(message) {
      await writes.putMessage(message);
      commit.messages.push(message);
    },
    async sendJob(job) {
      await writes.sendJob(job);
      commit.jobs.push(job);
    },
    async sealSecret(setupId, keyId, secretText, endsAt) {
      await writes.sealSecret(setupId, keyId, secretText, endsAt);
      commit.sealed.push({ setupId, keyId });
    },
  };
}

/** Refuses, once, to save an event of one kind, as a database does that is away for a moment. */
export function failingOnce(store: Store, kind: SetupEvent['kind'], onFailure: () => void = () => {}): Store {
  let isDue = true;
  return {
    ...store,
    inTransaction: (work) =>
      store.inTransaction((writes) =>
        work({
          ...writes,
          async saveSetup(setup, expectedVersion, event) {
            if (!isDue || event.kind !== kind) return writes.saveSetup(setup, expectedVersion, event);
            isDue = false;
            onFailure();
            throw new Error('the database is away');
          },
        }),
      ),
  };
}
