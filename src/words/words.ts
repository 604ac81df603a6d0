// The one way to the words that people read. English decides the shape; another language is complete or does not build.

import { en } from './en.ts';

export type Words = typeof en;

export const languages = ['en'] as const;
export type Language = (typeof languages)[number];

const all: Readonly<Record<Language, Words>> = { en };

export function words(language: Language): Words {
  return all[language];
}
