/**
 * All settings of a broker, from the texts of its configuration file, environment and flags. A name that neither Kafka
 * nor Moldau has is a problem; one that only Kafka has is accepted and listed as without effect.
 */
import { defineSettings, describeSetting, int, string } from '@moldau/runtime';
import type { Setting, SettingDescription, ValuesOf } from '@moldau/runtime';
import { brokerLogSettings, logSettings } from '@moldau/storage';
import { fetchSettings } from './fetch-settings.ts';
import { groupSettingProblems, groupSettings } from './group-settings.ts';
import { isKnownToKafka } from './known-names.ts';
import type { ListenerSettings } from './listeners.ts';
import { resolveListeners } from './listeners.ts';
import { metricsSettings } from './metrics-settings.ts';
import { networkSettings } from './network-settings.ts';
import { produceSettings } from './produce-settings.ts';
import { quotaSettings } from './quota-settings.ts';
import { storageSettings } from './storage-settings.ts';
import { topicSettings } from './topic-settings.ts';
import { transactionSettings } from './transaction-settings.ts';

const nodeIdDefault = 1;
const brokerId = int('broker.id', { default: -1, doc: 'The same as node.id; negative leaves it to its default.' });

/** What listeners are made of, resolved on its own so that their problems show beside all others. */
const networkGroup = defineSettings(networkSettings);

const declared = defineSettings(
  {
    nodeId: int('node.id', {
      default: nodeIdDefault,
      min: 0,
      doc: 'Number of the broker, unique in its cluster.',
      synonyms: [{ setting: brokerId, convert: (text) => (Number(text) < 0 ? String(nodeIdDefault) : text) }],
    }),
    brokerRack: string('broker.rack', {
      default: null,
      doc: 'Where the broker stands; replicas are spread over racks, and consumers may fetch from their own.',
    }),
    ...networkSettings,
    ...storageSettings,
    ...topicSettings,
    ...fetchSettings,
    ...produceSettings,
    ...groupSettings,
    ...transactionSettings,
    ...metricsSettings,
    ...quotaSettings,
  },
  groupSettingProblems,
);

type Declared = ValuesOf<typeof declared.declarations>;

export interface BrokerSettings
  extends Omit<Declared, 'listeners' | 'advertisedListeners' | 'logDir' | 'logDirs' | 'queuedMaxRequestBytes'> {
  readonly listeners: readonly ListenerSettings[];
  readonly logDirs: readonly string[];
  readonly queuedMaxRequestBytes: number;
  /** What was given, by name: the static configuration, and the defaults of topics among it. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names that were given and have no effect here, sorted. */
  readonly withoutEffect: readonly string[];
}

export type BrokerSettingsResolution =
  | { readonly ok: true; readonly settings: BrokerSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

const queuedMaxRequestBytesDefault = 256 * 1024 * 1024;

/** Throws nothing; every problem is one line. */
export function resolveBrokerSettings(texts: ReadonlyMap<string, string>): BrokerSettingsResolution {
  const problems = unknownNames(texts).map((name) => `Unknown configuration ${name}${suggestion(name)}`);
  const topicDefaults = logSettings.resolve(pick(texts, logSettingNames));
  if (!topicDefaults.ok) problems.push(...topicDefaults.problems);
  const values = declared.resolve(texts);
  if (!values.ok) problems.push(...values.problems);
  const network = networkGroup.resolve(texts);
  const { listeners, problems: listenerProblems } = network.ok ? resolveListeners(network.values) : noListeners;
  problems.push(...listenerProblems);
  if (problems.length > 0 || !values.ok) return { ok: false, problems };
  return { ok: true, settings: complete(values.values, listeners, texts) };
}

const noListeners = { listeners: [], problems: [] };

/** The broker's settings as DescribeConfigs shows them, sorted by name. */
export function describeBrokerSettings(): readonly SettingDescription[] {
  return [...declared.describe(), ...brokerLogSettings.map(describeSetting)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The declarations of all broker settings that are read here, without their synonyms. */
export function brokerSettingDeclarations(): readonly Setting[] {
  return [...Object.values(declared.declarations), ...brokerLogSettings];
}

/** The declaration of a broker setting that is read here, under any of its names. */
export function brokerSetting(name: string): Setting | undefined {
  return declared.byName.get(name) ?? logSettingsByName.get(name);
}

const logSettingsByName: ReadonlyMap<string, Setting> = new Map(
  brokerLogSettings.map((setting) => [setting.name, setting]),
);
const logSettingNames: ReadonlySet<string> = new Set(logSettingsByName.keys());

function complete(
  values: Declared,
  listeners: readonly ListenerSettings[],
  texts: ReadonlyMap<string, string>,
): BrokerSettings {
  const { logDir, logDirs, queuedMaxRequestBytes } = values;
  return {
    ...values,
    listeners,
    logDirs: logDirs ?? logDir,
    queuedMaxRequestBytes: queuedMaxRequestBytes < 0 ? queuedMaxRequestBytesDefault : queuedMaxRequestBytes,
    texts,
    withoutEffect: [...texts.keys()].filter((name) => brokerSetting(name) === undefined).sort(),
  };
}

function unknownNames(texts: ReadonlyMap<string, string>): string[] {
  return [...texts.keys()].filter((name) => brokerSetting(name) === undefined && !isKnownToKafka(name)).sort();
}

/** A topic config given to the broker has another name there. */
function suggestion(name: string): string {
  const [synonym] = logSettings.byName.get(name)?.synonyms ?? [];
  return synonym ? `; the default of all topics is called ${synonym.setting.name}` : '';
}

function pick(texts: ReadonlyMap<string, string>, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map([...texts].filter(([name]) => names.has(name)));
}
