// What a life of the bot is told when it begins, and what it tells when it ends by itself.

import { z } from 'zod';

export const lifeShape = z.object({
  database: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pglite'), path: z.string() }),
    z.object({ kind: z.literal('postgres'), url: z.string() }),
  ]),
  setupId: z.string(),
  cloud: z.object({
    entraUrl: z.string(),
    graphUrl: z.string(),
    signInApp: z.object({ clientId: z.string(), clientSecret: z.string(), redirectUris: z.array(z.string()) }),
  }),
  /** Where it kills itself: before or after the nth save (from 0) is committed. */
  death: z.object({ when: z.enum(['before', 'after']), save: z.number() }).nullable(),
});
export type Life = z.infer<typeof lifeShape>;

export const endShape = z.object({
  ended: z.looseObject({ kind: z.string() }),
  /** In the order in which they were asked of the tenant. */
  effects: z.array(z.string()),
  saves: z.number(),
  failures: z.array(z.string()),
});
export type End = z.infer<typeof endShape>;
