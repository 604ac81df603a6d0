// Reads the form of faults on purpose: a fault to plant, or what is wrong at which field, with what was typed.

import { z } from 'zod';
import type { Fault } from '../faults/fault.ts';
import { type Happening, happenings, type RequestChoice, requests } from './fault-choices.ts';

export type FaultField = 'request' | 'happening' | 'times' | 'seconds';

export type FaultForm = {
  readonly typed: Readonly<Record<FaultField, string>>;
  readonly mistakes: Readonly<Partial<Record<FaultField, string>>>;
};

export const emptyFaultForm: FaultForm = {
  typed: { request: 'application', happening: 'throttled', times: '1', seconds: '5' },
  mistakes: {},
};

export type FaultRead = { readonly ok: true; readonly fault: Fault } | { readonly ok: false; readonly form: FaultForm };

const wholeNumber = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/)
  .transform(Number);
const numbers = { times: wholeNumber.pipe(z.number().min(1).max(20)), seconds: wholeNumber.pipe(z.number().max(120)) };

export function readFaultForm(form: URLSearchParams): FaultRead {
  const text = (field: FaultField) => form.get(field) ?? '';
  const typed = {
    request: text('request'),
    happening: text('happening'),
    times: text('times'),
    seconds: text('seconds'),
  };
  const request = requests.find(({ name }) => name === typed.request);
  const happening = happenings.find(({ name }) => name === typed.happening);
  const times = numbers.times.safeParse(typed.times).data;
  const seconds = numbers.seconds.safeParse(typed.seconds).data;
  const mistakes = {
    ...(request === undefined && { request: 'Choose a request from the list.' }),
    ...choiceMistake(request, happening),
    ...(times === undefined && { times: 'Enter a whole number from 1 to 20.' }),
    ...secondsMistake(happening, seconds),
  };
  const complete = request !== undefined && happening !== undefined && times !== undefined && seconds !== undefined;
  if (!complete || Object.keys(mistakes).length > 0) return { ok: false, form: { typed, mistakes } };
  return { ok: true, fault: faultOf(request, happening, { times, seconds }) };
}

function choiceMistake(request: RequestChoice | undefined, happening: Happening | undefined) {
  if (happening === undefined) return { happening: 'Choose what happens from the list.' };
  if (request === undefined || happening.at.includes(request.name)) return {};
  const possible = requests.filter(({ name }) => happening.at.includes(name)).map(({ label }) => `“${label}”`);
  const list = `${possible.slice(0, -1).join(', ')} or ${possible.at(-1) ?? ''}`;
  return { happening: `This never happens to “${request.label}”. Choose ${list} above, or something else here.` };
}

function secondsMistake(happening: Happening | undefined, seconds: number | undefined) {
  if (seconds === undefined) return { seconds: 'Enter whole seconds from 0 to 120.' };
  if (happening?.seconds !== 'some' || seconds > 0) return {};
  return { seconds: `Enter 1 to 120 seconds: with 0, “${happening.label}” changes nothing.` };
}

type Numbers = { readonly times: number; readonly seconds: number };

function faultOf(request: RequestChoice, happening: Happening, { times, seconds }: Numbers): Fault {
  const howLong = happening.seconds === 'unused' ? '' : `, ${seconds} s`;
  return {
    ...happening.kind(seconds, request.place.service),
    ...request.place,
    times,
    title: `${request.label}: ${happening.label}${howLong}`,
  };
}
