// The programs beside the sandbox: the bot and the two chat clients, started and stopped side by side.

import { join } from 'node:path';
import { seatsOf } from '../playground/seats.ts';
import { type Playground, startPlayground } from '../playground/start-playground.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Bot, startBot } from './bot.ts';
import type { StartSettings } from './settings.ts';

export type ProgramsOptions = {
  readonly settings: StartSettings;
  readonly sandbox: Sandbox;
  readonly caFile: string;
  /** Gets what a person at the terminal should see of the bot's log. */
  readonly onTrouble: (line: string) => void;
};

export type Programs = {
  readonly bot: Bot;
  readonly botUrl: string;
  /** The requester's client. */
  readonly chatUrl: string;
  /** The Exchange administrator's client. */
  readonly channelUrl: string;
  stop(): Promise<void>;
};

/** Where one does not start, the others are stopped. */
export async function startPrograms(options: ProgramsOptions): Promise<Programs> {
  const { settings, sandbox, caFile, onTrouble } = options;
  const botUrl = `http://127.0.0.1:${settings.ports.bot}`;
  const starting = [
    startBot({ ...settings, ...sandbox, caFile, port: settings.ports.bot, onTrouble }),
    ...startClients(settings, sandbox, `${botUrl}/api/messages`),
  ] as const;
  const settled = await Promise.allSettled(starting);
  const stop = async () => {
    await Promise.all(settled.map((one) => (one.status === 'fulfilled' ? one.value.stop() : null)));
  };
  try {
    const [bot, chat, channel] = await Promise.all(starting);
    return { bot, botUrl, chatUrl: chat.url, channelUrl: channel.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each in a folder of its own, for each has a configuration and a log of its own. */
function startClients(
  { ports, dataFolder }: StartSettings,
  { cloud }: Sandbox,
  messagesUrl: string,
): readonly [Promise<Playground>, Promise<Playground>] {
  const folder = (name: string) => join(dataFolder, 'sandbox/playground', name);
  const seats = seatsOf(cloud);
  return [
    startPlayground({ seat: seats.requester, port: ports.chat, messagesUrl, folder: folder('requester') }),
    startPlayground({
      seat: seats.exchangeAdministrator,
      port: ports.channel,
      messagesUrl,
      folder: folder('exchange-administrator'),
    }),
  ];
}
