// One verification after the other on a real storage: when a job counts, what is saved, and when the next one is due.

import { describe, expect, test } from 'vitest';
import type { CheckJob } from '../../src/setup/message.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { interruptUnfinished } from '../../src/shell/resume.ts';
import { verify } from '../../src/shell/verify.ts';
import type { Finding } from '../support/checked-setups.ts';
import { propagating, smtpAuthOff } from '../support/problems.ts';
import { handedOverSetup, plannedSetup } from '../support/setups.ts';
import { handedOver, type MailServers, reportExchange, saying, secretText, verificationOn } from './checked-setup.ts';
import { deskOn, eventKinds, found, inserted, press, shellUnderTest, somebody } from './shell-under-test.ts';
import { type Death, failingOnce, notices, ProcessDied, type WatchedStore, watched } from './watched-store.ts';

const shell = shellUnderTest();
const reportedAt = Date.parse('2026-11-24T09:10:00.000Z');
const accepted: Finding = () => null;
const refused: Finding = (mailbox) => smtpAuthOff(mailbox);

function minutes(count: number): Date {
  return new Date(reportedAt + count * 60_000);
}

function jobs(store: WatchedStore): readonly CheckJob[] {
  return store.commits.flatMap((commit) => commit.jobs.filter((job) => job.kind === 'check'));
}

/** Somebody has said at `reportedAt` that the commands were run. */
async function reported() {
  const store = watched(shell().storage);
  const setup = await handedOver(shell().storage);
  await reportExchange(
    deskOn(store, () => minutes(0)),
    setup,
  );
  const [job, ...more] = jobs(store);
  if (job === undefined || more.length > 0) throw new Error('one verification was to be on the agenda');
  return { setup, store, job };
}

async function verified(store: WatchedStore, setup: Setup, job: CheckJob, finding: Finding, at: Date) {
  const deps = verificationOn(
    store,
    async () => saying(setup, finding, at),
    () => at,
  );
  await verify(deps, job);
  expect(deps.failures).toEqual([]);
}

describe('a job', () => {
  test('has the servers asked with what the setup knows, and saves what they said', async () => {
    const { setup, store, job } = await reported();
    const asked: unknown[] = [];
    const report = saying(setup, propagating, minutes(0.1));
    const checkMail: MailServers = async (request) => {
      asked.push(request);
      expect((await found(store, setup.id)).checking).not.toBeNull();
      return report;
    };
    await verify(
      verificationOn(store, checkMail, () => minutes(0.1)),
      job,
    );
    expect(asked).toEqual([
      {
        tenantId: setup.request.tenant.id,
        clientId: setup.application?.appId,
        clientSecret: secretText,
        secretCreatedAt: setup.secret?.addedAt,
        granted: { channels: setup.consented, at: setup.authorization?.at },
        scope: 'all',
        channels: setup.request.channels,
        mailboxes: setup.request.mailboxes,
        sender: null,
        known: {
          evidence: null,
          minutesSinceReport: expect.closeTo(0.1, 5),
          objectId: setup.servicePrincipal?.objectId,
          sender: null,
          sendAs: setup.request.mailboxes,
          accepted: [],
        },
      },
    ]);
    expect(await eventKinds(shell().storage, setup.id)).toEqual(['exchangeReported', 'checkStarted', 'checkFinished']);
    const checked = await found(store, setup.id);
    expect(checked).toMatchObject({ checking: null, checksSinceReport: 1, results: report.channels });
    expect(JSON.stringify(await shell().storage.events(setup.id))).not.toContain(secretText);
  });

  test('for a setup that is gone, cancelled or not created does nothing', async () => {
    const requester = somebody();
    const over = { cancelledAt: minutes(0).toISOString() };
    const ids = [
      'ZZZZZZ',
      (await inserted(shell().storage, handedOverSetup({ requester }), over)).id,
      (await inserted(shell().storage, plannedSetup({ requester }))).id,
    ];
    const store = watched(shell().storage);
    const checkMail = () => Promise.reject(new Error('nobody is to be asked'));
    for (const setupId of ids) {
      await verify(verificationOn(store, checkMail), {
        kind: 'check',
        setupId,
        scope: 'all',
        at: minutes(0).toISOString(),
      });
    }
    expect(store.commits).toEqual([]);
  });

  test.each(['job', 'press'])('and a press at once make one check, with the %s a little ahead', async (ahead) => {
    const { setup, store, job } = await reported();
    await verified(store, setup, job, propagating, minutes(0.1));
    const [, next] = jobs(store);
    if (next === undefined) throw new Error('nothing is on the agenda');
    let checks = 0;
    const pressed = Promise.withResolvers<void>();
    const checkMail: MailServers = async () => {
      checks += 1;
      await pressed.promise;
      return saying(setup, propagating, minutes(1.1));
    };
    const deps = verificationOn(store, checkMail, () => minutes(1.01));
    const { version } = await found(store, setup.id);
    const begin = [
      () => verify(deps, next),
      () => press(deps, setup.requester, 'mail.test', { setupId: setup.id, version }).finally(() => pressed.resolve()),
    ];
    await Promise.all((ahead === 'job' ? begin : begin.toReversed()).map((one) => one()));
    const asked = jobs(store).filter(({ at }) => at === minutes(1.01).toISOString());
    expect(asked.length).toBeLessThanOrEqual(1);
    for (const appointment of asked) await verify(deps, appointment);
    expect(checks).toBe(1);
    expect((await found(store, setup.id)).checking).toBeNull();
  });

  test('that comes while another check is under way leaves that one alone', async () => {
    const { setup, store, job } = await reported();
    const other = { ...job, at: minutes(3).toISOString() };
    const before = await found(store, setup.id);
    await verify(
      verificationOn(store, () => Promise.reject(new Error('not now'))),
      other,
    );
    expect(await found(store, setup.id)).toEqual(before);
  });

  test('that comes while a boundary is tried is not lost: another one is sent once that is over', async () => {
    const { setup, store, job } = await reported();
    await verified(store, setup, job, propagating, minutes(0.1));
    const [, due] = jobs(store);
    if (due === undefined) throw new Error('nothing is on the agenda');
    const report = { ...saying(setup, propagating, minutes(1.1)), scope: 'boundary' as const, channels: [] };
    const deps = verificationOn(store, async () => {
      await verify(deps, due);
      return report;
    });
    const mailbox = 'office@contoso.example';
    await verify(deps, { ...job, scope: 'boundary', mailbox, at: minutes(0.9).toISOString() });
    const at = minutes(1.1).toISOString();
    expect(jobs(store).slice(2)).toEqual([{ kind: 'check', setupId: setup.id, scope: 'all', at }]);
    expect(await found(store, setup.id)).toMatchObject({ checking: null, nextCheckAt: at });
  });

  test('whose result could not be saved succeeds when the queue tries it again', async () => {
    const { setup, store, job } = await reported();
    const deps = verificationOn(failingOnce(store, 'checkFinished'), async () => saying(setup, accepted, minutes(1)));
    await expect(verify(deps, job)).rejects.toThrow('the database is away');
    await verify(deps, job);
    expect((await found(store, setup.id)).checking).toBeNull();
    expect(notices(store)).toEqual(['exchangeReported', 'verified']);
  });

  test('that throws is saved as unexpected and reported', async () => {
    const { setup, store, job } = await reported();
    const bug = new Error('on purpose');
    const deps = verificationOn(
      store,
      () => Promise.reject(bug),
      () => minutes(1),
    );
    await verify(deps, job);
    expect(deps.failures).toEqual([{ doing: 'verification', error: bug }]);
    expect(await found(store, setup.id)).toMatchObject({
      checking: null,
      token: { problem: { reason: 'unexpected' } },
    });
  });

  test('without the secret in the store asks nobody and says so', async () => {
    const setup = await inserted(shell().storage, handedOverSetup({ requester: somebody() }));
    const store = watched(shell().storage);
    const deps = verificationOn(store, () => Promise.reject(new Error('nobody is to be asked')));
    await verify(deps, { kind: 'check', setupId: setup.id, scope: 'all', at: minutes(0).toISOString() });
    expect(deps.failures).toEqual([]);
    expect((await found(store, setup.id)).token?.problem?.reason).toBe('clientSecretRefused');
  });
});

describe('what comes next', () => {
  test.each([
    [0.1, 1],
    [0.999, 1],
    [1, 2],
    [1.2, 2],
    [3, 5],
    [5, 10],
    [9.9, 10],
  ])('a check that ends %d minutes after the report and must wait is followed by one at %d', async (ended, next) => {
    const { setup, store, job } = await reported();
    await verified(store, setup, job, propagating, minutes(ended));
    const at = minutes(next).toISOString();
    expect(jobs(store).slice(1)).toEqual([{ kind: 'check', setupId: setup.id, scope: 'all', at }]);
    expect((await found(store, setup.id)).nextCheckAt).toBe(at);
    expect(notices(store)).toEqual(['exchangeReported']);
  });

  test.each<[string, Finding, number, string]>([
    ['that was the last of the schedule', propagating, 10, 'checkGaveUp'],
    ['that waiting will not mend', refused, 0.1, 'checkWrong'],
    ['that succeeded', accepted, 0.1, 'verified'],
  ])('a check %s is followed by none and told', async (_what, finding, ended, notice) => {
    const { setup, store, job } = await reported();
    await verified(store, setup, job, finding, minutes(ended));
    expect(jobs(store)).toEqual([job]);
    expect((await found(store, setup.id)).nextCheckAt).toBeNull();
    expect(notices(store)).toEqual(['exchangeReported', notice]);
  });

  test('the whole schedule, one check after the other, until it is given up', async () => {
    const { setup, store } = await reported();
    for (let index = 0; index < jobs(store).length; index += 1) {
      const job = jobs(store)[index];
      if (job === undefined) break;
      await verified(store, setup, job, propagating, new Date(Date.parse(job.at) + 5000));
    }
    const times = jobs(store).map(({ at }) => (Date.parse(at) - reportedAt) / 60_000);
    expect(times).toEqual([0, 1, 2, 5, 10]);
    expect(notices(store)).toEqual(['exchangeReported', 'checkGaveUp']);
  });

  test('success is told once, however often it is tested again', async () => {
    const { setup, store, job } = await reported();
    await verified(store, setup, job, accepted, minutes(1));
    for (const minute of [2, 3]) {
      const { version } = await found(store, setup.id);
      const desk = deskOn(store, () => minutes(minute));
      await press(desk, setup.requester, 'mail.test', { setupId: setup.id, version });
      const asked = jobs(store).at(-1);
      if (asked === undefined) throw new Error('no test was asked for');
      await verified(store, setup, asked, accepted, minutes(minute + 0.5));
    }
    expect(notices(store)).toEqual(['exchangeReported', 'verified']);
    expect((await found(store, setup.id)).checking).toBeNull();
  });
});

const deaths: readonly Death[] = [0, 1].flatMap((save) => [
  { when: 'before', save } as const,
  { when: 'after', save } as const,
]);

test.each(deaths)(
  'a process that dies $when save $save of a check leaves one that the next process makes',
  async (death) => {
    const { setup, job } = await reported();
    const dying = verificationOn(watched(shell().storage, death), async () => saying(setup, accepted, minutes(1)));
    await expect(verify(dying, job)).rejects.toBeInstanceOf(ProcessDied);
    const store = watched(shell().storage);
    await interruptUnfinished(deskOn(store, () => minutes(2)));
    const own = jobs(store).filter((again) => again.setupId === setup.id);
    // The queue gives the job of a process that died to the next one, too.
    for (const again of [...own, job]) await verified(store, setup, again, accepted, minutes(3));
    expect(await found(store, setup.id)).toMatchObject({ checking: null, nextCheckAt: null });
    const kinds = await eventKinds(shell().storage, setup.id);
    expect(kinds.at(-1)).toBe('checkFinished');
  },
);
