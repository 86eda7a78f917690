import { api, array, int8, int16, int32, string } from '../generator/notation.ts';

export default api('ListConfigResources', {
  key: 74,
  versions: '0-1',
  flexible: '0+',
  listeners: ['broker'],
  request: [array('ResourceTypes', '1+', 'int8')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    array('ConfigResources', '0+', 'ConfigResource', [
      string('ResourceName', '0+'),
      int8('ResourceType', '1+', { default: 16, ignorable: true }),
    ]),
  ],
});
