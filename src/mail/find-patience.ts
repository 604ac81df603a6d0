// How long a mail that was sent is looked for, and with which pauses. Milliseconds.

export type FindPatience = { readonly untilMs: number; readonly delaysMs: readonly number[] };

export const findPatience: FindPatience = { untilMs: 60_000, delaysMs: [500, 1_000, 2_000, 3_000, 5_000] };
