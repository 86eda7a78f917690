/** Kafka's command-line classes for topics, configs and the cluster. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ApiKey } from '@moldau/protocol';
import { eventually } from '../support/eventually.ts';
import { startTarget, targetAddress } from '../support/target.ts';
import { bootstrap, toolsUnderTest } from './tools-under-test.ts';

describe('command-line classes for the cluster', () => {
  const { run, refused, file, fresh, serves, waitsFor } = toolsUnderTest();
  const topic = fresh('cluster');
  let node = '';

  before(async () => {
    await run('TopicCommand', [...bootstrap(), '--create', '--topic', topic, '--partitions', '3']);
    await run('ConsoleProducer', [...bootstrap(), '--topic', topic], 'one\ntwo\nthree\n');
    const described = await run('TopicCommand', [...bootstrap(), '--describe', '--topic', topic]);
    node = /Leader: (\d+)/.exec(described)?.[1] ?? '';
  });

  const topics = (...words: readonly string[]) => run('TopicCommand', [...bootstrap(), ...words]);
  const configs = (...words: readonly string[]) => run('ConfigCommand', [...bootstrap(), ...words]);
  const features = (...words: readonly string[]) => run('FeatureCommand', [...bootstrap(), ...words]);

  test('TopicCommand creates, describes, lists, widens and deletes topics', async () => {
    const made = fresh('made');
    const created = await topics('--create', '--topic', made, '--partitions', '2', '--config', 'retention.ms=100000');
    assert.match(created, /Created topic/);
    await eventually(
      'the topic',
      () => topics('--list'),
      (listed) => listed.includes(made),
    );
    assert.match(
      await topics('--describe', '--topic', made),
      /PartitionCount: 2\tReplicationFactor: 1\t.*retention\.ms=100000/,
    );
    await topics('--alter', '--topic', made, '--partitions', '4');
    assert.match(await topics('--describe', '--topic', made), /PartitionCount: 4/);
    assert.match(await topics('--list', '--exclude-internal'), new RegExp(`^${made}$`, 'm'));
    assert.equal((await topics('--describe', '--unavailable-partitions')).trim(), '');
    assert.equal((await topics('--describe', '--under-replicated-partitions', '--topic', made)).trim(), '');
    await topics('--delete', '--topic', made);
    const again = await refused('TopicCommand', [...bootstrap(), '--describe', '--topic', made]);
    assert.match(again, /does not exist/);
  });

  test('ConfigCommand changes configs of topics, brokers, groups and client metrics, and shows them', async () => {
    const [group, metrics] = [fresh('group'), fresh('metrics')];
    for (const [words, config] of [
      [['--entity-type', 'topics', '--entity-name', topic], 'max.message.bytes=200000'],
      [['--entity-type', 'brokers', '--entity-default'], 'log.retention.ms=100000000'],
      [['--entity-type', 'groups', '--entity-name', group], 'consumer.session.timeout.ms=7000'],
      [['--entity-type', 'client-metrics', '--entity-name', metrics], 'interval.ms=10000'],
    ] as const) {
      const [name = ''] = config.split('=');
      await configs('--alter', ...words, '--add-config', config);
      assert.match(await configs('--describe', ...words), new RegExp(config));
      await configs('--alter', ...words, '--delete-config', name);
      assert.doesNotMatch(await configs('--describe', ...words), new RegExp(config));
    }
    const all = await configs('--describe', '--entity-type', 'brokers', '--entity-name', node, '--all');
    assert.match(all, /num\.partitions=1 /);
  });

  test('ConfigCommand changes quotas', async (context) => {
    if (waitsFor(context, ApiKey.DescribeClientQuotas)) return;
    const words = ['--entity-type', 'clients', '--entity-name', fresh('client')];
    await configs('--alter', ...words, '--add-config', 'producer_byte_rate=1000000');
    assert.match(await configs('--describe', ...words), /producer_byte_rate=1000000/);
    await configs('--alter', ...words, '--delete-config', 'producer_byte_rate');
  });

  test('DeleteRecordsCommand deletes what is below an offset', async (context) => {
    if (waitsFor(context, ApiKey.DeleteRecords)) return;
    const cut = fresh('cut');
    await topics('--create', '--topic', cut);
    await run('ConsoleProducer', [...bootstrap(), '--topic', cut], 'one\ntwo\nthree\n');
    const plan = file({ version: 1, partitions: [{ topic: cut, partition: 0, offset: 2 }] });
    const output = await run('DeleteRecordsCommand', [...bootstrap(), '--offset-json-file', plan]);
    assert.match(output, new RegExp(`partition: ${cut}-0\\s+low_watermark: 2`));
  });

  test('LogDirsCommand shows what lies where', async (context) => {
    if (waitsFor(context, ApiKey.DescribeLogDirs)) return;
    const output = await run('LogDirsCommand', [...bootstrap(), '--describe', '--topic-list', topic]);
    assert.match(output, new RegExp(`"partition":"${topic}-2"`));
  });

  test('ReassignPartitionsCommand lists, verifies and cancels', async () => {
    const plan = file({ version: 1, partitions: [{ topic, partition: 0, replicas: [Number(node)] }] });
    const reassign = (...words: readonly string[]) => run('ReassignPartitionsCommand', [...bootstrap(), ...words]);
    assert.match(await reassign('--list'), /No partition reassignments found/);
    assert.match(await reassign('--verify', '--reassignment-json-file', plan), /is completed/);
    assert.match(await reassign('--cancel', '--reassignment-json-file', plan), /None of the specified/);
    const strange = file({ version: 1, partitions: [{ topic, partition: 0, replicas: [77] }] });
    const words = ['--execute', '--reassignment-json-file', strange];
    assert.match(await refused('ReassignPartitionsCommand', [...bootstrap(), ...words]), /Unknown broker id 77/);
  });

  test('ReassignPartitionsCommand makes a plan and carries it out', async (context) => {
    if (waitsFor(context, ApiKey.DescribeLogDirs)) return;
    const reassign = (...words: readonly string[]) => run('ReassignPartitionsCommand', [...bootstrap(), ...words]);
    const wanted = file({ version: 1, topics: [{ topic }] });
    const proposal = await reassign('--generate', '--topics-to-move-json-file', wanted, '--broker-list', node);
    const plan = file(proposal.trim().split('\n').at(-1) ?? '');
    assert.match(await reassign('--execute', '--reassignment-json-file', plan), /Successfully started/);
    assert.match(await reassign('--verify', '--reassignment-json-file', plan), /is completed/);
  });

  test('LeaderElectionCommand finds every leader where it should be', async () => {
    const elect = (...words: readonly string[]) => run('LeaderElectionCommand', [...bootstrap(), ...words]);
    await elect('--election-type', 'preferred', '--all-topic-partitions');
    const one = ['--topic', topic, '--partition', '0'];
    assert.match(await elect('--election-type', 'preferred', ...one), /Valid replica already elected/);
    assert.match(await elect('--election-type', 'unclean', ...one), /Valid replica already elected/);
    const unknown = ['--election-type', 'preferred', '--topic', topic, '--partition', '9'];
    assert.match(await refused('LeaderElectionCommand', [...bootstrap(), ...unknown]), /UnknownTopicOrPartition/);
  });

  test('FeatureCommand shows levels and refuses those that are not supported', async () => {
    assert.match(await features('describe'), /^Feature: transaction\.version\s.*FinalizedVersionLevel: 2/m);
    const lower = ['downgrade', '--feature', 'transaction.version=1', '--dry-run'];
    assert.match(await features(...lower), /can be downgraded to 1/);
    assert.match(await features('describe'), /^Feature: transaction\.version\s.*FinalizedVersionLevel: 2/m);
    assert.match(await features('version-mapping', '--release-version', '4.2'), /metadata\.version=29 \(4\.2\)/);
    assert.match(await features('feature-dependencies', '--feature', 'group.version=1'), /dependenc/);
    const words = [...bootstrap(), 'upgrade', '--feature', 'group.version=7'];
    assert.match(await refused('FeatureCommand', words), /1 out of 1/);
  });

  test('FeatureCommand lowers the version of transactions, which then go the older way, and raises it again', async () => {
    await using own = await startTarget(process.env['FOREIGN_TARGET'] ?? 'moldau');
    const there = ['--bootstrap-server', own.address];
    const change = (...words: readonly string[]) => run('FeatureCommand', [...there, ...words]);
    for (const each of ['from', 'to']) await run('TopicCommand', [...there, '--create', '--topic', each]);
    await run('ConsoleProducer', [...there, '--topic', 'from'], 'one\ntwo\n');
    assert.match(await change('downgrade', '--feature', 'transaction.version=1'), /was downgraded to 1/);
    assert.match(await change('describe'), /^Feature: transaction\.version\s.*FinalizedVersionLevel: 1/m);
    const epochAfter = async () => {
      const [source, group] = [
        ['--input-topic', 'from', '--input-partition', '0'],
        ['--consumer-group', fresh('copiers')],
      ];
      const rest = ['--output-topic', 'to', '--transactional-id', 'copier', '--max-messages', '2'];
      await run('TransactionalMessageCopier', ['--broker-list', own.address, ...source, ...group, ...rest]);
      const described = await run('TransactionsCommand', [...there, 'describe', '--transactional-id', 'copier']);
      return Number(/^\d+\s+copier\s+\d+\s+(\d+)/m.exec(described)?.[1]);
    };
    assert.equal(await epochAfter(), 0, 'the epoch stays as it is');
    assert.match(await change('upgrade', '--feature', 'transaction.version=2'), /was upgraded to 2/);
    assert.ok((await epochAfter()) > 1, 'each end makes a new epoch');
  });

  test('MetadataQuorumCommand shows the controller as the voter that leads', async () => {
    const status = await run('MetadataQuorumCommand', [...bootstrap(), 'describe', '--status']);
    assert.match(status, new RegExp(`^LeaderId:\\s+${node}$`, 'm'));
    assert.match(status, new RegExp(`^CurrentVoters:\\s+\\[\\{"id": ${node}`, 'm'));
    const replication = await run('MetadataQuorumCommand', [...bootstrap(), 'describe', '--replication']);
    assert.match(replication, new RegExp(`^${node}\\s.*\\s0\\s.*Leader`, 'm'));
  });

  test('ClusterTool shows the cluster id and the brokers', async () => {
    assert.match(await run('ClusterTool', ['cluster-id', ...bootstrap()]), /Cluster ID: [\w-]{22}/);
    assert.match(await run('ClusterTool', ['list-endpoints', ...bootstrap()]), new RegExp(`^${node}\\s+127`, 'm'));
    const unknown = ['unregister', ...bootstrap(), '--id', '77'];
    assert.match(await refused('ClusterTool', unknown), /BrokerIdNotRegistered/);
  });

  test('BrokerApiVersionsCommand finds a usable version of every API that it asks for', async () => {
    const output = await run('BrokerApiVersionsCommand', [...bootstrap()]);
    assert.match(output, /\(id: \d+ rack: null/);
    for (const api of ['Produce', 'Fetch', 'Metadata', 'JoinGroup', 'CreateTopics', 'ElectLeaders', 'UpdateFeatures']) {
      assert.match(output, new RegExp(`${api}\\(\\d+\\): .*\\[usable: \\d+\\]`), api);
    }
  });

  test('ClientMetricsCommand makes, shows and deletes a subscription', async () => {
    const name = fresh('subscription');
    const metrics = (...words: readonly string[]) => run('ClientMetricsCommand', [...bootstrap(), ...words]);
    const wanted = ['--metrics', 'org.apache.kafka.producer.', '--interval', '10000', '--match', 'client_id=orders-.*'];
    await metrics('--alter', '--name', name, ...wanted);
    assert.match(await metrics('--list'), new RegExp(`^${name}$`, 'm'));
    assert.match(await metrics('--describe', '--name', name), /interval\.ms=10000\s+match=client_id=orders-\.\*/);
    await metrics('--delete', '--name', name);
    assert.doesNotMatch(await metrics('--list'), new RegExp(name));
  });

  test('TransactionsCommand shows transactions and producers, and finds none that hangs', async () => {
    const [id, into] = [fresh('transactional'), fresh('into')];
    await topics('--create', '--topic', into);
    const source = ['--broker-list', targetAddress(), '--input-topic', topic, '--input-partition', '0'];
    const copy = ['--output-topic', into, '--consumer-group', fresh('copiers'), '--transactional-id', id];
    await run('TransactionalMessageCopier', [...source, ...copy, '--max-messages', '0']);
    const transactions = (...words: readonly string[]) => run('TransactionsCommand', [...bootstrap(), ...words]);
    assert.match(await transactions('list'), new RegExp(`^${id}\\s`, 'm'));
    assert.match(await transactions('describe', '--transactional-id', id), new RegExp(`\\s${id}\\s`));
    const producers = await transactions('describe-producers', '--topic', topic, '--partition', '0');
    assert.match(producers, /^ProducerId/);
    assert.match(await transactions('find-hanging', '--broker-id', node), /^Topic/);
  });

  test('ClientCompatibilityTest finds what a client of Kafka 4.2 expects', async () => {
    const tried = fresh('compatible');
    await topics('--create', '--topic', tried);
    const words = ['--topic', tried, '--num-cluster-nodes', '1', '--expect-record-too-large-exception', 'false'];
    const abilities = ['cluster-id', 'create-topics', 'describe-configs', 'idempotent-producer', 'offsets-for-times'];
    const flags = [
      ...abilities.flatMap((each) => [`--${each}-supported`, 'true']),
      '--describe-acls-supported',
      String(serves(ApiKey.DescribeAcls)),
    ];
    assert.match(await run('ClientCompatibilityTest', [...bootstrap(), ...words, ...flags]), /SUCCESS/);
  });
});
