// The frame of every page of the sandbox: says first that this is one. One column, system font, light and dark, no script.

import { type Markup, markup } from './markup.ts';
import { styleSheet } from './style-sheet.ts';

export type FrameParts = {
  /** Stands in the window's title and at the top of the page after "Sandbox – ". */
  readonly place: string;
  readonly heading: string;
  readonly width: 'narrow' | 'wide';
  readonly content: Markup;
};

export function framed({ place, heading, width, content }: FrameParts): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – Sandbox – ${place}</title>
<style>${{ markup: styleSheet }}</style>
</head>
<body class="${width}">
<header><p><strong>Sandbox – ${place}</strong></p><p>A miniature on this machine. Nothing here reaches Microsoft 365.</p></header>
<main>
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`.markup;
}
