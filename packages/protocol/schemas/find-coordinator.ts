import { api, array, int8, int16, int32, string } from '../generator/notation.ts';

export default api('FindCoordinator', {
  key: 10,
  versions: '0-6',
  flexible: '3+',
  listeners: ['broker'],
  request: [string('Key', '0-3'), int8('KeyType', '1+', { default: 0 }), array('CoordinatorKeys', '4+', 'string')],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    int16('ErrorCode', '0-3'),
    string('ErrorMessage', '1-3', { nullable: '1-3', ignorable: true }),
    int32('NodeId', '0-3'),
    string('Host', '0-3'),
    int32('Port', '0-3'),
    array('Coordinators', '4+', 'Coordinator', [
      string('Key', '4+'),
      int32('NodeId', '4+'),
      string('Host', '4+'),
      int32('Port', '4+'),
      int16('ErrorCode', '4+'),
      string('ErrorMessage', '4+', { nullable: '4+', ignorable: true }),
    ]),
  ],
});
