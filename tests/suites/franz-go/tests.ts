/** The tests of franz-go's `pkg/kgo` that talk to a broker; those that pass are a list that only ever grows. */

export interface KgoTest {
  readonly test: string;
  /** What is missing, of a test that is not listed. */
  readonly why?: string;
}

const passing: readonly string[] = [
  'TestConsumeRegex',
  'Test848RegexBrokerResolves',
  'TestIssue337',
  'TestDirectPartitionPurge',
  'TestIssue434',
  'TestAddRemovePartitions',
  'TestPauseIssue489',
  'TestPauseIssueOct2023',
  'TestIssue810',
  'TestIssue865',
  'TestIssueFetchLargerThanBrokerMaxReadBytes',
  'TestGroupSimple',
  'TestConsumeMaxDecompressBatchBytes',
  'TestGroupETL',
  'TestTxnEtl',
  'TestClient_Produce',
  'TestIssue769',
  'TestIssueProduceSyncManualPartitionNegativeDoesNotPanic',
  'TestClient_ProduceLargeMessages',
];

const missing: readonly (readonly [why: string, tests: readonly string[]])[] = [
  [
    'passes within some 10 ms, or less: nobody can tell whether it ran',
    [
      'TestPooling',
      'TestPing',
      'TestIssue1034',
      'TestConsumeTopicRetrieval',
      'TestConsumeTopicRetrieval_Many',
      'TestIssue523',
      'TestIssue648',
      'TestHookPollStart',
      'TestIssue831',
      'TestIssue325',
      'TestUnknownGroupOffsetFetchPinned',
    ],
  ],
  [
    'share groups',
    [
      'TestShareGroup',
      'TestShareGroupETL',
      'TestShareGroupAckOnClose',
      'TestShareGroupOffsetsAdmin',
      'TestConsumeRegexShareSkipsInternal',
    ],
  ],
  ['SCRAM', ['TestSCRAMAuth', 'TestSCRAMAuthBadCredentials']],
  ['a broker that is too old for the client', ['TestIssueProduceBrokerTooOldFailsRecords']],
];

export const tests: readonly KgoTest[] = [
  ...passing.map((test) => ({ test })),
  ...missing.flatMap(([why, names]) => names.map((test) => ({ test, why }))),
];
