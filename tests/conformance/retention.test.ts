/** Retention by time and by size, and the configs that steer it while a topic is in use: B143, B155. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { encodeRecordBatch, Errors } from '@moldau/protocol';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { BrokerUnderTest, eventually, isElsewhere } from './support/broker-under-test.ts';
import { batchesOf, valuesOf } from './support/records.ts';
import { batch, listOffsetsRequest, record, type Topic } from './support/requests.ts';

const HOUR = 3_600_000;
/** The least that `segment.bytes` may be. */
const SEGMENT = 1_048_576;
const elsewhere = isElsewhere ? 'a broker elsewhere looks every five minutes' : false;

suite('Retention', { timeout: 60_000, skip: elsewhere }, () => {
  const broker = new BrokerUnderTest();
  before(() => broker.start({ 'log.retention.check.interval.ms': '20' }));
  after(() => broker.close());

  const start = (topic: Topic) => broker.offset(topic, -2);

  /** Resolves when retention has looked at least once since the call. */
  async function looked(): Promise<void> {
    const witness = await broker.topic(1, { 'retention.ms': '1' });
    await broker.append(witness, stamped(1));
    await eventually(async () => (await start(witness)) === 1);
  }

  function stamped(timestamp: number, bytes = 10): Buffer {
    return encodeRecordBatch({ records: [record('x'.repeat(bytes), { timestamp })] });
  }

  /** One record a segment. */
  async function segments(count: number, configs: Readonly<Record<string, string>>, timestamp = Date.now()) {
    const topic = await broker.topic(1, { 'segment.bytes': `${SEGMENT}`, 'retention.ms': '-1', ...configs });
    for (let index = 0; index < count; index++) await broker.append(topic, stamped(timestamp, 700_000));
    return topic;
  }

  test('what is older than retention.ms goes, the active segment too, and the log goes on (B155)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': `${HOUR}` });
    await broker.append(topic, stamped(Date.now() - 2 * HOUR));
    await eventually(async () => (await start(topic)) === 1);
    assert.equal((await broker.fetchOne(topic, 0)).errorCode, Errors.OFFSET_OUT_OF_RANGE);
    const empty = await broker.fetchOne(topic, 1);
    assert.deepEqual([empty.errorCode, empty.highWatermark, empty.logStartOffset], [Errors.NONE, 1, 1]);
    assert.equal(await broker.append(topic, batch(['young'])), 1);
    await looked();
    assert.deepEqual(valuesOf(await broker.fetchOne(topic, 1)), ['young']);
  });

  test('a segment is as old as its youngest record, wherever that is (B155, B160)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '-1' });
    for (const age of [5 * HOUR, 0, 9 * HOUR]) await broker.append(topic, stamped(Date.now() - age));
    await broker.configure(topic, 'retention.ms', `${HOUR}`);
    await looked();
    assert.equal(await start(topic), 0);
  });

  test('records from the future stay (B155)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '1', 'message.timestamp.after.max.ms': `${9 * HOUR}` });
    await broker.append(topic, stamped(Date.now() + 2 * HOUR));
    await looked();
    assert.equal(await start(topic), 0);
  });

  test('under LogAppendTime the broker’s time counts (B40, B155)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': `${HOUR}`, 'message.timestamp.type': 'LogAppendTime' });
    await broker.append(topic, stamped(Date.now() - 9 * HOUR));
    await looked();
    assert.equal(await start(topic), 0);
  });

  test('oldest segments go until the rest is no less than retention.bytes (B155)', async () => {
    const topic = await segments(5, { 'retention.bytes': `${2 * 700_000}` });
    await eventually(async () => (await start(topic)) > 2);
    await looked();
    assert.equal(await start(topic), 3);
    assert.equal(batchesOf(await broker.fetchOne(topic, 3))[0]?.baseOffset, 3);
  });

  test('retention.bytes of 0 leaves nothing (B155)', async () => {
    const topic = await segments(2, { 'retention.bytes': '0' });
    await eventually(async () => (await start(topic)) === 2);
    assert.equal(await broker.offset(topic, -1), 2);
  });

  test('only whole segments go, and none behind one that stays (B155)', async () => {
    const topic = await broker.topic(1, { 'segment.bytes': `${SEGMENT}`, 'retention.ms': '-1' });
    const old = Date.now() - 2 * HOUR;
    for (const timestamp of [old, Date.now(), old]) await broker.append(topic, stamped(timestamp, 700_000));
    await broker.append(topic, stamped(old));
    await broker.configure(topic, 'retention.ms', `${HOUR}`);
    await looked();
    assert.equal(await start(topic), 1);
  });

  test('a changed retention.ms is obeyed at the next look (B143, B155)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '-1' });
    await broker.append(topic, stamped(Date.now() - 2 * HOUR));
    await looked();
    assert.equal(await start(topic), 0);
    await broker.configure(topic, 'retention.ms', `${HOUR}`);
    await eventually(async () => (await start(topic)) === 1);
  });

  test('a changed retention.bytes is obeyed at the next look (B143, B155)', async () => {
    const topic = await segments(3, {});
    await looked();
    assert.equal(await start(topic), 0);
    await broker.configure(topic, 'retention.bytes', '700000');
    await eventually(async () => (await start(topic)) === 2);
  });

  test('the broker’s own log.retention.ms is for topics that say nothing (B143)', async () => {
    const [silent, own] = [await broker.topic(), await broker.topic(1, { 'retention.ms': `${9 * HOUR}` })];
    for (const topic of [silent, own]) await broker.append(topic, stamped(Date.now() - 2 * HOUR));
    await looked();
    assert.equal(await start(silent), 0);
    await alterBroker(0, `${HOUR}`);
    try {
      await eventually(async () => (await start(silent)) === 1);
      await looked();
      assert.equal(await start(own), 0);
    } finally {
      await alterBroker(1, null);
    }
  });

  async function alterBroker(configOperation: number, value: string | null): Promise<void> {
    const configs = [{ name: 'log.retention.ms', configOperation, value }];
    const resources = [{ resourceType: 4, resourceName: '', configs }];
    const answer = await broker.client.request(incrementalAlterConfigsApi, 1, { resources, validateOnly: false });
    assert.deepEqual(
      answer.responses.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]),
      [[Errors.NONE, null]],
    );
  }

  test('a compacted topic keeps its records unless it deletes too (B155)', async () => {
    const old = Date.now() - 2 * HOUR;
    const configs = { 'retention.ms': `${HOUR}`, 'retention.bytes': '0' };
    const only = await broker.topic(1, { ...configs, 'cleanup.policy': 'compact' });
    const both = await broker.topic(1, { ...configs, 'cleanup.policy': 'compact,delete' });
    for (const topic of [only, both]) await broker.append(topic, stamped(old));
    await eventually(async () => (await start(both)) === 1);
    await looked();
    assert.equal(await start(only), 0);
    await broker.configure(only, 'cleanup.policy', 'delete');
    await eventually(async () => (await start(only)) === 1);
  });

  test('a fetch that waits at the end of a log that is emptied goes on waiting, and is served (B155)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': '-1' });
    await broker.append(topic, stamped(1));
    const client = await broker.connect();
    const parked = broker.fetchOne(topic, 1, { client, maxWaitMs: 120_000 });
    await broker.configure(topic, 'retention.ms', `${HOUR}`);
    await eventually(async () => (await start(topic)) === 1);
    await broker.append(topic, batch(['next']));
    assert.deepEqual(valuesOf(await parked), ['next']);
  });

  test('times that are looked for are those of the records that are left (B97, B155)', async () => {
    const topic = await broker.topic(1, { 'retention.ms': `${HOUR}`, 'segment.bytes': `${SEGMENT}` });
    const [old, young] = [Date.now() - 2 * HOUR, Date.now()];
    await broker.append(topic, stamped(old, 700_000));
    await broker.append(topic, stamped(young, 700_000));
    await eventually(async () => (await start(topic)) === 1);
    const { topics } = await broker.client.request(listOffsetsApi, 7, listOffsetsRequest(topic, [{ timestamp: old }]));
    const found = topics[0]?.partitions[0];
    assert.deepEqual([found?.offset, found?.timestamp], [1, young]);
  });
});
