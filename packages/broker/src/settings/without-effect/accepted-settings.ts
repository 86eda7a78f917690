/**
 * Settings of Apache Kafka that are accepted and shown, and change nothing here: hardly more than their type is held. A group of them
 * has one reason, which is their documentation.
 */
import { boolean, className, double, int, list, long, password, type Setting, short, string } from '@moldau/runtime';
import type { SettingScope } from '@moldau/runtime';

export interface AcceptedSettings {
  readonly reason: string;
  readonly settings: readonly Setting[];
}

type Declare<Default> = (name: string, defaultValue: Default, scope?: SettingScope) => Setting;

interface Declarers {
  readonly boolean: Declare<boolean>;
  readonly string: Declare<string | null>;
  readonly className: Declare<string | null>;
  readonly password: Declare<string | null>;
  readonly short: Declare<number>;
  readonly int: Declare<number | null>;
  readonly long: (...declared: [...Parameters<Declare<number>>, min?: number]) => Setting;
  readonly double: Declare<number>;
  readonly list: Declare<readonly string[] | null>;
}

/** `acceptedSettings('Why they change nothing.', ({ int }) => [int('name', 5), …])` */
export function acceptedSettings(
  reason: string,
  declare: (declarers: Declarers) => readonly Setting[],
): AcceptedSettings {
  const options = <Default>(value: Default, scope: SettingScope = 'read-only') => ({
    default: value,
    scope,
    doc: `Without effect. ${reason}`,
  });
  const settings = declare({
    boolean: (name, value, scope) => boolean(name, options(value, scope)),
    string: (name, value, scope) => string(name, options(value, scope)),
    className: (name, value, scope) => className(name, options(value, scope)),
    password: (name, value, scope) => password(name, options(value, scope)),
    short: (name, value, scope) => short(name, options(value, scope)),
    int: (name, value, scope) => int(name, options(value, scope)),
    long: (name, value, scope, min) => long(name, { ...options(value, scope), ...(min !== undefined && { min }) }),
    double: (name, value, scope) => double(name, options(value, scope)),
    list: (name, value, scope) => list(name, options(value, scope)),
  });
  return { reason, settings };
}
