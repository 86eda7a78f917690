/** Defaults of topic configs that follow from the topic. */
import type { Setting } from '@moldau/runtime';
import { logConfigOf, logSettings } from '@moldau/storage';

/** The text that stands for a topic config without a value; null when it has none at all. */
export function derivedDefault(setting: Setting, replicationFactor: number): string | null {
  if (setting.name !== logSettings.declarations.flushPolicy.name) return null;
  const defaults = logSettings.resolve(new Map());
  return defaults.ok ? logConfigOf(defaults.values, replicationFactor).flushPolicy : null;
}
