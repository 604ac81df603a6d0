// Where the program's parts come from: exact versions, a lock file with the hash of each, no install script that is not
// listed, no dev dependency in what runs in production, and a bill of materials that holds it all.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const versions = z.record(z.string(), z.string());
const packageJson = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const lockFile = z
  .object({
    lockfileVersion: z.literal(3),
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
        dev: z.boolean().optional(),
        optional: z.boolean().optional(),
        devOptional: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

const locked = Object.entries(lockFile.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path;

test('every version is exact', () => {
  const all = Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

/** Builds of developers' tools for other machines have their hash added where they are installed. */
test('every package that may run in production has its hash in the lock file, and no other source is named', () => {
  const unhashed = locked.filter(([, { integrity, dev }]) => integrity?.startsWith('sha512-') !== true && dev !== true);
  expect(unhashed.map(([path]) => path)).toEqual([]);
  const elsewhere = locked.filter(
    ([, { resolved = '' }]) => !/^(?:https:\/\/registry\.npmjs\.org\/.*)?$/.test(resolved),
  );
  expect(elsewhere.map(([path]) => path)).toEqual([]);
});

test('no package has an install script that is not listed, and none is listed in vain', () => {
  const withScript = new Set(
    locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path)),
  );
  expect(Object.keys(packageJson.allowScripts).toSorted()).toEqual([...withScript].toSorted());
});

test('the bill of materials holds every package of production', { timeout: 120_000 }, () => {
  const flags = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout, status } = spawnSync('npm', flags, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  expect(status).toBe(0);
  const { components } = z
    .object({ components: z.array(z.object({ name: z.string(), version: z.string() })) })
    .parse(JSON.parse(stdout));
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const inProduction = locked.filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional);
  expect(inProduction.length).toBeGreaterThan(100);
  const missing = inProduction
    .map(([path, { version }]) => `${nameOf(path)}@${version}`)
    .filter((id) => !listed.has(id));
  expect(missing).toEqual([]);
});
