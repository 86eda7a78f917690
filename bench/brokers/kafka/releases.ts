/** Which of the versions in Maven's metadata are releases of Kafka 4. */

/** A pre-release (4.5.0-rc1) is none. */
export function releasesIn(metadata: string): string[] {
  return Array.from(metadata.matchAll(/<version>(4(?:\.\d+)+)<\/version>/g), (match) => match[1] ?? '');
}

/** Each once. */
export function newestFirst(versions: readonly string[]): string[] {
  return [...new Set(versions)].sort((a, b) => compare(numbersOf(b), numbersOf(a)));
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
