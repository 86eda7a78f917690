import type { TransactionMarkers } from '@moldau/coordinator';
import { Errors } from '@moldau/protocol';
import type {
  WritableTxnMarker,
  WritableTxnMarkerResult,
  WriteTxnMarkersRequest,
  WriteTxnMarkersResponse,
} from '@moldau/protocol/messages/write-txn-markers';
import type { Handler } from './handler.ts';

export interface WriteTxnMarkersDependencies {
  /** For the partitions that this broker leads. */
  readonly markers: Pick<TransactionMarkers, 'write'>;
}

/** WriteTxnMarkers (key 27): coordinators end transactions, and admins those that hang (B72, B75). */
export function writeTxnMarkersHandler({
  markers,
}: WriteTxnMarkersDependencies): Handler<WriteTxnMarkersRequest, WriteTxnMarkersResponse> {
  return async (request) => ({
    markers: await Promise.all(request.markers.map((marker) => write(marker, markers))),
  });
}

async function write(
  marker: WritableTxnMarker,
  markers: WriteTxnMarkersDependencies['markers'],
): Promise<WritableTxnMarkerResult> {
  const { producerId, producerEpoch, coordinatorEpoch, transactionResult, transactionVersion } = marker;
  const topics = marker.topics.map(async ({ name, partitionIndexes }) => {
    const codes = await markers.write({
      transactionalId: '',
      producerId,
      producerEpoch,
      coordinatorEpoch,
      result: transactionResult ? 'commit' : 'abort',
      partitions: partitionIndexes.map((partition) => ({ topic: name, partition })),
      transactionVersion,
    });
    const partitions = partitionIndexes.map((partitionIndex, at) => ({
      partitionIndex,
      errorCode: codes[at] ?? Errors.UNKNOWN_SERVER_ERROR,
    }));
    return { name, partitions };
  });
  return { producerId, topics: await Promise.all(topics) };
}
