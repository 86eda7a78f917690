/**
 * All settings of a broker, from the texts of its configuration file, environment and flags. A name that only Kafka has is
 * accepted and listed as without effect, one that nobody has is listed as unknown; neither stops a broker.
 */
import { defineSettings, describeSetting, int, string } from '@moldau/runtime';
import type { Resolution, Setting, SettingDescription, ValuesOf } from '@moldau/runtime';
import { brokerLogSettings, cleanerSettings, logSettings } from '@moldau/storage';
import { fetchSettings } from './fetch-settings.ts';
import { shareGroupBoundSettings, streamsGroupBoundSettings } from './group-bound-settings.ts';
import { groupSettingProblems, groupSettings } from './group-settings.ts';
import type { ListenerSettings } from './listeners.ts';
import { resolveListeners } from './listeners.ts';
import { metricsSettings } from './metrics-settings.ts';
import { networkSettingProblems, networkSettings } from './network-settings.ts';
import { produceSettings } from './produce-settings.ts';
import { quotaSettings } from './quota-settings.ts';
import { storageSettings } from './storage-settings.ts';
import { telemetrySettings } from './telemetry-settings.ts';
import { topicSettings } from './topic-settings.ts';
import { transactionSettings } from './transaction-settings.ts';
import type { AcceptedSettings } from './without-effect/accepted-settings.ts';
import {
  hasKnownPrefix,
  settingsWithoutEffect,
  settingWithoutEffect,
} from './without-effect/settings-without-effect.ts';

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
    brokerId,
    brokerRack: string('broker.rack', {
      default: null,
      doc: 'Where the broker stands; replicas are spread over racks, and consumers may fetch from their own.',
    }),
    ...networkSettings,
    ...storageSettings,
    ...cleanerSettings,
    ...topicSettings,
    ...fetchSettings,
    ...produceSettings,
    ...groupSettings,
    ...shareGroupBoundSettings,
    ...streamsGroupBoundSettings,
    ...transactionSettings,
    ...metricsSettings,
    ...quotaSettings,
    ...telemetrySettings,
  },
  (values) => [...groupSettingProblems(values), ...networkSettingProblems(values)],
);

/** Values of all settings but the defaults of topics. */
export type BrokerValues = ValuesOf<typeof declared.declarations>;

export interface BrokerSettings
  extends Omit<BrokerValues, 'listeners' | 'advertisedListeners' | 'logDir' | 'logDirs' | 'queuedMaxRequestBytes'> {
  readonly listeners: readonly ListenerSettings[];
  readonly logDirs: readonly string[];
  readonly queuedMaxRequestBytes: number;
  /** What was given, by name: the static configuration, and the defaults of topics among it. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names that were given and have no effect here, sorted. */
  readonly withoutEffect: readonly string[];
  /** A line on each name that was given and that nobody knows, sorted. */
  readonly unknown: readonly string[];
}

export type BrokerSettingsResolution =
  | { readonly ok: true; readonly settings: BrokerSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

const queuedMaxRequestBytesDefault = 256 * 1024 * 1024;

/** Throws nothing; every problem is one line. */
export function resolveBrokerSettings(texts: ReadonlyMap<string, string>): BrokerSettingsResolution {
  const problems: string[] = [];
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

/** The settings that are read here but the defaults of topics, and what is wrong with them. */
export function resolveBrokerValues(texts: ReadonlyMap<string, string>): Resolution<BrokerValues> {
  return declared.resolve(texts);
}

/** The broker's settings that are read here, sorted by name. */
export function describeBrokerSettings(): readonly SettingDescription[] {
  return [...declared.describe(), ...brokerLogSettings.map(describeSetting)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Those that are accepted and not read, by the reason for that. */
export function acceptedBrokerSettings(): readonly AcceptedSettings[] {
  return settingsWithoutEffect(new Map([...declared.byName, ...logSettingsByName]));
}

/** The declarations of all broker settings, without their synonyms. */
export function brokerSettingDeclarations(): readonly Setting[] {
  const accepted = acceptedBrokerSettings().flatMap(({ settings }) => settings);
  return [...Object.values(declared.declarations), ...brokerLogSettings, ...accepted];
}

/** The declaration of a broker setting under any of its names. */
export function brokerSetting(name: string): Setting | undefined {
  return settingThatIsRead(name) ?? settingWithoutEffect(name);
}

function settingThatIsRead(name: string): Setting | undefined {
  return declared.byName.get(name) ?? logSettingsByName.get(name);
}

const logSettingsByName: ReadonlyMap<string, Setting> = new Map(
  brokerLogSettings.map((setting) => [setting.name, setting]),
);
const logSettingNames: ReadonlySet<string> = new Set(logSettingsByName.keys());

function complete(
  values: BrokerValues,
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
    withoutEffect: [...texts.keys()].filter(isWithoutEffect).sort(),
    unknown: [...texts.keys()].filter(isUnknown).sort().map(unknownLine),
  };
}

function isWithoutEffect(name: string): boolean {
  return settingThatIsRead(name) === undefined && !isUnknown(name);
}

function isUnknown(name: string): boolean {
  return brokerSetting(name) === undefined && !hasKnownPrefix(name);
}

function unknownLine(name: string): string {
  return `Unknown configuration ${name}${suggestion(name)}`;
}

/** A topic config given to the broker has another name there. */
function suggestion(name: string): string {
  const [synonym] = logSettings.byName.get(name)?.synonyms ?? [];
  return synonym ? `; the default of all topics is called ${synonym.setting.name}` : '';
}

function pick(texts: ReadonlyMap<string, string>, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map([...texts].filter(([name]) => names.has(name)));
}
