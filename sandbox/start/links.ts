// What start.ts prints once everything is up: one line per thing a person may want to open.

import type { Sandbox } from '../sandbox.ts';

export type Links = {
  readonly sandbox: Sandbox;
  readonly caFile: string;
  /** The three are left out where only the sandbox runs. */
  readonly chatUrl?: string;
  readonly botUrl?: string;
  readonly logFile?: string;
};

export function linkLines({ sandbox, caFile, chatUrl, botUrl, logFile }: Links): readonly string[] {
  const admin = `  Admin centre  ${sandbox.pagesUrl}  the state of the tenant; run the posted Exchange commands there`;
  if (chatUrl === undefined || botUrl === undefined) {
    return [
      '',
      admin,
      `  Entra ID      ENTRA_URL=${sandbox.entraUrl}`,
      `  Graph         GRAPH_URL=${sandbox.graphUrl}`,
      `  Mail          SMTP_ADDRESS=${sandbox.smtpAddress} POP3_ADDRESS=${sandbox.pop3Address}`,
      `  Trust         NODE_EXTRA_CA_CERTS=${caFile}`,
      '',
      'Ctrl-C stops it.',
    ];
  }
  return [
    '',
    `  Chat          ${chatUrl}  open "Personal Chat" and type: setup`,
    admin,
    `  Bot           ${botUrl}  its log: ${logFile}`,
    '  Sign in as    Alex Brandt where the bot asks for an administrator; everybody else is there to be refused',
    '',
    'All of it is on this machine. Ctrl-C stops everything; rs and Enter restarts the bot alone.',
  ];
}
