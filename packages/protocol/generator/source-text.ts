/** Lines of TypeScript, laid out as the repository's formatter would. */

export const LINE_WIDTH = 120;

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `  ${line}`));
}

export interface FunctionText {
  readonly exported: boolean;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly returns: string;
  readonly body: readonly string[];
}

/** A function; parameters that its body does not mention get a leading underscore. */
export function declaration({ exported, name, parameters, returns, body }: FunctionText): string[] {
  const named = parameters.map((parameter) => {
    const [parameterName = ''] = parameter.split(':');
    return mentions(body, parameterName) ? parameter : `_${parameter}`;
  });
  const opening = `${exported ? 'export ' : ''}function ${name}(`;
  const oneLine = `${opening}${named.join(', ')}): ${returns} {`;
  const head =
    oneLine.length <= LINE_WIDTH ? [oneLine] : [opening, ...indent(named.map((each) => `${each},`)), `): ${returns} {`];
  return [...head, ...indent(body).flatMap(wrap), '}'];
}

/** Whether code uses a name; strings and the names of properties do not count. */
export function mentions(lines: readonly string[], name: string): boolean {
  const word = new RegExp(`(?<![.\\w])${name}\\b(?!:)`);
  return lines.some((line) => word.test(line.replace(/'[^']*'/g, '')));
}

/** Breaks a line that is too long where the formatter would. */
function wrap(line: string): string[] {
  if (line.length <= LINE_WIDTH) return [line];
  const margin = line.slice(0, line.length - line.trimStart().length);
  const object = /^(?<head>.*) \{ (?<properties>.*) \};$/.exec(line)?.groups;
  if (object !== undefined) {
    const properties = object['properties']?.split(', ') ?? [];
    return [`${object['head']} {`, ...properties.map((property) => `${margin}  ${property},`), `${margin}};`];
  }
  const body = / (?<body>throw |encode\w+\(|elements\.push)/.exec(line)?.index;
  if (body !== undefined) return [line.slice(0, body), `${margin}  ${line.slice(body + 1)}`];
  return line.includes(' ? ') ? wrapTernary(line, margin) : [line];
}

/** After a comparison the formatter first tries to move the whole expression to the next line. */
function wrapTernary(line: string, margin: string): string[] {
  const [target = '', ...value] = line.split(' = ');
  const moved = `${margin}  ${value.join(' = ')}`;
  const comparesFirst = /[<>=&] /.test(moved.split(' ? ')[0] ?? '');
  if (comparesFirst && moved.length <= LINE_WIDTH) return [`${target} =`, moved];
  if (comparesFirst) return [`${target} =`, ...splitTernary(moved, `${margin}  `)];
  return splitTernary(line, margin);
}

function splitTernary(expression: string, margin: string): string[] {
  const [head = '', ...rest] = expression.split(' ? ');
  const lines = [head];
  let deeper = `${margin}  `;
  for (const part of rest) {
    const [yes = '', ...no] = part.split(' : ');
    lines.push(`${deeper}? ${yes}`);
    for (const each of no) lines.push(`${deeper}: ${each}`);
    deeper += '  ';
  }
  return lines;
}
