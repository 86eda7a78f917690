/** Prometheus' text format, version 0.0.4. */
import type { Family, Sample } from './family.ts';

export const EXPOSITION_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function head(name: string, type: Family['type'], help: string): string {
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
}

export function line(name: string, labelNames: readonly string[], { suffix, labels, quantile, value }: Sample): string {
  let text = '';
  for (const [index, label] of labels.entries()) {
    if (label !== undefined) text += `${text === '' ? '' : ','}${labelNames[index]}="${escaped(label)}"`;
  }
  if (quantile !== undefined) text += `${text === '' ? '' : ','}quantile="${quantile}"`;
  return `${name}${suffix ?? ''}${text === '' ? '' : `{${text}}`} ${number(value)}\n`;
}

function escaped(label: string | number): string {
  if (typeof label === 'number' || !/["\\\n]/.test(label)) return String(label);
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function number(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
