/** Every case, API by API. */

import type { Case } from './case.ts';
import { clientQuotaCases } from './cases/client-quotas.ts';
import { allConfigCases } from './cases/all-configs.ts';
import { clusterCases } from './cases/cluster.ts';
import { configCases } from './cases/configs.ts';
import { consumerGroupCases } from './cases/consumer-groups.ts';
import { electionCases } from './cases/elections.ts';
import { featureCases } from './cases/features.ts';
import { deleteRecordsCases } from './cases/delete-records.ts';
import { fetchCases } from './cases/fetch.ts';
import { groupAdministrationCases } from './cases/group-administration.ts';
import { groupMembershipCases } from './cases/group-membership.ts';
import { idempotenceCases } from './cases/idempotence.ts';
import { listOffsetsCases } from './cases/list-offsets.ts';
import { logDirCases } from './cases/log-dirs.ts';
import { metadataCases } from './cases/metadata.ts';
import { offsetDeleteCases } from './cases/offset-delete.ts';
import { offsetCases } from './cases/offsets.ts';
import { produceCases } from './cases/produce.ts';
import { scramCredentialCases } from './cases/scram-credentials.ts';
import { quorumCases } from './cases/quorum.ts';
import { reassignmentCases } from './cases/reassignments.ts';
import { staticMemberCases } from './cases/static-members.ts';
import { telemetryCases } from './cases/telemetry.ts';
import { topicCases } from './cases/topics.ts';
import { transactionLogCases } from './cases/transaction-log.ts';
import { transactionCases } from './cases/transactions.ts';

export const allCases: readonly Case[] = [
  ...clusterCases,
  ...metadataCases,
  ...topicCases,
  ...configCases,
  ...clientQuotaCases,
  ...scramCredentialCases,
  ...allConfigCases,
  ...electionCases,
  ...reassignmentCases,
  ...featureCases,
  ...quorumCases,
  ...telemetryCases,
  ...logDirCases,
  ...produceCases,
  ...idempotenceCases,
  ...fetchCases,
  ...listOffsetsCases,
  ...deleteRecordsCases,
  ...groupMembershipCases,
  ...staticMemberCases,
  ...offsetCases,
  ...offsetDeleteCases,
  ...groupAdministrationCases,
  ...consumerGroupCases,
  ...transactionCases,
  ...transactionLogCases,
];
