// Documents must not name what is not there: every path in them exists, every npm script they mention can be run.

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];
const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);

function named(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

test.each(documents)('every path in %s exists', (document) => {
  const text = readFileSync(document, 'utf8');
  const inCode = named(text, /`((?:src|test|env|sandbox|appPackage|adaptiveCards|docs)\/[\w./-]*)`/g);
  const linked = named(text, /\]\((?!https?:)([^)#]+)\)/g);
  const missing = [...inCode, ...linked].filter((path) => !path.endsWith('.user') && !existsSync(path));
  expect(missing).toEqual([]);
});

test.each(documents)('every npm script in %s exists', (document) => {
  const text = readFileSync(document, 'utf8');
  const mentioned = [...named(text, /`npm run ([\w:-]+)/g), ...named(text, /`npm (test|start)`/g)];
  expect(mentioned.filter((script) => !scripts.includes(script))).toEqual([]);
});

test('every setting in the README is one that the program reads, and the other way round', () => {
  const table = named(readFileSync('README.md', 'utf8'), /^\| (`[A-Z][^|]+) \|/gm).flatMap((cell) =>
    named(cell, /`([A-Z_0-9]+)`/g),
  );
  const read = named(readFileSync('src/config.ts', 'utf8'), /\b([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)\b(?=[:?])/g);
  expect(new Set(table)).toEqual(new Set(read));
});
