/** DescribeCluster (key 60): the brokers and the id of the cluster (B144). */
import type { BrokerImage, ClusterImage } from '@moldau/metadata';
import { type ErrorCode, Errors } from '@moldau/protocol';
import type {
  DescribeClusterBroker,
  DescribeClusterRequest,
  DescribeClusterResponse,
} from '@moldau/protocol/messages/describe-cluster';
import { OPERATIONS_NOT_REQUESTED } from './admin-request.ts';
import { ALL_CLUSTER_OPERATIONS } from './authorized-operations.ts';
import { brokerEndpoint, isAlive, type OwnEndpoints } from './broker-endpoint.ts';
import type { Handler, RequestContext } from './handler.ts';

export interface DescribeClusterDependencies {
  readonly endpoints: OwnEndpoints;
  readonly image: () => ClusterImage;
}

const EndpointTypes = { BROKER: 1, CONTROLLER: 2 } as const;

export function describeClusterHandler(
  dependencies: DescribeClusterDependencies,
): Handler<DescribeClusterRequest, DescribeClusterResponse> {
  return (request, context) => {
    if (request.endpointType === EndpointTypes.CONTROLLER) {
      return refused(Errors.MISMATCHED_ENDPOINT_TYPE, 'This is a broker; it cannot tell the endpoints of controllers');
    }
    if (request.endpointType !== EndpointTypes.BROKER) {
      return refused(Errors.UNSUPPORTED_ENDPOINT_TYPE, `There are no endpoints of type ${request.endpointType}`);
    }
    return describe(dependencies, request, context);
  };
}

function describe(
  { endpoints, image }: DescribeClusterDependencies,
  request: DescribeClusterRequest,
  context: RequestContext,
): DescribeClusterResponse {
  const { clusterId, controllerId, brokers } = image();
  const shown = [...brokers.values()].filter((broker) => request.includeFencedBrokers || isAlive(broker));
  const listed = shown.flatMap((broker) => describeBroker(broker, endpoints, context));
  const controller =
    listed.find((broker) => broker.brokerId === controllerId) ?? listed.find(({ isFenced }) => !isFenced);
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    endpointType: EndpointTypes.BROKER,
    clusterId,
    controllerId: controller?.brokerId ?? -1,
    brokers: listed,
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? ALL_CLUSTER_OPERATIONS
      : OPERATIONS_NOT_REQUESTED,
  };
}

function describeBroker(broker: BrokerImage, own: OwnEndpoints, context: RequestContext): DescribeClusterBroker[] {
  const endpoint = brokerEndpoint(broker, own, context);
  if (endpoint === undefined) return [];
  const { host, port } = endpoint;
  return [{ brokerId: broker.id, host, port, rack: broker.rack, isFenced: !isAlive(broker) }];
}

function refused(errorCode: ErrorCode, errorMessage: string): DescribeClusterResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    errorMessage,
    endpointType: EndpointTypes.BROKER,
    clusterId: '',
    controllerId: -1,
    brokers: [],
    clusterAuthorizedOperations: OPERATIONS_NOT_REQUESTED,
  };
}
