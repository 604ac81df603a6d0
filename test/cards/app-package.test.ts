import { readFileSync } from 'node:fs';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/conversation/read-text.ts';
import { words } from '../../src/words/words.ts';

const folder = new URL('../../appPackage/', import.meta.url);
const text = readFileSync(new URL('manifest.json', folder), 'utf8');
const manifest: TeamsManifest & {
  readonly bots: readonly {
    readonly commandLists: readonly { readonly commands: readonly { title: string; description: string }[] }[];
  }[];
} = JSON.parse(text);

describe('the Teams manifest', () => {
  it('validates against its schema', async () => {
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
  });

  it('offers only commands that the bot understands', () => {
    const titles = manifest.bots.flatMap(({ commandLists }) =>
      commandLists.flatMap(({ commands }) => commands.map(({ title }) => title)),
    );
    for (const title of titles) expect(['unknown', 'later']).not.toContain(readCommand(title).kind);
  });

  it('offers each command of the help in one of its lists, and those of a channel there', () => {
    const [own = [], ofTeam = []] = manifest.bots.flatMap(({ commandLists }) =>
      commandLists.map(({ commands }) => commands.map(({ title }) => title)),
    );
    // A variant, as “test boundary”, is offered by its first word.
    const isVariant = (command: string) => command.startsWith('test ');
    const all = words('en').chat.help.commands.flatMap(({ command }) => (isVariant(command) ? [] : [command]));
    expect(all.filter((command) => ![...own, ...ofTeam].includes(command))).toEqual([]);
    for (const command of ['status', 'script', 'undo', 'help'])
      expect([own, ofTeam]).toEqual([expect.arrayContaining([command]), expect.arrayContaining([command])]);
  });

  it('does not say that “exchange here” decides where hand-overs go', () => {
    const commands = manifest.bots.flatMap(({ commandLists }) => commandLists.flatMap((list) => list.commands));
    expect(commands.find(({ title }) => title === 'exchange here')?.description).toMatch(/^Propose .*confirm/u);
  });

  it.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('has %s with %i pixels a side', (name, side) => {
    const png = readFileSync(new URL(name, folder));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
  });
});
