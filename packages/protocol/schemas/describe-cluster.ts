import { api, array, bool, int8, int16, int32, string } from '../generator/notation.ts';

export default api('DescribeCluster', {
  key: 60,
  versions: '0-2',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [
    bool('IncludeClusterAuthorizedOperations', '0+'),
    int8('EndpointType', '1+', { default: 1 }),
    bool('IncludeFencedBrokers', '2+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    int8('EndpointType', '1+', { default: 1 }),
    string('ClusterId', '0+'),
    int32('ControllerId', '0+', { default: -1 }),
    array('Brokers', '0+', 'DescribeClusterBroker', [
      int32('BrokerId', '0+', { key: true }),
      string('Host', '0+'),
      int32('Port', '0+'),
      string('Rack', '0+', { nullable: '0+', default: null }),
      bool('IsFenced', '2+'),
    ]),
    int32('ClusterAuthorizedOperations', '0+', { default: -0x8000_0000 }),
  ],
});
