// A process that locks the directory of its argument, says whether it got it, and keeps it until its input ends.

import { lockDirectory } from '../../src/storage/directory-lock.ts';
import { StorageRefused } from '../../src/storage/storage-refused.ts';

try {
  const lock = await lockDirectory(process.argv[2] ?? '');
  process.stdout.write('locked\n');
  process.stdin.on('end', () => lock.release()).resume();
} catch (error) {
  if (!(error instanceof StorageRefused)) throw error;
  process.stdout.write(`refused: ${error.reason}: ${error.message}\n`);
}
