/** Reads Prometheus' text format as strictly as `promtool check metrics` does, so that a test sees what a scraper sees. */
import assert from 'node:assert/strict';

export interface Exposition {
  /** By name: of summaries and histograms the name of the family. */
  readonly families: ReadonlyMap<string, ParsedFamily>;
  /** The only sample of that name with at least these labels, and with no others where `exactly`. */
  value(name: string, labels?: Readonly<Record<string, string>>, exactly?: boolean): number;
  samples(name: string): readonly ParsedSample[];
}

export interface ParsedFamily {
  readonly type: string;
  readonly help: string;
  readonly samples: ParsedSample[];
}

export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const types = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);
const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const sampleLine = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/;
const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;

/** Throws an AssertionError for the first line that is not as it should be. */
export function parseExposition(text: string): Exposition {
  assert.ok(text.endsWith('\n'), 'the last line ends');
  const families = new Map<string, ParsedFamily>();
  const seen = new Set<string>();
  let help: { name: string; text: string } | undefined;
  let current: { name: string; family: ParsedFamily } | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      assert.ok(!families.has(name), `the lines of ${name} stand together`);
      assert.notEqual(rest.trim(), '', `${name} explains itself`);
      help = { name, text: rest };
    } else if (kind === 'TYPE') {
      assert.match(name, metricName);
      assert.ok(types.has(rest), `${rest} is a type`);
      assert.equal(help?.name, name, `${name} has help before its type`);
      current = { name, family: { type: rest, help: help?.text ?? '', samples: [] } };
      families.set(name, current.family);
    } else {
      assert.ok(current !== undefined, `${line} belongs to a family`);
      const sample = parseSample(line);
      checkSample(sample, current.name, current.family.type);
      const identity = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
      assert.ok(!seen.has(identity), `${identity} comes once`);
      seen.add(identity);
      current.family.samples.push(sample);
    }
  }
  return asked(families);
}

function parseSample(line: string): ParsedSample {
  const [, name = '', labelText = '', valueText = ''] = sampleLine.exec(line) ?? assert.fail(`not a sample: ${line}`);
  assert.match(name, metricName);
  assert.match(valueText, /^([+-]?(\d+(\.\d+)?(e[+-]?\d+)?)|NaN|Nan|[+-]Inf)$/, line);
  const value = valueText.endsWith('Inf') ? Number(valueText.replace('Inf', 'Infinity')) : Number(valueText);
  return { name, labels: parseLabels(labelText, line), value };
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== ''; ) {
    const [all = '', name = '', value = ''] = label.exec(rest) ?? assert.fail(`not labels: ${line}`);
    assert.ok(!(name in labels), `${name} comes once in ${line}`);
    labels[name] = value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    rest = rest.slice(all.length);
  }
  return labels;
}

function checkSample({ name, labels, value }: ParsedSample, family: string, type: string): void {
  const suffix = name.startsWith(family) ? name.slice(family.length) : assert.fail(`${name} is not of ${family}`);
  const suffixes =
    type === 'summary' ? ['', '_count', '_sum'] : type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
  assert.ok(suffixes.includes(suffix), `${name} is a ${type} called ${family}`);
  if (type === 'summary') assert.equal('quantile' in labels, suffix === '', `${name} of a summary`);
  if (type === 'counter') assert.ok(value >= 0, `${name} counts`);
}

function asked(families: ReadonlyMap<string, ParsedFamily>): Exposition {
  const samples = (name: string): readonly ParsedSample[] => {
    const family = families.get(name) ?? families.get(name.replace(/_(count|sum|bucket)$/, ''));
    return (family?.samples ?? []).filter((sample) => sample.name === name);
  };
  return {
    families,
    samples,
    value(name, labels = {}, exactly = false) {
      const wanted = Object.entries(labels);
      const found = samples(name).filter(
        (sample) =>
          wanted.every(([key, value]) => sample.labels[key] === value) &&
          (!exactly || Object.keys(sample.labels).length === wanted.length),
      );
      assert.equal(found.length, 1, `one ${name} with ${JSON.stringify(labels)}`);
      return found[0]?.value ?? Number.NaN;
    },
  };
}
