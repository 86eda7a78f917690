import { api, array, bool, int16, int32, int64, string } from '../generator/notation.ts';

export default api('DescribeLogDirs', {
  key: 35,
  versions: '1-4',
  flexible: '2+',
  listeners: ['broker'],
  request: [
    array('Topics', '0+', 'DescribableLogDirTopic', { nullable: '0+' }, [
      string('Topic', '0+', { key: true }),
      array('Partitions', '0+', 'int32'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '3+', { ignorable: true }),
    array('Results', '0+', 'DescribeLogDirsResult', [
      int16('ErrorCode', '0+'),
      string('LogDir', '0+'),
      array('Topics', '0+', 'DescribeLogDirsTopic', [
        string('Name', '0+'),
        array('Partitions', '0+', 'DescribeLogDirsPartition', [
          int32('PartitionIndex', '0+'),
          int64('PartitionSize', '0+'),
          int64('OffsetLag', '0+'),
          bool('IsFutureKey', '0+'),
        ]),
      ]),
      int64('TotalBytes', '4+', { default: -1, ignorable: true }),
      int64('UsableBytes', '4+', { default: -1, ignorable: true }),
    ]),
  ],
});
