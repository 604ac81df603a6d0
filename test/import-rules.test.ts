// Proves that the import rules catch what they forbid: one planted violation per rule, in a tree of its own.
// Without this, a checker that reads no .ts file at all would report "no violations" for ever.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const planted: readonly (readonly [file: string, source: string, rule: string])[] = [
  ['src/setup/a.ts', "import { b } from '../mail/b.ts';\nexport const a = b;", 'setup-imports'],
  ['src/setup/zod.ts', "import { z } from 'zod';\nexport const s = z.string();", 'setup-has-no-package'],
  [
    'src/conversation/c.ts',
    "import { readFileSync } from 'node:fs';\nexport const c = readFileSync;",
    'pure-has-no-node',
  ],
  ['src/entra/d.ts', "import { b } from '../mail/b.ts';\nexport const d = b;", 'entra-imports'],
  ['src/teams/e.ts', "import { f } from '../web/f.ts';\nexport const e = f;", 'teams-imports'],
  ['src/web/g.ts', "import type { Activity } from 'botbuilder';\nexport type G = Activity;", 'owned-by-teams'],
  [
    'src/mail/h.ts',
    "import { Client } from '@microsoft/microsoft-graph-client';\nexport const h = Client;",
    'owned-by-entra',
  ],
  ['src/web/t.ts', "import { hi } from '../words/en/hi.ts';\nexport const t = hi;", 'words-come-by-language'],
  [
    'src/jobs/i.ts',
    "import { compose } from '../compose.ts';\nexport const i = compose;",
    'only-index-imports-compose',
  ],
  ['src/mail/j.ts', "import { k } from '../../sandbox/k.ts';\nexport const j = k;", 'src-knows-no-sandbox-and-no-test'],
  ['sandbox/l.ts', "import { b } from '../src/mail/b.ts';\nexport const l = b;", 'sandbox-knows-no-bot'],
  ['src/cards/m.ts', "import { n } from './n.ts';\nexport const m: string = n;", 'no-cycles'],
  ['src/cards/o.ts', "import { p } from './index.ts';\nexport const o = p;", 'no-barrels'],
  ['src/mail/q.ts', "import { u } from './helpers.ts';\nexport const q = u;", 'no-nameless-folders'],
  ['src/mail/s.ts', "import { w } from 'smtp-server';\nexport const v = w;", 'production-has-no-dev-dependency'],
  ['src/mail/r.ts', "import { gone } from './gone.ts';\nexport const r = gone;", 'no-unresolved'],
];

const innocent: Readonly<Record<string, string>> = {
  'src/mail/b.ts': "import type { S } from '../setup/s.ts';\nexport const b: S = 1;",
  'src/setup/s.ts': 'export type S = number;',
  'src/words/en/hi.ts': "export const hi = 'hi';",
  'src/web/f.ts': 'export const f = 1;',
  'src/compose.ts': 'export const compose = 1;',
  'sandbox/k.ts': 'export const k = 1;',
  'src/cards/n.ts': "import { m } from './m.ts';\nexport const n: string = m;",
  'src/cards/index.ts': 'export const p = 1;',
  'src/mail/helpers.ts': 'export const u = 1;',
};

type Violation = { readonly from: string; readonly rule: { readonly name: string } };

let tree: string;
let violations: readonly Violation[];

function write(file: string, source: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), `${source}\n`);
}

function plantPackage(name: string): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }));
  write(`node_modules/${name}/main.js`, 'module.exports = {};');
}

function cruise(): Promise<readonly Violation[]> {
  const command = resolve('node_modules/.bin/depcruise');
  const options = ['--config', resolve('.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'sandbox'];
  return new Promise((report, fail) => {
    execFile(command, options, { cwd: tree, maxBuffer: 50_000_000 }, (_exit, output, errors) => {
      try {
        report((JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations);
      } catch {
        fail(new Error(`dependency-cruiser gave no report: ${errors}`));
      }
    });
  });
}

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), 'import-rules-'));
  for (const name of ['zod', 'botbuilder', '@microsoft/microsoft-graph-client', 'smtp-server']) plantPackage(name);
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "module": "NodeNext", "allowImportingTsExtensions": true, "noEmit": true } }',
  );
  write('package.json', '{ "type": "module", "devDependencies": { "smtp-server": "1.0.0" } }');
  for (const [file, source] of planted) write(file, source);
  for (const [file, source] of Object.entries(innocent)) write(file, source);
  violations = await cruise();
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(planted)('%s is refused by the rule %3$s', (file, _source, rule) => {
  expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)).toContain(
    rule,
  );
});

test('a file that keeps the rules is left alone', () => {
  expect(violations.filter((violation) => violation.from === 'src/mail/b.ts')).toEqual([]);
});
