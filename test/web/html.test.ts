// Escaping: whatever others wrote stays text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, html } from '../../src/web/html.ts';

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const unescaped = (markup: string) => markup.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '');

describe('html', () => {
  it('leaves no character of others with a meaning, and loses none that is harmless', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ';', '#', ' ') }), (text) => {
        const markup = html`<p title="${text}">${text}</p>`.toString();
        expect(markup.match(/[<>"]/g)?.join('')).toBe('<"">' + '<>');
        expect(unescaped(escaped(text))).toBe(text);
      }),
    );
  });

  it('keeps markup of its own, lists, and leaves out what is not there', () => {
    const item = html`<li>${'a & b'}</li>`;
    expect(html`<ul>${[item, item]}${null}${false}${undefined}${0}</ul>`.toString()).toBe(
      '<ul><li>a &amp; b</li><li>a &amp; b</li>0</ul>',
    );
  });

  it('marks characters that reorder or hide text', () => {
    expect(escaped('a\u202Eb\u200Bc\u0000d\ne')).toBe('a\uFFFDb\uFFFDc\uFFFDd\ne');
  });
});
