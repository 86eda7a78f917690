import { defineSettings, string } from '@moldau/runtime';
import type { RealRuntimeOptions, SettingDescription } from '@moldau/runtime';

/** Settings of the command itself, which the broker does not know. */
const declared = defineSettings({
  logLevel: string('log.level', {
    default: 'info',
    oneOf: ['debug', 'info', 'warn', 'error', 'silent'],
    doc: 'The least important lines that are logged.',
  }),
  logFormat: string('log.format', {
    default: null,
    oneOf: ['json', 'pretty'],
    doc: 'How log lines look; unset is pretty on a terminal and json otherwise.',
  }),
});

export function describeProgramSettings(): readonly SettingDescription[] {
  return declared.describe();
}

export interface ProgramSettings {
  readonly runtimeOptions: RealRuntimeOptions;
  /** What is left for the broker. */
  readonly brokerTexts: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

export function resolveProgramSettings(texts: ReadonlyMap<string, string>): ProgramSettings {
  const brokerTexts = new Map([...texts].filter(([name]) => !declared.byName.has(name)));
  const resolution = declared.resolve(texts);
  if (!resolution.ok) return { runtimeOptions: {}, brokerTexts, problems: resolution.problems };
  const { logLevel, logFormat } = resolution.values;
  return { runtimeOptions: { logLevel, ...(logFormat && { logFormat }) }, brokerTexts, problems: [] };
}
