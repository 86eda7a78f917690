import { logSettings } from '@moldau/storage';

/**
 * What is wrong with a topic's own configs, one line each, as CreateTopics and AlterConfigs report it.
 *
 * @param brokerTexts The static and dynamic settings of the broker, the stronger over the weaker.
 * @param topicTexts The topic's own configs.
 */
export function topicConfigProblems(
  brokerTexts: ReadonlyMap<string, string>,
  topicTexts: ReadonlyMap<string, string>,
): readonly string[] {
  const unknown = [...topicTexts.keys()].filter((name) => !topicConfigNames.has(name));
  if (unknown.length > 0) return unknown.map((name) => `Unknown topic config name: ${name}`);
  const resolution = logSettings.resolve(new Map([...brokerTexts, ...topicTexts]));
  return resolution.ok ? [] : resolution.problems;
}

const topicConfigNames: ReadonlySet<string> = new Set(logSettings.describe().map(({ name }) => name));
