import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brokerLogSettings, logConfigOf, logSettings } from './log-settings.ts';

const factsFile = new URL('../../../../shared/protocol/topic-configs.tsv', import.meta.url);

test('names, types and defaults are those of Kafka', { skip: !existsSync(factsFile) }, () => {
  const facts = readFileSync(factsFile, 'utf8').trim().split('\n').slice(1);
  const ours = logSettings
    .describe()
    .map(({ name, type, defaultText }) => `${name}\t${type}\t${defaultText || '(empty)'}`);
  assert.deepEqual(
    ours.filter((line) => !line.startsWith('flush.policy\t')),
    facts.sort(),
  );
});

test('every default is within the bounds of its setting', () => {
  for (const { name, defaultText } of logSettings.describe()) {
    if (defaultText !== null) assert.equal(logSettings.validate(name, defaultText), undefined);
  }
  for (const setting of brokerLogSettings) {
    if (setting.defaultText !== null) setting.parse(setting.defaultText);
  }
});

test('every setting explains itself in one sentence', () => {
  for (const { name, documentation } of logSettings.describe()) assert.match(documentation, /^[A-Z].*\.$/, name);
});

describe('as Kafka 4.2 does, a topic config', () => {
  const invalid = `cleanup.policy=foo cleanup.policy=delete, segment.bytes=1048575 segment.bytes=x retention.ms=-2
    compression.type=zip compression.gzip.level=0 compression.gzip.level=10 compression.lz4.level=0
    compression.zstd.level=23 min.cleanable.dirty.ratio=1.5 leader.replication.throttled.replicas=foo
    leader.replication.throttled.replicas=*,0:1 preallocate=yes flush.ms=-1 flush.messages=0 segment.ms=0
    segment.index.bytes=3 max.message.bytes=-1 min.insync.replicas=0 message.timestamp.type=x local.retention.ms=-3`;
  for (const assignment of invalid.split(/\s+/)) {
    const [name = '', text = ''] = assignment.split('=');
    test(`refuses ${assignment} (B138, B160)`, () => {
      const resolution = logSettings.resolve(new Map([[name, text]]));
      assert.ok(!resolution.ok);
      assert.match(resolution.problems.join(), new RegExp(`^Invalid value .* for configuration ${name}: `));
    });
  }

  const valid = `cleanup.policy= cleanup.policy=delete,compact segment.bytes=1048576 retention.ms=-1 retention.bytes=-5
    compression.gzip.level=-1 compression.zstd.level=-131072 leader.replication.throttled.replicas=*
    leader.replication.throttled.replicas=0:1,0:2 max.message.bytes=0 local.retention.ms=-2`;
  for (const assignment of valid.split(/\s+/)) {
    const [name = '', text = ''] = assignment.split('=');
    test(`accepts ${assignment}`, () => assert.ok(logSettings.resolve(new Map([[name, text]])).ok));
  }

  test('refuses a compaction lag whose minimum exceeds its maximum', () => {
    const texts = new Map([
      ['min.compaction.lag.ms', '10'],
      ['max.compaction.lag.ms', '5'],
    ]);
    assert.deepEqual(logSettings.resolve(texts), {
      ok: false,
      problems: ['min.compaction.lag.ms (10) must not exceed max.compaction.lag.ms (5)'],
    });
  });
});

test('the broker’s names give the defaults of topics, in their own units', () => {
  const resolution = logSettings.resolve(
    new Map([
      ['log.roll.hours', '1'],
      ['log.retention.hours', '5'],
      ['log.retention.minutes', '1'],
      ['message.max.bytes', '7'],
      ['log.flush.interval.messages', '3'],
    ]),
  );
  assert.ok(resolution.ok);
  const { segmentMs, retentionMs, maxMessageBytes, flushMessages } = resolution.values;
  assert.deepEqual([segmentMs, retentionMs, maxMessageBytes, flushMessages], [3_600_000, 60_000, 7, 3]);
});

test('an unset flush policy waits for the disk with one replica, and not with more', () => {
  const unset = logSettings.resolve(new Map());
  const set = logSettings.resolve(new Map([['log.flush.policy', 'interval']]));
  assert.ok(unset.ok && set.ok);
  assert.equal(logConfigOf(unset.values, 1).flushPolicy, 'ack');
  assert.equal(logConfigOf(unset.values, 3).flushPolicy, 'none');
  assert.equal(logConfigOf(set.values, 1).flushPolicy, 'interval');
  assert.deepEqual(logConfigOf(unset.values, 1).cleanupPolicy, new Set(['delete']));
});
