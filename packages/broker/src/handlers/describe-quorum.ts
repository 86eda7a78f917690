/**
 * DescribeQuorum (key 55, KIP-595, B144), in the words of Kafka's metadata log: its one voter and leader is the
 * controller, its epoch the controller's, and its offsets are the revisions of the metadata store.
 */
import type { ClusterImage } from '@moldau/metadata';
import { Errors, errorMessage } from '@moldau/protocol';
import type {
  DescribeQuorumRequest,
  DescribeQuorumResponse,
  DescribeQuorumResponsePartitionData,
} from '@moldau/protocol/messages/describe-quorum';
import type { Clock } from '@moldau/runtime';
import { brokerEndpoint, type OwnEndpoints } from './broker-endpoint.ts';
import type { Handler, RequestContext } from './handler.ts';

export interface DescribeQuorumDependencies {
  readonly endpoints: OwnEndpoints;
  readonly image: () => ClusterImage;
  readonly clock: Clock;
}

const METADATA_TOPIC = '__cluster_metadata';
/** From this version on the answer says where the controllers are. */
const nodesFrom = 2;

const NO_DIRECTORY = 'AAAAAAAAAAAAAAAAAAAAAA';

export function describeQuorumHandler(
  dependencies: DescribeQuorumDependencies,
): Handler<DescribeQuorumRequest, DescribeQuorumResponse> {
  return ({ topics }, context) => {
    const isMetadata = asksForMetadata(topics);
    const answered = topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) =>
        isMetadata ? quorum(dependencies, partitionIndex) : unknown(partitionIndex),
      ),
    }));
    const nodes = isMetadata && context.apiVersion >= nodesFrom ? controllers(dependencies, context) : [];
    return { errorCode: Errors.NONE, errorMessage: '', topics: answered, nodes };
  };
}

/** The one partition of the one topic, and nothing beside. */
function asksForMetadata(topics: DescribeQuorumRequest['topics']): boolean {
  const [topic] = topics;
  if (topics.length !== 1 || topic?.topicName !== METADATA_TOPIC) return false;
  return topic.partitions.length === 1 && topic.partitions[0]?.partitionIndex === 0;
}

function quorum(
  { image, clock }: DescribeQuorumDependencies,
  partitionIndex: number,
): DescribeQuorumResponsePartitionData {
  const { controllerId, controllerEpoch, revision } = image();
  const now = clock.now();
  return {
    partitionIndex,
    errorCode: Errors.NONE,
    errorMessage: '',
    leaderId: controllerId,
    leaderEpoch: controllerEpoch,
    highWatermark: revision,
    currentVoters: [
      {
        replicaId: controllerId,
        replicaDirectoryId: NO_DIRECTORY,
        logEndOffset: revision,
        lastFetchTimestamp: now,
        lastCaughtUpTimestamp: now,
      },
    ],
    observers: [],
  };
}

function unknown(partitionIndex: number): DescribeQuorumResponsePartitionData {
  return {
    partitionIndex,
    errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION,
    errorMessage: errorMessage(Errors.UNKNOWN_TOPIC_OR_PARTITION),
    leaderId: 0,
    leaderEpoch: 0,
    highWatermark: 0,
    currentVoters: [],
    observers: [],
  };
}

function controllers({ endpoints, image }: DescribeQuorumDependencies, context: RequestContext) {
  const { brokers, controllerId } = image();
  const controller = brokers.get(controllerId);
  const endpoint = controller === undefined ? undefined : brokerEndpoint(controller, endpoints, context);
  if (endpoint === undefined) return [];
  const { host, port } = endpoint;
  return [{ nodeId: controllerId, listeners: [{ name: context.listenerName, host, port }] }];
}
