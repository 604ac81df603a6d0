// How a benchmark tells what it measured: ratios of figures from one run, and whether each claim holds.

export type Claim = { readonly what: string; readonly holds: boolean };

export type Report = { readonly title: string; readonly lines: readonly string[]; readonly claims: readonly Claim[] };

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function timed<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly ms: number }> {
  const from = performance.now();
  const value = await work();
  return { value, ms: performance.now() - from };
}

export function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

export function ratio(value: number, other: number): string {
  return (value / other).toFixed(2);
}

export function toText({ title, lines, claims }: Report): string {
  return [
    title,
    ...lines.map((line) => `  ${line}`),
    ...claims.map(({ what, holds }) => `  ${holds ? 'holds' : 'FAILS'}: ${what}`),
    '',
  ].join('\n');
}
