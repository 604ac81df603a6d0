// Who may do what, cell by cell: every command and every button, by people in every relation to a setup, in every place.
// Whoever may not gets, to the letter, the answer of an id that no setup has, and nothing is written.

import { describe, expect, test } from 'vitest';
import type { Setup } from '../../src/setup/setup.ts';
import { actNames, acts } from './authority-acts.ts';
import {
  type Act,
  did,
  type Letter,
  letters,
  type PlaceName,
  placeNames,
  prepared,
  sent,
  worldOn,
} from './authority-world.ts';
import { shellUnderTest } from './shell-under-test.ts';

const shell = shellUnderTest();

/** A letter: may. A small letter: does nothing, and is told who may. Who is not named gets nothing. */
const expected = `
what                      | personal | group | channel | elsewhere
status ID                 | RQ       | RQ    | RQALM   | RQ
settings ID               | RQ       | RQ    | RQ      | RQ
script ID                 | RQ       | RQ    | RQALM   | RQ
audit ID                  | RQA      | RQA   | RQA     | RQA
undo ID                   | RQ       | RQ    | RQALM   | RQ
cancel ID                 | RQ       | RQ    | RQ      | RQ
test ID                   | RQ       | RQ    | RQ      | RQ
test smtp ID              | RQ       | RQ    | RQ      | RQ
test roundtrip ID         | RQ       | RQ    | RQ      | RQ
test boundary … ID        | rqA      | rqA   | rqA     | rqA
setup.plan                | RQ       | RQ    | RQ      | RQ
setup.change              | RQ       | RQ    | RQ      | RQ
setup.cancel              | RQ       | RQ    | RQ      | RQ
setup.continue            | RQ       | RQ    | RQ      | RQ
setup.status              | RQ       | RQ    | RQALM   | RQ
mail.test                 | RQ       | RQ    | RQ      | RQ
exchange.approve          |          |       | RALM    |
exchange.reject           |          |       | RALM    |
exchange.take             |          |       | RALM    |
exchange.done             |          |       | RALM    |
exchange.done, in a group |          | RQ    |         |
exchange.renew            | RQ       | RQ    | RQALM   | RQ
exchange.toRequester      | RQ       | RQ    | RQ      | RQ
`;

const rows = expected
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** What no setup has: as typed ids go, and as a client sends them. */
const nobodys = 'ZZZZZZ';

/** One row of the table as it really is. */
async function rowOf(act: Act): Promise<readonly string[]> {
  const world = worldOn(shell().storage);
  const { people, places } = world;
  const setups = new Map<Letter, Setup>();
  const cell = async (letter: Letter, where: PlaceName) => {
    const place = places[where](people[letter]);
    const requester = letter === 'Q' ? 'Q' : 'R';
    const setup = setups.get(requester) ?? (await prepared(world, act, people[requester]));
    setups.set(requester, setup);
    const ofNothing = await did(world, people[letter], place, sent(act, setup, nobodys));
    expect(ofNothing.written).toEqual([]);
    const { replies, written } = await did(world, people[letter], place, sent(act, setup));
    if (written.length > 0) setups.delete(requester);
    if (JSON.stringify(replies) === JSON.stringify(ofNothing.replies)) {
      expect({ letter, where, written }).toEqual({ letter, where, written: [] });
      return '';
    }
    if (act.event === undefined) expect(written).toEqual([]);
    return act.event === undefined || written.includes(act.event) ? letter : letter.toLowerCase();
  };
  const seen: string[] = [];
  for (const where of placeNames) {
    let those = '';
    for (const letter of letters) those += await cell(letter, where);
    seen.push(those);
  }
  return seen;
}

test('the table names every act once', () => {
  expect(rows.map(([name]) => name)).toEqual(actNames);
});

describe('may, of all people, in each place', () => {
  test.each(rows)('%s', async (name = '', ...cells) => {
    const act = actNames.find((one) => one === name);
    if (act === undefined) throw new Error(`there is no ${name}`);
    expect(await rowOf(acts[act])).toEqual(cells);
  });
});
