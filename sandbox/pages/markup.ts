// HTML by template: what is put into it is escaped, unless it is markup itself. No page text of its own.

export type Markup = { readonly markup: string };
type Value = string | number | Markup | readonly Markup[];

export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: strings.reduce((text, part, index) => `${text}${written(values[index - 1] ?? '')}${part}`) };
}

export const nothing: Markup = { markup: '' };

function written(value: Value): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((item) => item.markup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
