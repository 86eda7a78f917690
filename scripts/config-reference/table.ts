/** A table of settings in Markdown. */
import type { SettingDescription, SettingScope } from '@moldau/runtime';

export interface Column {
  readonly title: string;
  readonly of: (setting: SettingDescription) => string;
}

export const name: Column = { title: 'name', of: (setting) => code(setting.name) };
export const type: Column = { title: 'type', of: (setting) => setting.type.toLowerCase() };
export const defaultValue: Column = { title: 'default', of: ({ defaultText }) => shownDefault(defaultText) };
export const validValues: Column = { title: 'valid values', of: (setting) => setting.validValues };
export const meaning: Column = { title: 'meaning', of: (setting) => setting.documentation };
export const changes: Column = { title: 'changes', of: ({ scope }) => modes[scope] };

const modes: Readonly<Record<SettingScope, string>> = {
  'read-only': 'at start',
  'per-broker': 'per broker',
  'cluster-wide': 'cluster-wide',
};

/** One that only a topic's default has: the settings of the broker that it comes from. */
export const inheritedFrom: Column = {
  title: 'default from the broker’s',
  of: ({ synonyms }) => synonyms.map(code).join(', '),
};

export function table(columns: readonly Column[], settings: readonly SettingDescription[]): string {
  const rows = settings
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((setting) => columns.map((column) => escaped(column.of(setting))));
  return [columns.map(({ title }) => title), columns.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function shownDefault(text: string | null): string {
  if (text === null) return 'none';
  return text === '' ? 'empty' : code(text);
}

export function code(text: string): string {
  return `\`${text}\``;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
