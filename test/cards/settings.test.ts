import { describe, expect, it } from 'vitest';
import { ebissSettings, realEndpoints } from '../../src/cards/settings.ts';
import { signedInSetup, verifiedSetup, wrongSetup } from '../support/checked-setups.ts';
import { plannedSetup, tenantId } from '../support/setups.ts';

const elsewhere = {
  entra: { url: 'https://127.0.0.1:8443' },
  smtp: { host: '127.0.0.1', port: 2587 },
  pop3: { host: '127.0.0.1', port: 2995 },
};

describe('ebissSettings', () => {
  const [smtp, pop3] = ebissSettings(verifiedSetup({ mailboxes: 1 }), realEndpoints);
  const values = (rows: typeof smtp) => rows?.rows.map((row) => [row.name, row.value]);

  it('holds every row of SMTP Send in the order of the form', () => {
    expect(values(smtp)).toEqual([
      ['host', 'smtp.office365.com'],
      ['port', '587'],
      ['sslBehavior', 'explicit'],
      ['authentication', 'oauth2'],
      ['username', 'edi@contoso.example'],
      ['clientId', '9c8d7e6f-2222-4333-8444-555566667777'],
      ['clientSecret', null],
      ['serverUrl', `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`],
      ['scope', 'https://outlook.office365.com/.default'],
    ]);
  });

  it('differs for POP3 Receive in host, port and SSL behavior alone', () => {
    const different = pop3?.rows.filter((row, index) => row.value !== smtp?.rows[index]?.value);
    expect(different?.map((row) => [row.name, row.value])).toEqual([
      ['host', 'outlook.office365.com'],
      ['port', '995'],
      ['sslBehavior', 'implicit'],
    ]);
  });

  it('has one pair for each mailbox', () => {
    const all = ebissSettings(verifiedSetup({ mailboxes: 50 }), realEndpoints);
    expect(all).toHaveLength(100);
    expect(new Set(all.map(({ mailbox, channel }) => `${mailbox} ${channel}`)).size).toBe(100);
  });

  it('names a time only where it is verified', () => {
    const times = (setup: Parameters<typeof ebissSettings>[0]) =>
      ebissSettings(setup, realEndpoints).map(({ verdict, verifiedAt }) => [verdict.kind, verifiedAt !== null]);
    expect(times(verifiedSetup({ mailboxes: 1 }))).toEqual([
      ['verified', true],
      ['verified', true],
    ]);
    expect(times(signedInSetup({ mailboxes: 1 }))).toEqual([['signedIn', false]]);
    expect(times(plannedSetup({ mailboxes: 1 }))).toEqual([
      ['untested', false],
      ['untested', false],
    ]);
    expect(times(wrongSetup({ mailboxes: 1 }))[0]).toEqual(['wrong', false]);
  });

  it('shows what was tested beside the real values, where that differs', () => {
    const tested = (setup: Parameters<typeof ebissSettings>[0], endpoints: typeof elsewhere) =>
      ebissSettings(setup, endpoints)[0]?.rows.flatMap((row) => (row.tested === null ? [] : [[row.name, row.tested]]));
    expect(tested(verifiedSetup({ mailboxes: 1 }), realEndpoints)).toEqual([]);
    expect(tested(verifiedSetup({ mailboxes: 1 }, { smtp: elsewhere.smtp, pop3: elsewhere.pop3 }), elsewhere)).toEqual([
      ['host', '127.0.0.1'],
      ['port', '2587'],
      ['serverUrl', `https://127.0.0.1:8443/${tenantId}/oauth2/v2.0/token`],
    ]);
    expect(tested(plannedSetup({ mailboxes: 1 }), elsewhere)).toEqual([]);
  });
});
