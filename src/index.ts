// Starts the bot: settings, wiring, listening; stops it in order on SIGINT and SIGTERM, and at once, with nothing but its
// log, where an error was caught by nobody.

import { compose } from './compose.ts';
import { configFromEnvironment } from './config.ts';
import { createLog } from './telemetry/log.ts';

const read = configFromEnvironment();
if (!read.ok) {
  process.stderr.write(
    `The bot cannot start. Mend these settings:\n${read.mistakes.map((m) => `  - ${m}\n`).join('')}`,
  );
  process.exit(78);
}

const log = createLog(read.config.logLevel);
// Node's own report of an error that nobody caught prints whatever a library has hung on it: requests, headers, tokens.
for (const uncaught of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(uncaught, (error: unknown) => {
    log.fatal({ err: error }, 'ended by an error that nobody caught');
    process.exit(1);
  });
}
try {
  const program = await compose(read.config, log);
  const { port } = await program.start();
  log.info({ port, url: read.config.publicUrl, environment: read.config.environment }, 'the bot is ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      program.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'could not stop in order');
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  process.stderr.write(`The bot cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  log.debug({ err: error }, 'start failed');
  process.exit(1);
}
