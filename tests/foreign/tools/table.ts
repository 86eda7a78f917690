/**
 * Every class with a main method in Kafka's own jars, and what it comes to here. What waits for an API is worked out from
 * the APIs that the broker serves, so that the table in docs/tools.md follows it.
 */

import { ApiKey } from '@moldau/protocol';

export interface Tool {
  readonly main: string;
  /** As Kafka's bin directory calls it; what is only a class has none. */
  readonly script?: string;
  readonly does: string;
  /** The API without which it does nothing. */
  readonly needs?: keyof typeof ApiKey;
  /** What of it needs further APIs. */
  readonly parts?: readonly { readonly what: string; readonly needs: keyof typeof ApiKey }[];
  /** What of it does not work, and why. */
  readonly lacks?: string;
  /** Why it has nothing to do with a broker, or not with this one. */
  readonly apart?: string;
  /** Where it is run otherwise than in this folder. */
  readonly shownBy?: string;
}

const kafkaTools = 'org.apache.kafka.tools';
const noServer = "belongs to the server of Apache Kafka, which isn't there";

export const tools: readonly Tool[] = [
  { main: `${kafkaTools}.TopicCommand`, script: 'kafka-topics', does: 'creates, shows, widens and deletes topics' },
  {
    main: 'kafka.admin.ConfigCommand',
    script: 'kafka-configs',
    does: 'shows and changes configs of topics, brokers, groups, client metrics and loggers',
    parts: [
      { what: 'quotas of users, clients and addresses', needs: 'DescribeClientQuotas' },
      { what: 'SCRAM credentials', needs: 'DescribeUserScramCredentials' },
    ],
  },
  { main: `${kafkaTools}.ConsoleProducer`, script: 'kafka-console-producer', does: 'writes lines' },
  { main: `${kafkaTools}.consumer.ConsoleConsumer`, script: 'kafka-console-consumer', does: 'prints records' },
  {
    main: `${kafkaTools}.consumer.group.ConsumerGroupCommand`,
    script: 'kafka-consumer-groups',
    does: 'lists, shows and deletes groups; shows, moves and deletes their offsets',
  },
  { main: `${kafkaTools}.GroupsCommand`, script: 'kafka-groups', does: 'lists groups of every type' },
  { main: `${kafkaTools}.GetOffsetShell`, script: 'kafka-get-offsets', does: 'shows offsets by time' },
  {
    main: `${kafkaTools}.DeleteRecordsCommand`,
    script: 'kafka-delete-records',
    does: 'deletes records below an offset',
    needs: 'DeleteRecords',
  },
  {
    main: `${kafkaTools}.LogDirsCommand`,
    script: 'kafka-log-dirs',
    does: 'shows how much lies in which directory',
    needs: 'DescribeLogDirs',
  },
  {
    main: `${kafkaTools}.reassign.ReassignPartitionsCommand`,
    script: 'kafka-reassign-partitions',
    does: 'moves replicas to other brokers and directories',
    parts: [
      { what: '`--generate` and `--execute`', needs: 'DescribeLogDirs' },
      { what: 'moves to other directories', needs: 'AlterReplicaLogDirs' },
    ],
  },
  {
    main: `${kafkaTools}.LeaderElectionCommand`,
    script: 'kafka-leader-election',
    does: 'has leaders elected',
  },
  {
    main: `${kafkaTools}.FeatureCommand`,
    script: 'kafka-features',
    does: 'shows and changes feature levels',
    lacks:
      '`metadata.version` has one level, that of Kafka 4.2, as there is no metadata log with older formats; `kraft.version`, ' +
      '`share.version`, `streams.version` and `eligible.leader.replicas.version` are not there, so `upgrade ' +
      '--release-version`, which names them all, is refused: name the feature instead',
  },
  {
    main: `${kafkaTools}.MetadataQuorumCommand`,
    script: 'kafka-metadata-quorum',
    does: 'shows who decides on metadata',
    lacks: '`add-controller` and `remove-controller` are refused: there is no Raft quorum whose voters could change',
  },
  {
    main: `${kafkaTools}.ClusterTool`,
    script: 'kafka-cluster',
    does: 'shows the cluster id and the brokers, forgets a broker',
    lacks: 'the controller at work refuses to forget itself, which in Kafka leaves a cluster without a broker',
  },
  { main: `${kafkaTools}.BrokerApiVersionsCommand`, script: 'kafka-broker-api-versions', does: 'shows the APIs' },
  { main: `${kafkaTools}.ClientMetricsCommand`, script: 'kafka-client-metrics', does: 'subscribes to client metrics' },
  {
    main: `${kafkaTools}.TransactionsCommand`,
    script: 'kafka-transactions',
    does: 'shows transactions and producers, finds and aborts hanging transactions',
  },
  {
    main: 'kafka.tools.DumpLogSegments',
    script: 'kafka-dump-log',
    does: 'shows what is in files of partitions',
    lacks: 'the metadata decoder finds nothing: the metadata journal is in a format of its own',
    shownBy: 'tests/foreign/dump-log-segments/',
  },
  { main: `${kafkaTools}.ProducerPerformance`, script: 'kafka-producer-perf-test', does: 'measures writing' },
  { main: `${kafkaTools}.ConsumerPerformance`, script: 'kafka-consumer-perf-test', does: 'measures reading' },
  { main: `${kafkaTools}.EndToEndLatency`, script: 'kafka-e2e-latency', does: 'measures the way through the broker' },
  { main: `${kafkaTools}.VerifiableProducer`, script: 'kafka-verifiable-producer', does: 'writes and tells of each' },
  { main: `${kafkaTools}.VerifiableConsumer`, script: 'kafka-verifiable-consumer', does: 'reads and tells of each' },
  {
    main: `${kafkaTools}.ReplicaVerificationTool`,
    script: 'kafka-replica-verification',
    does: 'compares the replicas of partitions',
  },
  {
    main: `${kafkaTools}.StreamsResetter`,
    script: 'kafka-streams-application-reset',
    does: 'takes a Streams application back to its beginning',
  },
  { main: `${kafkaTools}.TransactionalMessageCopier`, does: 'copies records in transactions' },
  { main: `${kafkaTools}.ClientCompatibilityTest`, does: 'tries what a client can do with a broker' },
  {
    main: `${kafkaTools}.LogCompactionTester`,
    does: 'checks that compaction keeps the last value of each key',
    shownBy: 'tests/foreign/compaction.test.ts',
  },
  {
    main: `${kafkaTools}.consumer.group.ShareGroupCommand`,
    script: 'kafka-share-groups',
    does: 'shows share groups',
    needs: 'ShareGroupHeartbeat',
  },
  {
    main: `${kafkaTools}.consumer.ConsoleShareConsumer`,
    script: 'kafka-console-share-consumer',
    does: 'prints records as a member of a share group',
    needs: 'ShareGroupHeartbeat',
  },
  {
    main: `${kafkaTools}.ShareConsumerPerformance`,
    script: 'kafka-share-consumer-perf-test',
    does: 'measures reading in a share group',
    needs: 'ShareGroupHeartbeat',
  },
  {
    main: `${kafkaTools}.VerifiableShareConsumer`,
    script: 'kafka-verifiable-share-consumer',
    does: 'reads in a share group and tells of each',
    needs: 'ShareGroupHeartbeat',
  },
  {
    main: `${kafkaTools}.streams.StreamsGroupCommand`,
    script: 'kafka-streams-groups',
    does: 'shows streams groups',
    needs: 'StreamsGroupHeartbeat',
  },
  { main: `${kafkaTools}.AclCommand`, script: 'kafka-acls', does: 'shows and changes ACLs', needs: 'DescribeAcls' },
  {
    main: `${kafkaTools}.DelegationTokenCommand`,
    script: 'kafka-delegation-tokens',
    does: 'makes and shows delegation tokens',
    needs: 'CreateDelegationToken',
  },
  {
    main: `${kafkaTools}.JmxTool`,
    script: 'kafka-jmx',
    does: 'prints JMX metrics',
    apart: 'only a Java process has JMX',
  },
  {
    main: `${kafkaTools}.ConnectPluginPath`,
    script: 'connect-plugin-path',
    does: 'looks after the plugins of Connect',
    apart: 'asks no broker',
  },
  {
    main: `${kafkaTools}.OAuthCompatibilityTool`,
    does: 'tries a provider of OAuth tokens',
    apart: 'asks no broker',
  },
  { main: 'kafka.Kafka', script: 'kafka-server-start', does: 'is the broker', apart: noServer },
  { main: 'kafka.tools.StorageTool', script: 'kafka-storage', does: 'formats directories', apart: noServer },
  { main: 'kafka.server.KafkaConfig', does: 'prints the reference of settings', apart: noServer },
  { main: 'kafka.tools.TestRaftServer', does: 'is a Raft node', apart: noServer },
  { main: 'kafka.docker.KafkaDockerWrapper', does: 'starts the broker in a container', apart: noServer },
];

export function simpleName({ main }: Tool): string {
  return main.slice(main.lastIndexOf('.') + 1);
}

export function toolNamed(name: string): Tool {
  const tool = tools.find((each) => simpleName(each) === name);
  if (tool === undefined) throw new Error(`${name} is not in the table of tools`);
  return tool;
}

/** What docs/tools.md says of a tool, of a broker that serves these APIs. */
export function stateOf(tool: Tool, served: ReadonlySet<number>): string {
  const isServed = (name: keyof typeof ApiKey) => served.has(ApiKey[name]);
  if (tool.apart !== undefined) return `apart: ${tool.apart}`;
  if (tool.needs !== undefined && !isServed(tool.needs)) return `waits for ${tool.needs}`;
  const waiting = (tool.parts ?? []).filter(({ needs }) => !isServed(needs));
  const reasons = waiting.map(({ what, needs }) => `${what} wait for ${needs}`);
  if (tool.lacks !== undefined) reasons.push(tool.lacks);
  return reasons.length === 0 ? 'works' : `partly: ${reasons.join('; ')}`;
}

/** The whole of docs/tools.md. */
export function documentOf(served: ReadonlySet<number>): string {
  const rows = tools.map((tool) => {
    const name = tool.script === undefined ? `\`${simpleName(tool)}\`` : `\`${tool.script}\` (${simpleName(tool)})`;
    return `| ${name} | ${tool.does} | ${stateOf(tool, served)} |`;
  });
  return `${introduction}\n| tool | what it does | here |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

const introduction = `# Kafka's command-line tools

Every class with a main method in the jars \`kafka-tools\` and \`kafka_2.13\` of Apache Kafka 4.2, run unchanged against
Moldau. Written by \`node tests/foreign/tools/write-table.ts\`; \`tests/foreign/tools/\` runs all that works, whole or in
part, and checks that this table names every class and says what is so.
`;
