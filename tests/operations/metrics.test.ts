/** What a scrape of a whole broker says after traffic that is known. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { encodeRecordBatch, Errors } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import { deleteTopicsApi } from '@moldau/protocol/messages/delete-topics';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { metricsPage } from '../../scripts/metrics-page/page.ts';
import { batch, fetchPartition, fetchRequest, record } from '../conformance/support/requests.ts';
import { startObservedBroker } from './observed-broker.ts';

test('records, bytes and requests are counted by topic and API', async () => {
  await using broker = await startObservedBroker();
  const orders = await broker.createTopic('orders', 2);
  const payments = await broker.createTopic('payments');
  const records = batch(['one', 'two', 'three']);
  const { length } = records;
  for (let count = 0; count < 4; count++) await broker.produce(orders, Buffer.from(records), count % 2);
  await broker.produce(payments, batch(['one']));
  await broker.produce(payments, Buffer.from('not a batch'));
  const request = fetchRequest([[orders, fetchPartition(0, 0), fetchPartition(1, 0)]]);
  await broker.client.request(fetchApi, 12, request);

  const metrics = await broker.scrape();
  const traffic = (what: string, topic?: string): number =>
    metrics.value(`kafka_server_brokertopicmetrics_${what}_total`, topic === undefined ? {} : { topic }, true);
  assert.deepEqual([traffic('messagesin', 'orders'), traffic('messagesin', 'payments')], [12, 1]);
  assert.equal(traffic('messagesin'), 13);
  assert.equal(traffic('bytesin', 'orders'), 4 * length);
  assert.equal(traffic('bytesout', 'orders'), 4 * length);
  assert.equal(traffic('bytesout', 'payments'), 0);
  assert.equal(traffic('totalproducerequests', 'payments'), 2);
  assert.equal(traffic('failedproducerequests', 'payments'), 1);
  assert.equal(traffic('totalfetchrequests', 'orders'), 2);

  const name = 'kafka_network_requestmetrics';
  assert.equal(metrics.value(`${name}_requests_total`, { request: 'Produce', version: '12' }), 6);
  assert.equal(metrics.value(`${name}_requests_total`, { request: 'FetchConsumer', version: '12' }), 1);
  assert.equal(metrics.value(`${name}_errors_total`, { request: 'Produce', error: 'NONE' }), 5);
  assert.equal(metrics.value(`${name}_errors_total`, { request: 'Produce', error: 'INVALID_RECORD' }), 1);
  assert.equal(metrics.value(`${name}_totaltimems_count`, { request: 'Produce' }), 6);
  const time = (which: string): number => metrics.value(`${name}_${which}`, { request: 'Produce', quantile: '0.99' });
  assert.ok(time('totaltimems') > 0 && time('localtimems') <= time('totaltimems') * 1.07);

  assert.equal(metrics.value('kafka_log_log_logendoffset', { topic: 'orders', partition: '1' }), 6);
  assert.equal(metrics.value('kafka_log_log_size', { topic: 'orders', partition: '0' }), 2 * length);
  assert.equal(metrics.value('kafka_log_log_numlogsegments', { topic: 'orders', partition: '0' }), 1);
  assert.equal(metrics.value('kafka_controller_kafkacontroller_globaltopiccount'), 2);
  assert.equal(metrics.value('kafka_server_replicamanager_partitioncount'), 3);
  assert.equal(metrics.value('kafka_server_replicamanager_underreplicatedpartitions'), 0);
  const listener = { listener: 'PLAINTEXT', networkProcessor: '0' };
  assert.equal(metrics.value('kafka_server_socket_server_metrics_connection_count', listener), 1);
  assert.equal(metrics.value('moldau_ready'), 1);
});

test('counters of all topics outlive a topic', async () => {
  await using broker = await startObservedBroker();
  const topic = await broker.createTopic('short-lived');
  await broker.produce(topic, batch(['one', 'two']));
  await broker.client.request(deleteTopicsApi, 5, { topics: [], topicNames: [topic.name], timeoutMs: 10_000 });
  const metrics = await broker.scrape();
  assert.equal(metrics.value('kafka_server_brokertopicmetrics_messagesin_total', {}, true), 2);
  assert.equal(metrics.samples('kafka_server_brokertopicmetrics_messagesin_total').length, 1);
});

test('lag is in records, and in seconds by the timestamp of the first record that was not consumed', async () => {
  await using broker = await startObservedBroker();
  const topic = await broker.createTopic('orders');
  const { clock } = broker;
  const writtenMs = clock.nowMs;
  for (let second = 0; second < 5; second++) {
    const timestamp = writtenMs + second * 1000;
    await broker.produce(topic, encodeRecordBatch({ records: [record('value', { timestamp })] }));
  }
  clock.nowMs = writtenMs + 60_000;
  await broker.commit('behind', 'orders', 0, 2);
  await broker.commit('caught-up', 'orders', 0, 5);
  const metrics = await broker.scrape();
  const of = (consumergroup: string) => ({ consumergroup, topic: 'orders', partition: '0' });
  assert.equal(metrics.value('kafka_consumergroup_current_offset', of('behind')), 2);
  assert.equal(metrics.value('kafka_consumergroup_lag', of('behind')), 3);
  assert.equal(metrics.value('kafka_consumergroup_lag_seconds', of('behind')), 58);
  assert.equal(metrics.value('kafka_consumergroup_lag', of('caught-up')), 0);
  assert.equal(metrics.value('kafka_consumergroup_lag_seconds', of('caught-up')), 0);
  assert.equal(metrics.value('kafka_consumergroup_lag_sum', { consumergroup: 'behind', topic: 'orders' }), 3);
  assert.equal(metrics.value('kafka_coordinator_group_groupmetadatamanager_numgroups'), 2);
  assert.equal(metrics.value('kafka_coordinator_group_groupmetadatamanager_numoffsets'), 2);
  clock.nowMs += 7_000;
  assert.equal((await broker.scrape()).value('kafka_consumergroup_lag_seconds', of('behind')), 65);
});

test('a group may be called anything', async () => {
  await using broker = await startObservedBroker();
  await broker.createTopic('orders');
  const consumergroup = 'say "hi"\\ \n třetí, {a="b"}';
  await broker.commit(consumergroup, 'orders', 0, 0);
  const metrics = await broker.scrape();
  assert.equal(metrics.value('kafka_consumergroup_lag', { consumergroup }), 0);
});

test('the names of Confluent’s rules and of kafka-lag-exporter are there for who asks for them', async () => {
  await using broker = await startObservedBroker({ 'metrics.names': 'confluent,kafka-lag-exporter' });
  const topic = await broker.createTopic('orders');
  await broker.produce(topic, batch(['one', 'two']));
  await broker.commit('readers', 'orders', 0, 1);
  const metrics = await broker.scrape();
  assert.equal(metrics.value('kafka_server_brokertopicmetrics_messagesinpersec', { topic: 'orders' }), 2);
  assert.equal(metrics.value('kafka_network_requestmetrics_requestspersec', { request: 'Produce' }), 1);
  assert.equal(metrics.value('kafka_server_replicamanager_leadercount'), 51);
  const lag = { cluster_name: broker.test.broker.clusterId, group: 'readers', topic: 'orders', partition: '0' };
  assert.equal(metrics.value('kafka_consumergroup_group_lag', lag), 1);
  assert.equal(metrics.samples('kafka_server_brokertopicmetrics_messagesin_total').length, 0);
  assert.equal(metrics.samples('kafka_consumergroup_lag').length, 0);
});

test('partitions beyond the bound have no metrics of their own, and are counted', async () => {
  await using broker = await startObservedBroker({ 'metrics.partitions.max': '3' });
  await broker.createTopic('orders', 5);
  const metrics = await broker.scrape();
  assert.equal(metrics.samples('kafka_log_log_size').length, 3);
  assert.equal(metrics.value('moldau_metrics_partitions_left_out'), 2);
  assert.equal(metrics.value('kafka_server_replicamanager_partitioncount'), 5);
});

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');

test('the page of all metrics is what the declarations say (node scripts/metrics-page/main.ts writes it)', () => {
  assert.equal(page, metricsPage());
});

test('every metric of a scrape is on the page of all metrics, with its type', async () => {
  const names = 'jmx-exporter,confluent,kafka-exporter,kafka-lag-exporter';
  await using broker = await startObservedBroker({ 'metrics.names': names });
  await broker.client.request(apiVersionsApi, 3, { clientSoftwareName: 'test', clientSoftwareVersion: '1' });
  const { families } = await broker.scrape();
  const missing = [...families].filter(([name, { type }]) => !page.includes(`| \`${name}\` | ${type} |`));
  assert.deepEqual(
    missing.map(([name]) => name),
    [],
  );
});

test('a broker without metrics.listener serves nothing over HTTP and takes no times', async () => {
  await using broker = await startObservedBroker({ 'metrics.listener': '' });
  assert.equal(broker.test.broker.operations, undefined);
  const topic = await broker.createTopic('orders');
  assert.equal(await broker.produce(topic, batch(['one'])), Errors.NONE);
});
