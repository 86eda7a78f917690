/** The tests of librdkafka's suite that do not pass yet, or not in every protocol, by what is missing. */
import type { Protocol, Scenario, SuiteTest } from './tests.ts';

interface Missing {
  readonly why: string;
  readonly protocols?: readonly Protocol[];
  readonly scenario?: Scenario;
  readonly part?: string;
  readonly tests: readonly string[];
}

const both = ['classic', 'consumer'] as const;

const missing: readonly Missing[] = [
  {
    why: 'share groups',
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
    why: 'SASL and TLS',
    tests: ['0097_ssl_verify', '0126_oauthbearer_oidc', '0135_sasl_credentials', '0142_reauthentication'],
  },
  { why: 'ACLs', tests: ['0115_producer_auth', '0119_consumer_auth'] },
  { why: 'ACLs: kafka-acls.sh', protocols: both, tests: ['0109_auto_create_topics'] },
  { why: 'ACLs', part: 'Acls', tests: ['0081_admin'] },
  { why: 'SASL and ACLs', part: 'authorized_ops', tests: ['0081_admin'] },
  { why: 'SCRAM', part: 'UserScramCredentials', tests: ['0081_admin'] },
  { why: 'several brokers in racks', tests: ['0101_fetch_from_follower'] },
  { why: "Kafka's JMX", tests: ['0016_client_swname'] },
  { why: 'message format 1, which Kafka 4 has no more', tests: ['0092_mixed_msgver'] },
  { why: 'the suite itself does not run it: known issue', tests: ['0028_long_topicnames', '0047_partial_buf_tmout'] },
  {
    why: 'the suite itself does not run it with this protocol',
    protocols: ['consumer'],
    tests: ['0084_destroy_flags', '0132_strategy_ordering'],
  },
  {
    why: 'fails in the same way against Kafka 4.2: expects all partitions to be revoked first, as with an eager assignor',
    protocols: ['consumer'],
    scenario: 'noautocreate',
    tests: ['0045_subscribe_update_topic_remove', '0045_subscribe_update_non_exist_and_partchange'],
  },
  {
    why: 'librdkafka that unsubscribes while it gives partitions back may leave and, subscribed anew, send nothing more',
    protocols: ['consumer'],
    tests: ['0045_subscribe_many_updates'],
  },
  {
    why: 'stalls now and then: subscribes anew right after unsubscribing, as 0045_subscribe_many_updates does',
    protocols: ['consumer'],
    part: 'subscription_variation: 2',
    tests: ['0113_cooperative_rebalance'],
  },
  { why: 'measures milliseconds, and the suite itself leaves it out on CI machines', tests: ['0055_producer_latency'] },
  { why: 'measures milliseconds, and fails against Kafka 4.2 as often', tests: ['0127_fetch_queue_backoff'] },
  {
    why: 'passes within 10 to 40 ms: on a faster machine nobody could tell whether it ran',
    tests: ['0003_msgmaxsize', '0035_api_version', '0057_invalid_topic', '0065_yield'],
  },
  {
    why: 'passes within 20 ms: on a faster machine nobody could tell whether it ran',
    part: 'DescribeCluster',
    tests: ['0081_admin'],
  },
  {
    why: 'passes within 20 ms: on a faster machine nobody could tell whether it ran',
    part: 'unclean_destroy',
    tests: ['0081_admin'],
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
