/**
 * Java's `.properties` format: `name=value` lines, also with `:` or blanks between; `#` and `!` begin comments; a
 * backslash at the end of a line continues it, elsewhere it escapes (`\t`, `\u0041`, `\:`). The last of equal names wins.
 */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const { name = '', value = '' } = /^(?<name>(?:\\.|[^\\=:\s])*)\s*[=:]?\s*(?<value>.*)$/s.exec(line)?.groups ?? {};
    properties.set(unescape(name), unescape(value));
  }
  return properties;
}

/** Lines without comments and blank ones, continued ones joined. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let continued: string | undefined;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = raw.trimStart();
    if (continued === undefined && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue;
    const whole = (continued ?? '') + line;
    if (endsInContinuation(line)) {
      continued = whole.slice(0, -1);
      continue;
    }
    lines.push(whole);
    continued = undefined;
  }
  if (continued !== undefined) lines.push(continued);
  return lines;
}

/** An odd number of backslashes at the end: the last one escapes the line break. */
function endsInContinuation(line: string): boolean {
  const backslashes = /\\*$/.exec(line)?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

function unescape(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|(.?))/gis, (_, codePoint: string | undefined, character = '') =>
    codePoint === undefined
      ? (escapes.get(character) ?? character)
      : String.fromCharCode(Number.parseInt(codePoint, 16)),
  );
}
