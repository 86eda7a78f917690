import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { notesIn, page } from './page.ts';
import type { Outcome, Round, RunResults } from './results.ts';
import { aimsTable, failures, measureTables } from './tables.ts';
import { textOf } from './text.ts';

function samples(requests: number): Outcome {
  return { samples: { requests } };
}

function round(moldau: number, kafka: Outcome, floor: number): Round {
  const name = 'small-200-connections';
  return {
    outcomes: {
      moldau: { [name]: samples(moldau) },
      kafka: { [name]: kafka },
      floor: { [name]: samples(floor) },
      machine: { 'loopback-1mb': { samples: { rate: 5000 } } },
    },
  };
}

const figure = { name: 'requests', title: 'requests', unit: '/s', better: 'higher' } as const;
const results: RunResults = {
  startedAt: '2026-11-22T10:00:00.000Z',
  machine: { processor: 'A Processor', cores: 2, memoryGigabytes: 24, kernel: 'Linux 6.18', fileSystem: 'ext4' },
  versions: { Node: 'v26.10.0', Moldau: 'abc1234', Kafka: '4.3.1' },
  plannedRounds: 3,
  windowSeconds: 1.2,
  quick: false,
  sections: [
    {
      title: 'Small requests',
      measures: [{ name: 'small-200-connections', title: 'Small requests, 200 connections', figures: [figure] }],
    },
    {
      title: 'The machine',
      measures: [{ name: 'loopback-1mb', title: 'Loopback', figures: [{ ...figure, name: 'rate', unit: 'MB/s' }] }],
    },
  ],
  rounds: [
    round(80_000, samples(40_000), 100_000),
    round(90_000, samples(30_000), 100_000),
    round(70_000, { failed: 'the broker ended' }, 70_000),
  ],
};

describe('the tables', () => {
  test('set Moldau against Kafka and the C program, with medians and what they vary between', () => {
    const [table] = measureTables(results);
    assert.deepEqual(table?.rows, [
      [
        'Small requests, 200 connections',
        '/s',
        '80,000 (70,000–90,000)',
        '35,000 (30,000–40,000), 2 rounds',
        '2.50× (2.00×–3.00×)',
        '100,000 (70,000–100,000)',
        '0.90× (0.80×–1.00×)',
      ],
    ]);
  });

  test('say which aims are met, missed and not measured', () => {
    const rows = aimsTable(results).rows;
    const row = (start: string) => rows.find(([title]) => title?.startsWith(start));
    assert.deepEqual(row('small requests per second, 200')?.slice(1), ['≥ 1.5×', '2.50× (2.00×–3.00×)', 'met']);
    assert.equal(row('small requests per second, share')?.at(-1), 'met');
    assert.equal(row('RSS idle')?.at(-1), 'not measured');
  });

  test('say what failed, where, how often and why', () => {
    assert.deepEqual(failures(results), ['small-200-connections on kafka failed in 1 round: the broker ended']);
  });

  test('stand in columns on a terminal', () => {
    const text = textOf({ title: 'T', head: ['a', 'b'], rows: [['long', 'x']] });
    assert.equal(text, 'T\n=\na     b\nlong  x\n');
  });
});

describe('the page', () => {
  const text = page(results, undefined);

  test('names the date, the machine and the versions', () => {
    for (const fact of ['2026-11-22', 'A Processor, 2 cores, 24 GB', 'Kafka 4.3.1', 'Moldau abc1234', '3 rounds']) {
      assert.ok(text.includes(fact), fact);
    }
  });

  test('begins with the aims', () => {
    assert.ok(text.indexOf('## Aims') < text.indexOf('## Small requests'));
    assert.match(
      text,
      /\| small requests per second, 200 connections, against Kafka \| ≥ 1\.5× \| 2\.50× \(2\.00×–3\.00×\) \| met \|/,
    );
  });

  test('keeps the notes of the page that it replaces, and nothing else of it', () => {
    const noted = text.replace('<!-- notes -->', '<!-- notes -->\n## Notes\n\nWritten by hand.\n');
    const again = page(results, noted);
    assert.equal(again, noted);
    assert.ok(!page(results, `old words\n${noted}`).includes('old words'));
    assert.match(notesIn(again) ?? '', /Written by hand/);
  });

  test('has a place for notes when there was no page', () => {
    assert.equal(notesIn(text)?.trim(), '');
  });
});
