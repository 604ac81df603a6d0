// What start.ts prints once everything is up: one line per thing a person may want to open.

import { exchangeAdministrator, requester } from '../contoso.ts';
import { botName, channelName } from '../playground/people.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Programs } from './programs.ts';

export type Links = {
  readonly sandbox: Sandbox;
  readonly caFile: string;
  /** null where only the sandbox runs. */
  readonly programs: Programs | null;
};

export function linkLines({ sandbox, caFile, programs }: Links): readonly string[] {
  const admin = `  Admin centre  ${sandbox.pagesUrl}  the state of the tenant; run the posted Exchange commands there`;
  if (programs === null) {
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
  const { bot, botUrl, chatUrl, channelUrl } = programs;
  return [
    '',
    `  Chat          ${chatUrl}  ${requester.name}, who asks: open "Personal Chat" and type: setup`,
    `  Channel       ${channelUrl}  ${exchangeAdministrator.name}, Exchange administrator: open "${channelName}",`,
    `                type @ and click ${botName} (only then does it reach the bot), then type: exchange here`,
    admin,
    `  Bot           ${botUrl}  its log: ${bot.logFile}`,
    '  Sign in as    Alex Brandt where the bot asks for an administrator; everybody else is there to be refused',
    '',
    'All of it is on this machine. Ctrl-C stops everything; rs and Enter restarts the bot alone.',
  ];
}
