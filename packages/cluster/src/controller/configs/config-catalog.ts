/**
 * Every config that can be described or altered, with its declaration, and what it is worth in a cluster image. Strongest
 * first, a topic's config comes from the topic, this broker's dynamic configs, the cluster-wide dynamic default, this
 * broker's static configuration (each under any of the config's broker names), and the built-in default.
 */
import type { ClusterImage } from '@moldau/metadata';
import { givenText, type Setting } from '@moldau/runtime';
import { derivedDefault } from './derived-default.ts';
import { ConfigSources, type ConfigEntry, type ConfigSynonym, ConfigTypes } from './config-entry.ts';
import { otherBrokerEntry, otherBrokerSetting, settingOfAllListeners } from './other-broker-configs.ts';

export interface ConfigCatalogOptions {
  readonly brokerId: number;
  /** The broker's configuration as it was given when it started, by name. */
  readonly staticTexts: ReadonlyMap<string, string>;
  readonly topic: readonly Setting[];
  readonly broker: readonly Setting[];
  readonly group: readonly Setting[];
  readonly clientMetrics: readonly Setting[];
  /** What is wrong with a topic's configs together, given the texts of the broker below them; one line each. */
  readonly topicProblems: (
    brokerTexts: ReadonlyMap<string, string>,
    topicTexts: ReadonlyMap<string, string>,
  ) => readonly string[];
  /** What is wrong with the broker's texts after a change of them, one line each. */
  readonly brokerProblems: (
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>,
  ) => readonly string[];
}

const NONE: ReadonlyMap<string, string> = new Map();

export class ConfigCatalog {
  readonly brokerId: number;
  /** The broker's configuration as it was given when it started, by name. */
  readonly staticTexts: ReadonlyMap<string, string>;
  readonly topic: ReadonlyMap<string, Setting>;
  readonly broker: ReadonlyMap<string, Setting>;
  /** Broker settings that only stand in for others, such as `broker.id` for `node.id`. */
  readonly brokerSynonyms: ReadonlyMap<string, Setting>;
  readonly group: ReadonlyMap<string, Setting>;
  readonly clientMetrics: ReadonlyMap<string, Setting>;
  /** By broker setting: all the settings that stand for the same topic config, the strongest first. */
  readonly #families = new Map<string, readonly Setting[]>();
  readonly #dynamicTexts = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, string>>();
  readonly #topicProblems: ConfigCatalogOptions['topicProblems'];
  readonly #brokerProblems: ConfigCatalogOptions['brokerProblems'];

  constructor(options: ConfigCatalogOptions) {
    this.brokerId = options.brokerId;
    this.staticTexts = options.staticTexts;
    this.#topicProblems = options.topicProblems;
    this.#brokerProblems = options.brokerProblems;
    this.topic = byName(options.topic);
    this.broker = byName(options.broker);
    this.brokerSynonyms = byName(options.broker.flatMap(({ synonyms }) => synonyms.map(({ setting }) => setting)));
    this.group = byName(options.group);
    this.clientMetrics = byName(options.clientMetrics);
    for (const { synonyms } of options.topic) {
      const family = synonyms.map((synonym) => synonym.setting);
      for (const { name } of family) this.#families.set(name, family);
    }
  }

  /** The broker's texts that are in force, by name: dynamic over static. */
  brokerTexts(image: ClusterImage): ReadonlyMap<string, string> {
    return new Map([...this.staticTexts, ...this.#clusterDefaults(image), ...this.#brokerOverrides(image)]);
  }

  /** A topic's texts that are in force, by name: its own over the broker's. */
  topicTexts(image: ClusterImage, topic: string): ReadonlyMap<string, string> {
    return new Map([...this.brokerTexts(image), ...(image.configs.topic.get(topic) ?? [])]);
  }

  /** What is wrong with `overrides` as the configs of a topic, one line each. */
  topicProblems(image: ClusterImage, overrides: ReadonlyMap<string, string>): readonly string[] {
    return this.#topicProblems(this.brokerTexts(image), overrides);
  }

  /** What is wrong with `configs` as the dynamic configs of this broker, or of all if `broker` is `''`; one line each. */
  brokerProblems(image: ClusterImage, broker: string, configs: ReadonlyMap<string, string>): readonly string[] {
    const [ofAll, ofThis] =
      broker === '' ? [configs, this.#brokerOverrides(image)] : [this.#clusterDefaults(image), configs];
    return this.#brokerProblems(this.brokerTexts(image), new Map([...this.staticTexts, ...ofAll, ...ofThis]));
  }

  /** The declaration of what can be set for a broker; none for a name that is kept for whoever may know it. */
  brokerSetting(name: string): Setting | undefined {
    return this.broker.get(name) ?? this.brokerSynonyms.get(name) ?? otherBrokerSetting(name, this.broker);
  }

  /** The items that a list config has before it is appended to or subtracted from. */
  listItems(image: ClusterImage, setting: Setting, override: string | undefined): string[] {
    const text = override ?? effectiveText(setting, this.brokerTexts(image)) ?? '';
    return text === '' ? [] : text.split(',').map((item) => item.trim());
  }

  topicEntries(image: ClusterImage, overrides: ReadonlyMap<string, string>, replicationFactor: number): ConfigEntry[] {
    const texts = this.brokerTexts(image);
    return entries(this.topic, (setting) => {
      const own = overrides.get(setting.name);
      const inherited = this.#inherited(image, setting);
      const synonyms = own === undefined ? inherited : [synonym(setting, own, ConfigSources.TOPIC), ...inherited];
      const text = own ?? effectiveText(setting, texts) ?? derivedDefault(setting, replicationFactor);
      return { value: canonical(setting, text), synonyms, isReadOnly: false };
    });
  }

  brokerEntries(image: ClusterImage): ConfigEntry[] {
    const texts = this.brokerTexts(image);
    const settings = entries(this.broker, (setting) => ({
      value: canonical(setting, texts.get(setting.name) ?? setting.defaultText),
      synonyms: this.#brokerSynonyms(image, setting),
      isReadOnly: setting.scope === 'read-only',
    }));
    return [...settings, ...this.#otherBrokerEntries(image)];
  }

  /** The dynamic configs that hold for every broker of the cluster. */
  clusterDefaultEntries(image: ClusterImage): ConfigEntry[] {
    const source = ConfigSources.CLUSTER_DEFAULT;
    return [...this.#clusterDefaults(image)].sort(byFirst).map(([name, text]) => {
      const setting = this.broker.get(name);
      return setting === undefined
        ? otherBrokerEntry(name, this.brokerSetting(name), [[source, text]])
        : clusterDefault(setting, text);
    });
  }

  #otherBrokerEntries(image: ClusterImage): ConfigEntry[] {
    const [ofThis, ofAll] = [this.#brokerOverrides(image), this.#clusterDefaults(image)];
    const names = new Set([...ofThis.keys(), ...ofAll.keys()].filter((name) => !this.broker.has(name)));
    return [...names].sort().map((name) => {
      const texts = [
        [ConfigSources.BROKER, ofThis.get(name)],
        [ConfigSources.CLUSTER_DEFAULT, ofAll.get(name)],
      ] as const;
      const ofAllListeners = settingOfAllListeners(name, this.broker);
      const beneath = ofAllListeners === undefined ? [] : this.#brokerSynonyms(image, ofAllListeners);
      return otherBrokerEntry(name, this.brokerSetting(name), texts, beneath);
    });
  }

  groupEntries(image: ClusterImage, group: string): ConfigEntry[] {
    const overrides = image.configs.group.get(group) ?? new Map<string, string>();
    return ownEntries(this.group, overrides, ConfigSources.GROUP, true);
  }

  clientMetricsEntries(overrides: ReadonlyMap<string, string>): ConfigEntry[] {
    return ownEntries(this.clientMetrics, overrides, ConfigSources.CLIENT_METRICS, false);
  }

  #clusterDefaults(image: ClusterImage): ReadonlyMap<string, string> {
    return this.#dynamic(image.configs.broker.get(''));
  }

  #brokerOverrides(image: ClusterImage): ReadonlyMap<string, string> {
    return this.#dynamic(image.configs.broker.get(String(this.brokerId)));
  }

  /** What can be set today: a data directory may hold names from when they could. */
  #dynamic(stored: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
    if (stored === undefined) return NONE;
    const known = this.#dynamicTexts.get(stored);
    if (known !== undefined) return known;
    const texts = new Map([...stored].filter(([name]) => this.brokerSetting(name)?.scope !== 'read-only'));
    this.#dynamicTexts.set(stored, texts);
    return texts;
  }

  /** What the broker's settings say for a topic config. */
  #inherited(image: ClusterImage, setting: Setting): ConfigSynonym[] {
    const [leading] = setting.synonyms;
    if (leading !== undefined) return this.#brokerSynonyms(image, leading.setting);
    return this.broker.has(setting.name) ? this.#brokerSynonyms(image, setting) : [];
  }

  /** What is given under the name of a broker setting and those that stand in for it; as in Kafka, from that name on. */
  #brokerSynonyms(image: ClusterImage, leading: Setting): ConfigSynonym[] {
    const names = this.#families.get(leading.name) ?? [leading];
    const all = [
      ...given(names, this.#brokerOverrides(image), ConfigSources.BROKER),
      ...given(names, this.#clusterDefaults(image), ConfigSources.CLUSTER_DEFAULT),
      ...given(names, this.staticTexts, ConfigSources.STATIC),
      ...defaults(names),
    ];
    const first = all.findIndex(({ name }) => name === leading.name);
    return first === -1 ? [] : all.slice(first);
  }
}

/** The text in force for a setting, from its own name, its synonyms or its default. */
export function effectiveText(setting: Setting, texts: ReadonlyMap<string, string>): string | null {
  const found = givenText(setting, texts);
  return found === undefined ? setting.defaultText : found.convert(found.text);
}

interface Described {
  readonly value: string | null;
  readonly synonyms: readonly ConfigSynonym[];
  readonly isReadOnly: boolean;
}

function entries(settings: ReadonlyMap<string, Setting>, describe: (setting: Setting) => Described): ConfigEntry[] {
  return [...settings].sort(byFirst).map(([, setting]) => {
    const { value, synonyms, isReadOnly } = describe(setting);
    return {
      name: setting.name,
      value: setting.sensitive ? null : value,
      source: synonyms[0]?.source ?? ConfigSources.DEFAULT,
      type: ConfigTypes[setting.type],
      isReadOnly,
      isSensitive: setting.sensitive,
      documentation: setting.documentation,
      synonyms,
    };
  });
}

/** Entries of a resource that inherits from nothing. */
function ownEntries(
  settings: ReadonlyMap<string, Setting>,
  overrides: ReadonlyMap<string, string>,
  source: number,
  listsDefaults: boolean,
): ConfigEntry[] {
  return entries(settings, (setting) => {
    const own = overrides.get(setting.name);
    const fallback = listsDefaults ? defaults([setting]) : [];
    return {
      value: canonical(setting, own ?? setting.defaultText),
      synonyms: own === undefined ? fallback : [synonym(setting, own, source)],
      isReadOnly: false,
    };
  });
}

function clusterDefault(setting: Setting, text: string): ConfigEntry {
  const own = synonym(setting, text, ConfigSources.CLUSTER_DEFAULT);
  return {
    name: setting.name,
    value: own.value,
    source: own.source,
    type: ConfigTypes[setting.type],
    isReadOnly: false,
    isSensitive: setting.sensitive,
    documentation: setting.documentation,
    synonyms: [own],
  };
}

function given(names: readonly Setting[], texts: ReadonlyMap<string, string>, source: number): ConfigSynonym[] {
  return names.flatMap((setting) => {
    const text = texts.get(setting.name);
    return text === undefined ? [] : [synonym(setting, text, source)];
  });
}

function defaults(names: readonly Setting[]): ConfigSynonym[] {
  return names
    .filter(({ defaultText }) => defaultText !== null)
    .map((setting) => ({
      name: setting.name,
      value: setting.sensitive ? null : setting.defaultText,
      source: ConfigSources.DEFAULT,
    }));
}

function synonym(setting: Setting, text: string, source: number): ConfigSynonym {
  return { name: setting.name, value: setting.sensitive ? null : text, source };
}

/** Stored texts have been validated, but perhaps by other rules than today's. */
function canonical(setting: Setting, text: string | null): string | null {
  if (text === null) return null;
  try {
    return setting.format(setting.parse(text));
  } catch {
    return text;
  }
}

function byName(settings: readonly Setting[]): ReadonlyMap<string, Setting> {
  return new Map(settings.map((setting) => [setting.name, setting]));
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
