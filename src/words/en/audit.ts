// Words of the trail: its card, its page and the columns of its file.

import { whatHappened } from './audit/happenings.ts';
import { howItEnded } from './audit/outcomes.ts';

export const audit = {
  whatHappened,
  howItEnded,
  title: 'Audit trail',
  /** Where nobody pressed or typed anything. */
  bot: 'The bot',
  card: {
    newestFirst: 'The newest first. Only whoever asked for this setup or authorized it gets this.',
    more: (count: number) =>
      count === 1 ? '1 older entry is on the page.' : `${count} older entries are on the page.`,
    all: 'All of it as CSV',
  },
  page: {
    lead: (count: number) => `${count === 1 ? '1 entry' : `${count} entries`}, the newest first. Times are UTC.`,
    kept: 'Entries are only ever added. The database refuses to change or delete one.',
    download: 'Download as CSV',
    columns:
      'As a file, for Excel or any other program: with object ids, tenant ids and accounts as well, the oldest entry first.',
    time: 'Time',
    /** Zone and order are said above the table. */
    at: (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`,
    who: 'Who',
    what: 'What',
    requestIds: 'Microsoft Graph request ID',
  },
  csv: {
    time: 'Time (UTC)',
    who: 'Who',
    objectId: 'Object ID',
    tenantId: 'Tenant ID',
    account: 'Account',
    what: 'What',
    outcome: 'Outcome',
    requestIds: 'Microsoft Graph request IDs',
    setupId: 'Setup',
  },
};
