/**
 * A group of settings that are read together, resolved from texts to one typed object or to a list of problems.
 *
 * The value of a setting comes from its own name, else from the first of its synonyms that is given, else from its
 * default. Names that the group does not declare are left alone: several groups share one file.
 */
import type { Setting, SettingScope, SettingType } from './setting.ts';
import { InvalidSettingError, invalidValue, sameAs } from './setting.ts';

export type Declarations = Readonly<Record<string, Setting>>;

export type ValuesOf<Declared extends Declarations> = {
  readonly [Key in keyof Declared]: Declared[Key] extends Setting<infer Value> ? Value : never;
};

export type Resolution<Values> =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly problems: readonly string[] };

export interface Settings<Declared extends Declarations> {
  readonly declarations: Declared;
  /** Every declared name, synonyms included. */
  readonly byName: ReadonlyMap<string, Setting>;
  /** All values, or every problem in one line each. */
  resolve(texts: ReadonlyMap<string, string>): Resolution<ValuesOf<Declared>>;
  /** What is wrong with one text, nothing if it is fine or the name is not declared here. */
  validate(name: string, text: string): string | undefined;
  /** The settings themselves, without their synonyms, sorted by name. */
  describe(): readonly SettingDescription[];
}

export interface SettingDescription {
  readonly name: string;
  readonly type: SettingType;
  readonly defaultText: string | null;
  readonly documentation: string;
  readonly validValues: string;
  readonly scope: SettingScope;
  readonly sensitive: boolean;
  /** Names only, the strongest first. */
  readonly synonyms: readonly string[];
}

/** What is wrong with values that are valid each on its own. */
export type CrossCheck<Values> = (values: Values) => readonly string[];

/** `defineSettings({ segmentBytes: int('segment.bytes', { … }), … })` */
export function defineSettings<const Declared extends Declarations>(
  declarations: Declared,
  crossCheck: CrossCheck<ValuesOf<Declared>> = () => [],
): Settings<Declared> {
  const byName = settingsByName(Object.values(declarations));
  return {
    declarations,
    byName,
    resolve: (texts) => resolveAll(declarations, crossCheck, texts),
    validate(name, text) {
      const setting = byName.get(name);
      return setting && problemOf(setting, text);
    },
    describe: () =>
      Object.values(declarations)
        .map(describeSetting)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export function describeSetting(setting: Setting): SettingDescription {
  const { name, type, defaultText, documentation, validValues, scope, sensitive } = setting;
  const synonyms = setting.synonyms.map((synonym) => synonym.setting.name);
  return { name, type, defaultText, documentation, validValues, scope, sensitive, synonyms };
}

/** The text that decides over a setting, as given, and the setting (itself or a synonym) whose name it was given. */
export interface GivenText {
  readonly setting: Setting;
  readonly text: string;
  /** The text in the unit of the setting itself. */
  convert(text: string): string;
}

export function givenText(setting: Setting, texts: ReadonlyMap<string, string>): GivenText | undefined {
  for (const synonym of [sameAs(setting), ...setting.synonyms]) {
    const text = texts.get(synonym.setting.name);
    if (text !== undefined) return { ...synonym, text };
  }
  return undefined;
}

function settingsByName(settings: readonly Setting[]): ReadonlyMap<string, Setting> {
  const byName = new Map<string, Setting>();
  for (const setting of settings) {
    for (const synonym of setting.synonyms) byName.set(synonym.setting.name, synonym.setting);
  }
  for (const setting of settings) byName.set(setting.name, setting);
  return byName;
}

function problemOf(setting: Setting, text: string): string | undefined {
  try {
    setting.parse(text);
    return undefined;
  } catch (error) {
    return problemLine(setting, text, error);
  }
}

function resolveAll<Declared extends Declarations>(
  declarations: Declared,
  crossCheck: CrossCheck<ValuesOf<Declared>>,
  texts: ReadonlyMap<string, string>,
): Resolution<ValuesOf<Declared>> {
  const problems: string[] = [];
  const entries = Object.entries(declarations).map(([key, setting]) => [key, resolveOne(setting, texts, problems)]);
  if (problems.length > 0) return { ok: false, problems };
  // The mapped type says of each key what `parse` and `defaultValue` of its declaration give.
  const values = Object.fromEntries(entries) as ValuesOf<Declared>;
  const crossProblems = crossCheck(values);
  return crossProblems.length > 0 ? { ok: false, problems: crossProblems } : { ok: true, values };
}

function resolveOne(setting: Setting, texts: ReadonlyMap<string, string>, problems: string[]): unknown {
  const given = givenText(setting, texts);
  if (given === undefined) return setting.defaultValue;
  try {
    given.setting.parse(given.text);
    return setting.parse(given.convert(given.text));
  } catch (error) {
    problems.push(problemLine(given.setting, given.text, error));
    return undefined;
  }
}

function problemLine(setting: Setting, text: string, error: unknown): string {
  if (!(error instanceof InvalidSettingError)) throw error;
  return invalidValue(setting, text, error.message);
}
