import { consumerOffsetsTopic, transactionStateTopic } from '@moldau/coordinator';
import { type ErrorCode, errorMessage, errorName, Errors } from '@moldau/protocol';
import type {
  Coordinator,
  FindCoordinatorRequest,
  FindCoordinatorResponse,
} from '@moldau/protocol/messages/find-coordinator';
import type { Handler, RequestContext } from './handler.ts';

export interface FindCoordinatorDependencies {
  /** Creates the internal topic if it does not exist; false while it is not there yet. */
  readonly ensureInternalTopic: (name: string) => Promise<boolean>;
  /**
   * The broker that coordinates the group or the transactional id, by the internal topic that it is kept in, as the
   * caller's listener reaches it; undefined while nobody does.
   */
  readonly coordinatorFor: (topic: string, key: string, context: RequestContext) => CoordinatorEndpoint | undefined;
}

export interface CoordinatorEndpoint {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

/** Where the coordinators of each key type keep what they know; share groups, which have none here, are no type. */
const topicOfKeyType: ReadonlyMap<number, string> = new Map([
  [0, consumerOffsetsTopic],
  [1, transactionStateTopic],
]);
const coordinatorKeysFrom = 4;

/** FindCoordinator (key 10): the broker to ask about a group (B101) or a transactional id (B59). */
export function findCoordinatorHandler(
  dependencies: FindCoordinatorDependencies,
): Handler<FindCoordinatorRequest, FindCoordinatorResponse> {
  return async (request, context) => {
    const keys = context.apiVersion >= coordinatorKeysFrom ? request.coordinatorKeys : [request.key];
    const coordinators = await findCoordinators(keys, request.keyType, context, dependencies);
    return context.apiVersion >= coordinatorKeysFrom ? listed(coordinators) : single(coordinators[0]);
  };
}

async function findCoordinators(
  keys: readonly string[],
  keyType: number,
  context: RequestContext,
  dependencies: FindCoordinatorDependencies,
): Promise<Coordinator[]> {
  const topic = topicOfKeyType.get(keyType);
  if (topic === undefined) return keys.map((key) => notFound(key, Errors.INVALID_REQUEST));
  const exists = await dependencies.ensureInternalTopic(topic);
  return keys.map((key) => {
    const endpoint = exists ? dependencies.coordinatorFor(topic, key, context) : undefined;
    return endpoint === undefined ? notFound(key, Errors.COORDINATOR_NOT_AVAILABLE) : found(key, endpoint);
  });
}

function found(key: string, { nodeId, host, port }: CoordinatorEndpoint): Coordinator {
  return { key, nodeId, host, port, errorCode: Errors.NONE, errorMessage: '' };
}

function notFound(key: string, errorCode: ErrorCode): Coordinator {
  return { key, nodeId: -1, host: '', port: -1, errorCode, errorMessage: errorMessage(errorCode) };
}

function listed(coordinators: readonly Coordinator[]): FindCoordinatorResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    nodeId: 0,
    host: '',
    port: 0,
    coordinators,
  };
}

/** Up to v3, where the message of a success is the name of its code. */
function single(coordinator: Coordinator = notFound('', Errors.INVALID_REQUEST)): FindCoordinatorResponse {
  const { errorCode, nodeId, host, port } = coordinator;
  const message = errorCode === Errors.NONE ? errorName(errorCode) : coordinator.errorMessage;
  return { throttleTimeMs: 0, errorCode, errorMessage: message, nodeId, host, port, coordinators: [] };
}
