// `npm run bench`: runs each benchmark and prints what it measured. Fails where a claim does not hold. Not part of the
// tests: times depend on the machine, and only ratios within one run mean something.

import { benchMailCheck } from './mail-check.ts';
import { benchProvisioning } from './provisioning.ts';
import { toText } from './report.ts';
import { benchWaiting } from './waiting.ts';

let holds = true;
for (const bench of [benchProvisioning, benchMailCheck, benchWaiting]) {
  const report = await bench();
  process.stdout.write(`${toText(report)}\n`);
  holds &&= report.claims.every((claim) => claim.holds);
}
process.exitCode = holds ? 0 : 1;
