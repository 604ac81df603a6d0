// `npm run reseal`: moves all sealed client secrets to the first key of SEAL_KEYS, says how many, and ends. May be stopped
// at any moment and run again. Reads the same settings as the bot.

import { configFromEnvironment } from './config.ts';
import { type Resealed, resealAll } from './storage/reseal.ts';

const read = configFromEnvironment();
if (!read.ok) {
  process.stderr.write('Nothing was resealed. Mend these settings:\n');
  process.stderr.write(read.mistakes.map((mistake) => `  - ${mistake}\n`).join(''));
  process.exit(78);
}

try {
  const done = await resealAll(read.config.database, read.config.sealKeys);
  process.stdout.write(`${report(done)}\n`);
  for (const line of done.broken) process.stderr.write(`Left as it is: ${line}\n`);
  if (done.broken.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`Not all secrets were resealed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function report({ keyId, moved, already, idle }: Resealed): string {
  const count = `${moved} client ${moved === 1 ? 'secret was' : 'secrets were'} moved to the seal key "${keyId}"`;
  const rest = idle.map((id) => `"${id}"`).join(', ');
  const done = `${count}; ${already} ${already === 1 ? 'was' : 'were'} sealed with it already.`;
  if (idle.length === 0) return done;
  return `${done}\nNo secret needs ${rest} any more. Links of the last 24 hours do; take it out of SEAL_KEYS after that.`;
}
