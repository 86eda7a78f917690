/** The configs of one topic: its own over the broker's defaults. */
import type { Resolution } from '@moldau/runtime';
import { logSettings } from '@moldau/storage';
import type { LogSettings } from '@moldau/storage';

/**
 * @param brokerTexts The static and dynamic settings of the broker, the stronger over the weaker.
 * @param topicTexts The topic's own configs.
 */
export function resolveTopicConfigs(
  brokerTexts: ReadonlyMap<string, string>,
  topicTexts: ReadonlyMap<string, string>,
): Resolution<LogSettings> {
  return logSettings.resolve(new Map([...brokerTexts, ...topicTexts]));
}

/** What is wrong with a topic's own configs, one line each, as CreateTopics and AlterConfigs report it. */
export function topicConfigProblems(
  brokerTexts: ReadonlyMap<string, string>,
  topicTexts: ReadonlyMap<string, string>,
): readonly string[] {
  const unknown = [...topicTexts.keys()].filter((name) => !topicConfigNames.has(name));
  if (unknown.length > 0) return unknown.map((name) => `Topics have no config ${name}`);
  const resolution = resolveTopicConfigs(brokerTexts, topicTexts);
  return resolution.ok ? [] : resolution.problems;
}

const topicConfigNames: ReadonlySet<string> = new Set(logSettings.describe().map(({ name }) => name));
