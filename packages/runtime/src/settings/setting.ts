/**
 * A setting: one name of a configuration, declared once and whole, beside the code that reads it. Everything that is
 * said about it elsewhere (validation, DescribeConfigs, documentation) follows from the declaration.
 *
 * Values are typed; texts are how files, environments and the wire spell them. A LONG beyond 2^53 - 1 is
 * `Infinity`: in Kafka's settings such numbers mean "never" or "without limit".
 */
export interface Setting<Value = unknown> {
  /** Kafka's name, or ours where Kafka has none. */
  readonly name: string;
  readonly type: SettingType;
  readonly defaultValue: Value;
  /** As DescribeConfigs prints it; null when there is none. */
  readonly defaultText: string | null;
  readonly documentation: string;
  /** What values are allowed, in words; `''` when the type says it all. */
  readonly validValues: string;
  readonly scope: SettingScope;
  /** Never shown or logged. */
  readonly sensitive: boolean;
  /** Other names that give the value when this one is absent, the strongest first. */
  readonly synonyms: readonly Synonym[];
  /** Throws an {@link InvalidSettingError} that says what is wrong, without naming the setting. */
  parse(text: string): Value;
  /** The canonical spelling of a value; null stays null. */
  format(value: Value): string | null;
}

export type SettingType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS' | 'PASSWORD';

/** Whether, and for whom, the setting can be changed while the broker runs. */
export type SettingScope = 'read-only' | 'per-broker' | 'cluster-wide';

/** Another setting that stands in for one: a broker's default of a topic config, or the same in another unit. */
export interface Synonym {
  readonly setting: Setting;
  /** The text in the unit of the setting that it stands in for. Called with valid texts only. */
  convert(text: string): string;
}

export class InvalidSettingError extends Error {
  override readonly name = 'InvalidSettingError';
}

/** One line on a value that a setting cannot have; a sensitive one is not shown. */
export function invalidValue(setting: Pick<Setting, 'name' | 'sensitive'>, text: string, reason: string): string {
  return `Invalid value ${setting.sensitive ? '[hidden]' : text} for configuration ${setting.name}: ${reason}`;
}

/** A synonym in the same unit. */
export function sameAs(setting: Setting): Synonym {
  return { setting, convert: (text) => text };
}

/** A synonym that counts in units of `factor`, such as minutes for milliseconds; negative numbers mean themselves. */
export function inUnitsOf(factor: number, setting: Setting): Synonym {
  return { setting, convert: (text) => (Number(text) < 0 ? text.trim() : String(Number(text) * factor)) };
}

/** A topic config whose default the broker's settings give under a name of their own, alike in all else. */
export function withBrokerName<Value>(brokerName: string, topicConfig: Setting<Value>): Setting<Value> {
  return { ...topicConfig, synonyms: [sameAs({ ...topicConfig, name: brokerName, synonyms: [] })] };
}
