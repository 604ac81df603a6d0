import { describe, expect, it } from 'vitest';
import { type Problem, problem, type Remedy, reasons } from '../../src/setup/problem.ts';
import { mayPass } from '../../src/setup/verdict.ts';
import { languages, words } from '../../src/words/words.ts';

const remedies: readonly Remedy[] = ['retry', 'wait', 'changeInput', 'askAdmin', 'tellUs'];

function about(reason: Problem['reason'], remedy: Remedy): Problem {
  const actor = remedy === 'wait' ? 'nobody' : 'exchangeAdministrator';
  return problem({ reason, remedy, actor, step: 'verification', subject: 'SUBJECT', details: 'DETAILS' });
}

describe.each(languages)('problems in %s', (language) => {
  const { problem: said, problemAfterWaiting } = words(language);
  const told = (...asked: Parameters<typeof said>) => Object.values(said(...asked));

  it.each(reasons)('%s: names cause, person, remedy and whether to try again', (reason) => {
    for (const remedy of remedies) {
      for (const text of [...told(about(reason, remedy)), ...told(about(reason, remedy), 'ebiss')]) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/!|sorry|SUBJECT|DETAILS/u);
      }
    }
  });

  it.each(reasons)('%s: says "not yet" only where time may mend it', (reason) => {
    for (const remedy of remedies) {
      const asked = about(reason, remedy);
      const text = [...told(asked), ...told(asked, 'ebiss')].join(' ');
      if (!mayPass(asked)) expect(text).not.toMatch(/not yet|nobody has to do anything|needs? up to/iu);
    }
  });

  it.each(reasons)('%s: names somebody who can look once waiting is over', (reason) => {
    const { who } = problemAfterWaiting(about(reason, 'wait'));
    expect(who).not.toContain('Nobody');
    expect(who).toMatch(/administrator|network/);
  });
});

describe('times', () => {
  const { times } = words('en');

  it('leaves clock and zone to the client of a card', () => {
    expect(times.onCard('2026-11-24T09:10:04.123Z', '2026-11-24T10:00:00.000Z')).toBe('{{TIME(2026-11-24T09:10:04Z)}}');
    expect(times.onCard('2026-11-23T09:10:04.123Z', '2026-11-24T10:00:00.000Z')).toBe(
      '{{DATE(2026-11-23T09:10:04Z, SHORT)}}, {{TIME(2026-11-23T09:10:04Z)}}',
    );
  });

  it('names the zone where the time is exact', () => {
    expect(times.exact('2026-11-24T09:10:04.123Z')).toBe('2026-11-24 09:10:04 UTC');
  });
});
