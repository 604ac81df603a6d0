// Form fields: the label above, a mistake below and tied to its field, what was typed kept. Knows no form.

import { type Markup, markup, nothing } from './markup.ts';

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Says what to enter instead. */
  readonly mistake?: string | undefined;
  readonly hint?: string;
};

export type Choice = { readonly value: string; readonly label: string };

export function numberField(field: Field): Markup {
  return markup`${labelOf(field)}
<input id="${field.name}" name="${field.name}" inputmode="numeric" autocomplete="off" value="${field.value}"${described(field)}>${notes(field)}`;
}

export function selectField(field: Field, choices: readonly Choice[]): Markup {
  const options = choices.map(({ value, label }) => {
    const selected = value === field.value ? markup` selected` : nothing;
    return markup`<option value="${value}"${selected}>${label}</option>`;
  });
  return markup`${labelOf(field)}
<select id="${field.name}" name="${field.name}"${described(field)}>${options}</select>${notes(field)}`;
}

export function checkField(name: string, label: string, checked: boolean): Markup {
  const state = checked ? markup` checked` : nothing;
  return markup`<label class="check"><input type="checkbox" name="${name}" value="on"${state}> ${label}</label>`;
}

function labelOf({ name, label }: Field): Markup {
  return markup`<label for="${name}">${label}</label>`;
}

function described({ name, mistake, hint }: Field): Markup {
  const ids = [...(mistake === undefined ? [] : [`${name}-error`]), ...(hint === undefined ? [] : [`${name}-hint`])];
  const invalid = mistake === undefined ? nothing : markup` aria-invalid="true"`;
  return ids.length === 0 ? invalid : markup`${invalid} aria-describedby="${ids.join(' ')}"`;
}

function notes({ name, mistake, hint }: Field): Markup {
  return markup`${mistake === undefined ? nothing : markup`<p class="bad note" id="${name}-error">${mistake}</p>`}${
    hint === undefined ? nothing : markup`<p class="quiet note" id="${name}-hint">${hint}</p>`
  }`;
}
