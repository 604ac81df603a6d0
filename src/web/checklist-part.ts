// The checklist as a page shows it: symbol and word for each step, never colour alone.

import { type ChecklistRow, checklist } from '../setup/checklist.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';
import { pageWords as words } from '../words/en/pages.ts';
import { people } from '../words/en/people.ts';
import { steps } from '../words/en/steps.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { icons } from './icons.ts';
import { card } from './layout.ts';
import { atTime } from './when.ts';

export function checklistCard(setup: Setup): Html {
  return card(words.progress.list, html`<ol class="steps">${checklist(setup).map(row)}</ol>`);
}

function row(item: ChecklistRow): Html {
  const { state } = item;
  const passing = state.kind === 'wrong' && mayPass(state.problem);
  const look = passing ? 'waiting' : state.kind;
  return html`<li class="${look}">${icons[look]}<div class="grow"><strong>${steps.titles[item.name]}</strong>
<span class="quiet">${passing ? steps.notYet.word : stateText(item)}</span></div></li>`;
}

function stateText({ state, actor }: ChecklistRow): HtmlValue {
  const { word } = steps.states[state.kind];
  switch (state.kind) {
    case 'done':
      return state.at === null ? word : html`${word}, ${atTime(state.at)}`;
    case 'waiting':
      return waiting(steps.waitingFor(people.stepActors[actor]), state.since);
    case 'working':
    case 'wrong':
    case 'later':
      return word;
  }
}

function waiting(text: string, since: string | null): HtmlValue {
  return since === null ? text : html`${text} ${words.progress.since} ${atTime(since)}`;
}
