import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClientMetricFamily, clientLines } from './client-metrics.ts';

function family(
  name: string,
  value: number,
  labels: Readonly<Record<string, string>> = {},
  help = '',
): ClientMetricFamily {
  const sample = { clientId: 'app "1"', instance: 'abc', labels: new Map(Object.entries(labels)), value };
  return { name, type: 'gauge', help, samples: [sample] };
}

function textOf(...families: ClientMetricFamily[]): string {
  return [...clientLines(families, (name) => name === 'kafka_brokers')].join('');
}

test('metrics of clients have their names, told apart by client and instance', () => {
  assert.equal(
    textOf(family('org.apache.kafka.producer.record.send.total', 5, { 'node-id': '1' }, 'Records sent')),
    [
      '# HELP org_apache_kafka_producer_record_send_total Records sent',
      '# TYPE org_apache_kafka_producer_record_send_total gauge',
      'org_apache_kafka_producer_record_send_total{node_id="1",client_id="app \\"1\\"",instance="abc"} 5',
      '',
    ].join('\n'),
  );
});

test('a client can neither take a name of the broker nor say one twice', () => {
  const text = textOf(family('kafka.brokers', 666), family('a.b', 1), family('a-b', 2), family('1x', 3));
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.deepEqual(
    samples.map((line) => line.replace(/\{.*\}/, '')),
    ['client_kafka_brokers 666', 'a_b 1', '_1x 3'],
  );
  assert.match(text, /# HELP a_b a\.b\n/);
});

test('a label cannot stand in for the client', () => {
  assert.match(
    textOf(family('x', 1, { client_id: 'somebody else', 'client-id': 'again' })),
    /^x\{client_id="app \\"1\\"",instance="abc"\} 1$/m,
  );
});
