// The setup card: empty, refused with each mistake at its field, or reopened to be changed. What was typed is put back
// as the value of its input, where it is never read as Markdown.

import formTemplate from '../../adaptiveCards/form.json' with { type: 'json' };
import { type FormField, type FormValues, formFields, longest } from '../conversation/form-values.ts';
import type { FormMistakes } from '../conversation/read-form.ts';
import { secretLifetimes } from '../setup/request.ts';
import type { Words } from '../words/words.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

export type FormCardInput = {
  readonly values: FormValues;
  readonly mistakes: FormMistakes;
  /** null for a setup that does not exist yet. */
  readonly setupId: string | null;
  readonly version: number | null;
  /** Tenant, name, channels and lifetime exist already and are not asked for. */
  readonly fixed: boolean;
  readonly words: Words;
};

const fill = template(formTemplate);

/** Fields behind "More options"; the section is open when one of them needs another look. */
const behindMore: readonly FormField[] = [
  'sender',
  'sendAs',
  'smtpAuth',
  'confirmOrganization',
  'secretMonths',
  'roundTrip',
  'reference',
];

export function formCard({ values, mistakes, setupId, version, fixed, words }: FormCardInput): RenderedCard {
  const text = words.form;
  const count = Object.keys(mistakes).length;
  const open = behindMore.some((field) => mistakes[field] !== undefined);
  const summary = count === 0 ? text.title : text.lookAgain(count);
  return fitted(fill, summary, () => ({
    text,
    values,
    longest,
    about: setupId ?? '',
    hasAbout: setupId !== null,
    lead: setupId === null ? text.lead : fixed ? text.changeLaterLead : text.changeLead,
    fixed,
    submit: fixed ? text.submitChange : text.submit,
    hasMistakes: count > 0,
    lookAgain: text.lookAgain(count),
    mistakes: shown(mistakes, words),
    moreOpen: open,
    moreClosed: !open,
    askConfirmation: mistakes.confirmOrganization !== undefined || values.smtpAuth === 'organization',
    months: secretLifetimes.map((months) => ({ title: text.months(months), value: String(months) })),
    data: { setupId, version },
  }));
}

type ShownMistake = {
  readonly there: boolean;
  readonly text: string;
  readonly about: string;
  readonly hasAbout: boolean;
};

function shown(mistakes: FormMistakes, words: Words): Readonly<Record<FormField, ShownMistake>> {
  const none: ShownMistake = { there: false, text: '', about: '', hasAbout: false };
  const all: Record<FormField, ShownMistake> = {
    tenant: none,
    mailboxes: none,
    channels: none,
    appName: none,
    server: none,
    sender: none,
    sendAs: none,
    smtpAuth: none,
    confirmOrganization: none,
    secretMonths: none,
    roundTrip: none,
    reference: none,
  };
  for (const field of formFields) {
    const mistake = mistakes[field];
    if (mistake === undefined) continue;
    const about = mistake.about ?? '';
    all[field] = { there: true, text: words.form.mistakes[mistake.kind], about, hasAbout: about !== '' };
  }
  return all;
}
