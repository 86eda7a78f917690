/** Texts to values, by Kafka's rules: blanks around a value do not count, list items are parted by commas and count once. */
import { InvalidSettingError } from './setting.ts';

export type IntegerType = 'SHORT' | 'INT' | 'LONG';
export type NumberType = IntegerType | 'DOUBLE';

export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  /** What is wrong with a value within the bounds, nothing if it is fine. */
  readonly check?: (value: number) => string | undefined;
}

export function parseBoolean(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (word === 'true') return true;
  if (word === 'false') return false;
  throw new InvalidSettingError('Expected value to be either true or false');
}

export function parseNumber(text: string, type: NumberType, bounds: NumberBounds): number {
  const value = type === 'DOUBLE' ? readDouble(text.trim()) : readInteger(text.trim(), type);
  if (value === undefined) throw new InvalidSettingError(`Not a number of type ${type}`);
  if (bounds.min !== undefined && value < bounds.min) {
    throw new InvalidSettingError(`Value must be at least ${bounds.min}`);
  }
  if (bounds.max !== undefined && value > bounds.max) {
    throw new InvalidSettingError(`Value must be no more than ${bounds.max}`);
  }
  const problem = bounds.check?.(value);
  if (problem !== undefined) throw new InvalidSettingError(problem);
  return value;
}

const integerBits = { SHORT: 16, INT: 32, LONG: 64 };

function readInteger(text: string, type: IntegerType): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const exact = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(integerBits[type], exact) !== exact) return undefined;
  if (exact > Number.MAX_SAFE_INTEGER) return Infinity;
  if (exact < Number.MIN_SAFE_INTEGER) return -Infinity;
  return Number(exact);
}

function readDouble(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

export function requireAllowed<Value extends string>(text: string, oneOf: readonly Value[] | undefined): Value;
export function requireAllowed(text: string, oneOf: readonly string[] | undefined): string {
  if (oneOf && !oneOf.includes(text)) throw new InvalidSettingError(`String must be one of: ${oneOf.join(', ')}`);
  return text;
}

export function listOf<Item extends string>(
  text: string,
  oneOf: readonly Item[] | undefined,
  emptyAllowed: boolean,
): readonly Item[] {
  const trimmed = text.trim();
  if (trimmed === '') {
    if (!emptyAllowed) throw new InvalidSettingError('Configuration must not be empty');
    return [];
  }
  return [...new Set(trimmed.split(/\s*,\s*/).map((item) => requireItem(item, oneOf)))];
}

function requireItem<Item extends string>(item: string, oneOf: readonly Item[] | undefined): Item {
  if (item === '') throw new InvalidSettingError('Values must not be empty');
  return requireAllowed(item, oneOf);
}
