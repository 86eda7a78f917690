/** Numbers for people: three digits that mean something, and what a median varies between. */
import type { Summary } from './statistics.ts';

export function number(value: number): string {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en-US', {
    minimumFractionDigits: Math.min(decimals, 2),
    maximumFractionDigits: Math.min(decimals, 3),
  });
}

/** `1,379 (1,210–1,420)`, the range left out for a single round; a dash for nothing. */
export function summary(value: Summary | undefined, suffix = ''): string {
  if (value === undefined) return '–';
  const median = `${number(value.median)}${suffix}`;
  return value.count === 1 ? median : `${median} (${number(value.min)}${suffix}–${number(value.max)}${suffix})`;
}
