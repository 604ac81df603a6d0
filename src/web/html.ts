// Markup as a value of its own: every value put into a template is escaped unless it is markup itself. There is no way
// to turn a string into markup but a template literal in this program's source. Attribute values must be double-quoted.

export class Html {
  readonly #markup: string;

  constructor(parts: TemplateStringsArray, values: readonly HtmlValue[]) {
    this.#markup = parts.map((part, index) => part + (index < values.length ? toMarkup(values[index]) : '')).join('');
  }

  toString(): string {
    return this.#markup;
  }
}

export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined | false;

export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts, values);
}

/** Characters that reorder, hide or break text; what others wrote is shown with a mark in their place. */
const deceiving = /[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text
    .replace(deceiving, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'))
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function toMarkup(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(toMarkup).join('');
}
