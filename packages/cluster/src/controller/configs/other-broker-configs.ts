/**
 * Dynamic configs of brokers that are no settings of theirs: rates to which replication is throttled, settings for a
 * single listener (`listener.name.<listener>.<setting>`), and names that nobody declares, which are kept and never shown.
 */
import { long, type Setting } from '@moldau/runtime';
import { ConfigSources, type ConfigEntry, type ConfigSynonym, ConfigTypes } from './config-entry.ts';

export const throttleSettings: ReadonlyMap<string, Setting> = new Map(
  [
    throttle('leader.replication.throttled.rate', 'that the broker sends of throttled replicas'),
    throttle('follower.replication.throttled.rate', 'that the broker takes of throttled replicas'),
    throttle('replica.alter.log.dirs.io.max.bytes.per.second', 'that the broker moves between its log directories'),
  ].map((setting) => [setting.name, setting]),
);

function throttle(name: string, what: string): Setting {
  const doc = `Bytes in a second ${what}, at most.`;
  return long(name, { default: Infinity, min: 0, scope: 'cluster-wide', doc });
}

/** The declaration of a config that `settings` do not have, if it can be known. */
export function otherBrokerSetting(name: string, settings: ReadonlyMap<string, Setting>): Setting | undefined {
  const ofAllListeners = settingOfAllListeners(name, settings);
  return throttleSettings.get(name) ?? (ofAllListeners && { ...ofAllListeners, name, synonyms: [] });
}

/** The setting that a config of a single listener stands before. */
export function settingOfAllListeners(name: string, settings: ReadonlyMap<string, Setting>): Setting | undefined {
  return settings.get(/^listener\.name\.[^.]+\.(?<setting>.+)$/.exec(name)?.groups?.['setting'] ?? '');
}

/** One that is set: `setting` is what is known of it. */
export function otherBrokerEntry(
  name: string,
  setting: Setting | undefined,
  texts: readonly (readonly [source: number, text: string | undefined])[],
  beneath: readonly ConfigSynonym[] = [],
): ConfigEntry {
  const isSensitive = setting === undefined || setting.sensitive;
  const synonyms = texts.flatMap(([source, text]): ConfigSynonym[] =>
    text === undefined ? [] : [{ name, value: isSensitive ? null : text, source }],
  );
  return {
    name,
    value: synonyms[0]?.value ?? null,
    source: synonyms[0]?.source ?? ConfigSources.DEFAULT,
    type: setting === undefined ? ConfigTypes.UNKNOWN : ConfigTypes[setting.type],
    isReadOnly: true,
    isSensitive,
    documentation: setting?.documentation ?? '',
    synonyms: [...synonyms, ...beneath],
  };
}
