// Text as nobody would choose it: everything that means something to PowerShell, and letters from anywhere. Without the
// characters that the form refuses.

import fc from 'fast-check';

const special = fc.constantFrom(...'\'\u2018\u2019\u201A\u201B"\u201C\u201D\u201E`$(){}[];&|,@#%-\u2013\u2014=<>\\/ ');
const character = fc.oneof(
  { weight: 2, arbitrary: special },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);

export const hostileName = fc
  .array(character, { maxLength: 40 })
  .map((parts) => parts.join(''))
  .filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text));

/** By the grammar of the form, with a liking for what PowerShell might take for something else. */
export const hostileAddress = fc
  .tuple(
    fc.array(fc.constantFrom(..."abz09!#$%&'*+/=?^_`{|}~-"), { minLength: 1, maxLength: 20 }),
    fc.constantFrom('contoso.example', 'edi.contoso.example', 'x-y.example'),
  )
  .map(([local, domain]) => `${local.join('')}@${domain}`);
