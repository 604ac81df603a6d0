// `npm run bench`: runs each benchmark and prints what it measured. Fails where a claim does not hold. Not part of the
// tests: times depend on the machine, and only ratios within one run mean something.

import { benchProvisioning } from './provisioning.ts';
import { toText } from './report.ts';

let holds = true;
for (const bench of [benchProvisioning]) {
  const report = await bench();
  process.stdout.write(`${toText(report)}\n`);
  holds &&= report.claims.every((claim) => claim.holds);
}
process.exitCode = holds ? 0 : 1;
