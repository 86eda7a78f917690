/**
 * The ways to declare a setting, one for each of Kafka's types: `int('segment.bytes', { default: 1073741824, … })`.
 * A default of null makes null part of the value's type.
 */
import { listOf, parseBoolean, parseNumber, requireAllowed } from './parse.ts';
import type { NumberBounds, NumberType } from './parse.ts';
import type { Setting, SettingScope, SettingType, Synonym } from './setting.ts';
import { InvalidSettingError } from './setting.ts';

interface CommonOptions {
  /** One sentence in our own words, with the unit. */
  readonly doc: string;
  /** Default `read-only`. */
  readonly scope?: SettingScope;
  readonly sensitive?: boolean;
  readonly synonyms?: readonly Synonym[];
}

export interface NumberOptions<Default extends number | null> extends CommonOptions, NumberBounds {
  readonly default: Default;
}

export interface BooleanOptions extends CommonOptions {
  readonly default: boolean;
}

export interface TextOptions<Value extends string, Default extends string | null> extends CommonOptions {
  readonly default: Default;
  readonly oneOf?: readonly Value[];
  /** What is wrong with a value, nothing if it is fine. */
  readonly check?: (value: string) => string | undefined;
}

export interface ListOptions<Item extends string, Default extends readonly string[] | null> extends CommonOptions {
  readonly default: Default;
  readonly oneOf?: readonly Item[];
  /** Default true. */
  readonly emptyAllowed?: boolean;
  readonly check?: (items: readonly string[]) => string | undefined;
}

/** What a default of null adds to the type of the value. */
type NullOf<Default> = Extract<Default, null>;

export const short = numberSetting('SHORT', -(2 ** 15), 2 ** 15 - 1);
export const int = numberSetting('INT', -(2 ** 31), 2 ** 31 - 1);
export const long = numberSetting('LONG', -Infinity, Infinity);
export const double = numberSetting('DOUBLE', -Infinity, Infinity);

export const string = textSetting('STRING');
export const className = textSetting('CLASS');
export const password = textSetting('PASSWORD');

export function boolean(name: string, options: BooleanOptions): Setting<boolean> {
  return setting(name, 'BOOLEAN', options, { validValues: '', parse: parseBoolean, format: String });
}

export function list<const Item extends string, Default extends readonly string[] | null>(
  name: string,
  options: ListOptions<Item, Default>,
): Setting<readonly Item[] | NullOf<Default>> {
  const { oneOf, check, emptyAllowed = true } = options;
  return setting<readonly Item[] | NullOf<Default>>(name, 'LIST', options, {
    validValues: oneOf ? `any of ${oneOf.join(', ')}` : '',
    parse(text) {
      const items = listOf<Item>(text, oneOf, emptyAllowed);
      refuse(check?.(items));
      return items;
    },
    format: (value) => value?.join(',') ?? null,
  });
}

function numberSetting(type: NumberType, typeMin: number, typeMax: number) {
  return <Default extends number | null>(
    name: string,
    options: NumberOptions<Default>,
  ): Setting<number | NullOf<Default>> => {
    const { min = typeMin, max = typeMax, check } = options;
    const bounds = { min: Math.max(min, typeMin), max: Math.min(max, typeMax), ...(check && { check }) };
    return setting<number | NullOf<Default>>(name, type, options, {
      validValues: boundsInWords(options),
      parse: (text) => parseNumber(text, type, bounds),
      format: (value) => formatNumber(value, type),
    });
  };
}

function textSetting(type: 'STRING' | 'CLASS' | 'PASSWORD') {
  return <const Value extends string, Default extends string | null>(
    name: string,
    options: TextOptions<Value, Default>,
  ): Setting<Value | NullOf<Default>> => {
    const { oneOf, check } = options;
    return setting<Value | NullOf<Default>>(name, type, options, {
      validValues: oneOf ? `one of ${oneOf.join(', ')}` : '',
      parse(text) {
        const value = requireAllowed<Value>(type === 'PASSWORD' ? text : text.trim(), oneOf);
        refuse(check?.(value));
        return value;
      },
      format: (value) => value,
    });
  };
}

interface Spelling<Value> {
  readonly validValues: string;
  parse(text: string): Value;
  format(value: Value): string | null;
}

function setting<Value>(
  name: string,
  type: SettingType,
  options: CommonOptions & { readonly default: unknown },
  spelling: Spelling<Value>,
): Setting<Value> {
  // A default is a value of the setting: declared beside its bounds, and held to them by the test of every group.
  const defaultValue = options.default as Value;
  return {
    name,
    type,
    defaultValue,
    defaultText: spelling.format(defaultValue),
    documentation: options.doc,
    scope: options.scope ?? 'read-only',
    sensitive: options.sensitive ?? type === 'PASSWORD',
    synonyms: options.synonyms ?? [],
    ...spelling,
  };
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new InvalidSettingError(problem);
}

function boundsInWords({ min, max }: NumberBounds): string {
  if (min !== undefined && max !== undefined) return `[${min},...,${max}]`;
  if (min !== undefined) return `[${min},...]`;
  return max === undefined ? '' : `[...,${max}]`;
}

function formatNumber(value: number | null, type: NumberType): string | null {
  if (value === null) return null;
  if (type === 'LONG' && !Number.isFinite(value)) return value > 0 ? '9223372036854775807' : '-9223372036854775808';
  if (type === 'DOUBLE') return formatDouble(value);
  return String(value);
}

/** As Java prints a double: `0.5`, `1.0`, `1.7976931348623157E308`. */
function formatDouble(value: number): string {
  if (value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7)) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}
