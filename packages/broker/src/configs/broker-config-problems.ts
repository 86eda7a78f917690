import { logSettings } from '@moldau/storage';
import { brokerSetting, resolveBrokerValues } from '../settings/broker-settings.ts';

type Texts = ReadonlyMap<string, string>;

/**
 * What is wrong with the dynamic configs of a broker, one line each, as AlterConfigs reports it.
 *
 * @param before The settings in force, the dynamic over the static ones.
 * @param after What they would be.
 */
export function brokerConfigProblems(before: Texts, after: Texts): readonly string[] {
  const values = resolveBrokerValues(after);
  if (!values.ok) return values.problems;
  const topics = logSettings.resolve(withoutTopicNames(after));
  if (!topics.ok) return topics.problems;
  const { retentionMs, retentionBytes, localRetentionMs, localRetentionBytes } = topics.values;
  return [
    ...numbersOfThreads.flatMap((name) => threadProblems(name, before, after)),
    ...(numberIn('max.connection.creation.rate', after) === 0 ? ['Invalid max.connection.creation.rate 0'] : []),
    ...dedupeBufferProblems(after),
    ...localRetentionProblems('log.local.retention.ms', localRetentionMs, 'log.retention.ms', retentionMs),
    ...localRetentionProblems('log.local.retention.bytes', localRetentionBytes, 'log.retention.bytes', retentionBytes),
  ];
}

/** Names of topic configs mean nothing in the settings of a broker, unless both are called the same. */
function withoutTopicNames(texts: Texts): Texts {
  return new Map([...texts].filter(([name]) => brokerSetting(name) !== undefined));
}

const numbersOfThreads = [
  'background.threads',
  'log.cleaner.threads',
  'num.io.threads',
  'num.network.threads',
  'num.recovery.threads.per.data.dir',
  'num.replica.fetchers',
];

/** Kafka lets pools of threads shrink to half and grow to double at a time. */
function threadProblems(name: string, before: Texts, after: Texts): string[] {
  const [now, wanted] = [numberIn(name, before), numberIn(name, after)];
  if (wanted === now) return [];
  const failed = `Dynamic thread count update validation failed for ${name}=${wanted}`;
  if (wanted <= 0) return [`${failed}, value should be at least 1`];
  if (wanted < Math.floor(now / 2)) return [`${failed}, value should be at least half the current value ${now}`];
  if (wanted > now * 2) return [`${failed}, value should not be greater than double the current value ${now}`];
  return [];
}

const DEDUPE_BYTES_PER_THREAD_MIN = 1024 * 1024;

function dedupeBufferProblems(after: Texts): string[] {
  const bytesPerThread = numberIn('log.cleaner.dedupe.buffer.size', after) / numberIn('log.cleaner.threads', after);
  if (Math.floor(bytesPerThread) > DEDUPE_BYTES_PER_THREAD_MIN) return [];
  return ['log.cleaner.dedupe.buffer.size must be more than 1 MiB for each of log.cleaner.threads'];
}

function numberIn(name: string, texts: Texts): number {
  return Number(texts.get(name) ?? brokerSetting(name)?.defaultText);
}

/** -2 stands for the whole retention, and that may be without limit. */
function localRetentionProblems(localName: string, local: number, name: string, whole: number): string[] {
  if (local === -2 || whole === -1 || (local !== -1 && local <= whole)) return [];
  return [`Invalid value ${local} for configuration ${localName}: Value must not be more than ${name}: ${whole}`];
}
