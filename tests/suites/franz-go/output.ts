/** What `go test -v` prints: how each test ended, and after how long. */

export interface GoTest {
  readonly state: 'PASS' | 'FAIL' | 'SKIP';
  /** Its own time or that of the longest test inside it: it does not wait for those that run side by side. */
  readonly seconds: number;
  /** The tests inside it that have skipped themselves. */
  readonly skipped: readonly string[];
}

const ended = /^ *--- (PASS|FAIL|SKIP): (\S+) \((\d+\.\d+)s\)$/gm;

/** The tests of the outermost level, by name. */
export function parseGoOutput(output: string): ReadonlyMap<string, GoTest> {
  const matches = [...output.matchAll(ended)].map(([, state = '', path = '', seconds = '']) => ({
    state: stateOf(state),
    path,
    seconds: Number(seconds),
  }));
  const outermost = matches.filter(({ path }) => !path.includes('/'));
  return new Map(
    outermost.map(({ path: test, state, seconds }) => {
      const inside = matches.filter(({ path }) => path.startsWith(`${test}/`));
      const skipped = inside.filter((each) => each.state === 'SKIP').map(({ path }) => path);
      return [test, { state, seconds: Math.max(seconds, ...inside.map((each) => each.seconds)), skipped }];
    }),
  );
}

function stateOf(word: string): GoTest['state'] {
  return word === 'PASS' || word === 'SKIP' ? word : 'FAIL';
}

/** The first complaint of a test that failed: `consumer_test.go:123: got 3 != exp 4`. */
export function complaintOf(test: string, output: string): string {
  const from = output.indexOf(`=== RUN   ${test}\n`);
  const said = /^ +(\w+_test\.go:\d+: .*)$/m.exec(output.slice(Math.max(from, 0)));
  return said?.[1] ?? /^panic: .*$/m.exec(output)?.[0] ?? '';
}
