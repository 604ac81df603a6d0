// The checklist as a page shows it: symbol and word for each step, never colour alone.

import { type ChecklistRow, checklist } from '../setup/checklist.ts';
import { pauseSeconds } from '../setup/pause.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { icons } from './icons.ts';
import { card } from './layout.ts';
import { atTime } from './when.ts';

export function checklistCard(words: Words, setup: Setup): Html {
  const rows = checklist(setup).map((item) => row(words, item));
  return card(words.pages.progress.list, html`<ol class="steps">${rows}</ol>`);
}

function row(words: Words, item: ChecklistRow): Html {
  const { steps } = words;
  const { state } = item;
  const passing = state.kind === 'wrong' && mayPass(state.problem);
  const look = passing ? 'waiting' : state.kind;
  return html`<li class="${look}">${icons[look]}<div class="grow"><strong>${steps.titles[item.name]}</strong>
<span class="quiet">${passing ? steps.notYet.word : stateText(words, item)}</span></div></li>`;
}

function stateText(words: Words, { state, actor }: ChecklistRow): HtmlValue {
  const { people, steps } = words;
  const { word } = steps.states[state.kind];
  switch (state.kind) {
    case 'done':
      return state.at === null ? word : html`${word}, ${atTime(words, state.at)}`;
    case 'waiting':
      return waiting(words, steps.waitingFor(people.stepActors[actor]), state.since);
    case 'working':
      return state.pause === null ? word : steps.pauses[state.pause.cause](pauseSeconds(state.pause));
    case 'wrong':
    case 'later':
      return word;
  }
}

function waiting(words: Words, text: string, since: string | null): HtmlValue {
  return since === null ? text : html`${text} ${words.pages.progress.since} ${atTime(words, since)}`;
}
