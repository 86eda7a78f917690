/** The tests of librdkafka's suite that do not pass yet, or not in every protocol, by what is missing. */
import type { Protocol, Scenario, SuiteTest } from './tests.ts';

interface Missing {
  readonly why: string;
  readonly protocols?: readonly Protocol[];
  readonly scenario?: Scenario;
  readonly part?: string;
  readonly tests: readonly string[];
}

const missing: readonly Missing[] = [
  {
    why: 'share groups',
    protocols: ['classic'],
    scenario: 'default',
    tests: [
      '0170_share_consumer_subscription',
      '0171_share_consumer_consume',
      '0172_share_consumer_acknowledge',
      '0173_share_consumer_commit_async',
      '0174_share_consumer_concurrency',
      '0175_share_consumer_groups',
      '0176_share_consumer_commit_sync',
      '0177_share_consumer_transactions',
      '0178_share_consumer_close',
      '0179_share_consumer_destroy',
      '0180_share_consumer_config',
      '0181_share_consumer_topic_delete',
      '0184_share_consumer_topic_recreate',
      '0185_share_consumer_max_poll_interval',
    ],
  },
  {
    why: 'transactions',
    protocols: ['classic'],
    scenario: 'default',
    tests: ['0098_consumer_txn', '0103_transactions', '0129_fetch_aborted_msgs'],
  },
  {
    why: 'SASL and SSL',
    protocols: ['classic'],
    scenario: 'default',
    tests: ['0097_ssl_verify', '0126_oauthbearer_oidc', '0135_sasl_credentials', '0142_reauthentication'],
  },
  { why: 'ACLs', protocols: ['classic'], scenario: 'default', tests: ['0115_producer_auth', '0119_consumer_auth'] },
  { why: 'ACLs', protocols: ['classic', 'consumer'], scenario: 'default', tests: ['0109_auto_create_topics'] },
  { why: 'several brokers in racks', protocols: ['classic'], scenario: 'default', tests: ['0101_fetch_from_follower'] },
  { why: "Kafka's JMX", protocols: ['classic'], scenario: 'default', tests: ['0016_client_swname'] },
  {
    why: 'DeleteRecords',
    protocols: ['classic', 'consumer'],
    scenario: 'default',
    part: 'DeleteRecords',
    tests: ['0081_admin'],
  },
  {
    why: 'skips itself here',
    protocols: ['classic', 'consumer'],
    scenario: 'default',
    tests: ['0028_long_topicnames', '0047_partial_buf_tmout', '0053_stats', '0092_mixed_msgver', '0110_batch_size'],
  },
  {
    why: 'skips itself here',
    protocols: ['consumer'],
    scenario: 'default',
    tests: ['0084_destroy_flags', '0132_strategy_ordering'],
  },
  {
    why: 'ends before it does anything (under 10 ms)',
    protocols: ['consumer'],
    scenario: 'default',
    tests: ['0035_api_version'],
  },
  {
    why: 'transactions in part of it',
    protocols: ['classic', 'consumer'],
    scenario: 'default',
    tests: ['0055_producer_latency'],
  },
  {
    why: 'needs transactions in part of it',
    protocols: ['classic', 'consumer'],
    scenario: 'default',
    tests: ['0061_consumer_lag'],
  },
  { why: 'compaction', protocols: ['classic', 'consumer'], scenario: 'default', tests: ['0077_compaction'] },
  {
    why: 'not run to its end yet',
    protocols: ['classic', 'consumer'],
    scenario: 'default',
    tests: ['0113_cooperative_rebalance'],
  },
  {
    why: 'fails, and it is not known why',
    protocols: ['classic'],
    scenario: 'default',
    tests: ['0127_fetch_queue_backoff'],
  },
  {
    why: 'fails, and it is not known why',
    protocols: ['consumer'],
    scenario: 'noautocreate',
    tests: ['0045_subscribe_update_topic_remove', '0045_subscribe_update_non_exist_and_partchange'],
  },
  {
    why: 'fails, and it is not known why',
    protocols: ['consumer', 'classic'],
    scenario: 'noautocreate',
    tests: ['0107_topic_recreate', '0111_delay_create_topics'],
  },
];

export const notYet: readonly SuiteTest[] = missing.flatMap(({ why, protocols = ['classic'], scenario, part, tests }) =>
  tests.flatMap((test) =>
    protocols.map((protocol) => ({
      test,
      protocol,
      scenario: scenario ?? 'default',
      ...(part === undefined ? {} : { part }),
      seconds: 60,
      why,
    })),
  ),
);
