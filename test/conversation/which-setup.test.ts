import { describe, expect, it } from 'vitest';
import { whichSetup } from '../../src/conversation/which-setup.ts';
import { cancelledSetup, plannedSetup } from '../support/setups.ts';

const first = plannedSetup();
const second = { ...plannedSetup(), id: 'B3X9RT' };
const gone = { ...cancelledSetup(), id: 'H5W2NP' };

describe('whichSetup', () => {
  it.each([
    ['the one named', 'B3X9RT', [first, second], { kind: 'one', setup: second }],
    ['the one named in lower case', 'b3x9rt', [first, second], { kind: 'one', setup: second }],
    ['a cancelled one, when named', 'H5W2NP', [first, gone], { kind: 'one', setup: gone }],
    ['none, when the one named is out of reach', 'ZZZZZZ', [first], { kind: 'notFound', setupId: 'ZZZZZZ' }],
    ['the only one', null, [first], { kind: 'one', setup: first }],
    ['the only one that is not cancelled', null, [first, gone], { kind: 'one', setup: first }],
    ['the only one, though it is cancelled', null, [gone], { kind: 'one', setup: gone }],
    ['no one of several', null, [first, second, gone], { kind: 'several', setups: [first, second] }],
    ['none where there is none', null, [], { kind: 'none' }],
  ])('means %s', (_name, setupId, inReach, expected) => {
    expect(whichSetup(setupId, inReach)).toEqual(expected);
  });
});
