/** Milliseconds as people say them, with two or three digits: `12 ms`, `1.2 s`, `45 s`, `2.5 min`. */
export function durationText(durationMs: number): string {
  if (durationMs < 1000) return `${durationMs} ms`;
  if (durationMs < 100_000) return `${rounded(durationMs / 1000)} s`;
  return `${rounded(durationMs / 60_000)} min`;
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
