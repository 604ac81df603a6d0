// What a real browser makes of markup: every element, attribute and text of it, in order; and in what two of them differ
// beyond the text that stands in one in the place of the other's.

import type { Page } from 'playwright-core';
import { harmless } from './others-text.ts';

const inBrowser = `(source) => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === 1) {
      found.push('<' + node.localName);
      for (const { name, value } of node.attributes) found.push(node.localName + '@' + name + '=' + value);
    } else if (node.nodeType === 3) found.push('text=' + node.data);
    else found.push('other ' + node.nodeType);
    for (const child of node.childNodes) walk(child);
  };
  const read = new DOMParser().parseFromString(source, 'text/html');
  // Where a long word may break.
  for (const wbr of read.querySelectorAll('wbr')) wbr.remove();
  read.documentElement.normalize();
  walk(read.documentElement);
  return found;
}`;

export function skeletonOf(page: Page, markup: string): Promise<readonly string[]> {
  return page.evaluate(`(${inBrowser})(${JSON.stringify(markup)})`);
}

/** In a command it stands in quotes, which PowerShell wants doubled; what is too long is cut. */
function isShown(part: string, found: string, text: string): boolean {
  const doubled = text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&');
  const possible = [text, doubled].map((one) => part.split(harmless).join(one));
  return possible.some((one) => one === found || (found.endsWith('…') && one.startsWith(found.slice(0, -1))));
}

/** `found` is with the text, `plain` with the harmless one. */
export function skeletonsDiffer(found: readonly string[], plain: readonly string[], text: string): readonly unknown[] {
  if (found.length !== plain.length) return [`${found.length} parts for ${plain.length}`];
  return plain.flatMap((part, index) => {
    const there = found[index] ?? '';
    return isShown(part, there, text) ? [] : [{ part, there }];
  });
}
