/** Tables for the terminal: columns under each other. */
import type { Table } from './tables.ts';

export function textOf(table: Table): string {
  const lines = [table.head, ...table.rows];
  const widths = table.head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const laidOut = lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [table.title, '='.repeat(table.title.length), ...laidOut, ''].join('\n');
}
