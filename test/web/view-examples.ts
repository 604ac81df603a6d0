// Settings and commands as the rest of the program would give them to the pages.

import type { Setup } from '../../src/setup/setup.ts';
import type { ScriptView } from '../../src/web/script-view.ts';
import type { SettingsSection, SettingsView } from '../../src/web/settings-view.ts';

function section(setup: Setup, mailbox: string, smtp: boolean, untested: boolean): SettingsSection {
  const values: readonly (readonly [string, string])[] = [
    ['Host', smtp ? 'smtp.office365.com' : 'outlook.office365.com'],
    ['Port', smtp ? '587' : '995'],
    ['SSL Behavior', smtp ? 'Explicit (STARTTLS)' : 'Implicit (TLS)'],
    ['Authentication', 'OAuth 2.0'],
    ['Username', mailbox],
    ['Client ID', setup.application?.appId ?? ''],
    ['Client Secret', ''],
    ['Server URL', `https://login.microsoftonline.com/${setup.request.tenant.id}/oauth2/v2.0/token`],
    ['Auth URL / Scope', 'https://outlook.office365.com/.default'],
  ];
  return {
    mailbox,
    title: smtp ? 'SMTP Send' : 'POP3 Receive',
    rows: values.map(([label, value]) => ({ label, value, secret: label === 'Client Secret' })),
    verdict: untested
      ? { kind: 'untested', text: 'Not verified: not tested yet', reason: null }
      : { kind: 'verified', text: 'Verified at 24 Nov 2026, 10:17 UTC', reason: null },
  };
}

export function settingsExample(setup: Setup): SettingsView | null {
  if (setup.application === null) return null;
  const sections = setup.request.mailboxes.flatMap((mailbox, index) =>
    setup.request.channels.map((channel) => section(setup, mailbox, channel === 'smtp', index > 0)),
  );
  return { sections };
}

export function scriptExample(setup: Setup): ScriptView | null {
  if (setup.servicePrincipal === null) return null;
  const object = setup.servicePrincipal.objectId;
  const commands = setup.request.mailboxes.map(
    (mailbox) => `Add-MailboxPermission -Identity '${mailbox}' -User '${object}' -AccessRights FullAccess`,
  );
  return {
    groups: [
      {
        section: '2.1',
        title: 'Connect to Exchange Online',
        explanation: 'Loads the Exchange Online module and connects to the right tenant.',
        commands: [
          'Import-Module ExchangeOnlineManagement',
          `Connect-ExchangeOnline -Organization '${setup.request.tenant.id}'`,
        ],
      },
      {
        section: '2.4',
        title: 'Grant mailbox permissions',
        explanation: 'Lets the app read the mailbox over POP3, and is what Exchange checks when a mail is sent.',
        commands,
      },
    ],
    script: new TextEncoder().encode(`\uFEFF# ${setup.id}\r\n${commands.join('\r\n')}\r\n`),
    fileName: `ebiss-mail-${setup.id}.ps1`,
  };
}
