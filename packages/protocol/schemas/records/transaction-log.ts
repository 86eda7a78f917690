import { array, coordinatorRecord, int8, int16, int32, int64, string } from '../../generator/notation.ts';

export default coordinatorRecord('TransactionLog', {
  type: 0,
  key: [string('TransactionalId', '0')],
  versions: '0-1',
  flexible: '1+',
  value: [
    int64('ProducerId', '0+'),
    int64('PreviousProducerId', '1+', { tag: 0, default: -1 }),
    int64('NextProducerId', '1+', { tag: 1, default: -1 }),
    int16('ProducerEpoch', '0+'),
    int16('NextProducerEpoch', '1+', { tag: 3, default: -1 }),
    int32('TransactionTimeoutMs', '0+'),
    int8('TransactionStatus', '0+'),
    array('TransactionPartitions', '0+', 'PartitionsSchema', { nullable: '0+' }, [
      string('Topic', '0+'),
      array('PartitionIds', '0+', 'int32'),
    ]),
    int64('TransactionLastUpdateTimestampMs', '0+'),
    int64('TransactionStartTimestampMs', '0+'),
    int16('ClientTransactionVersion', '1+', { tag: 2, default: 0 }),
  ],
});
