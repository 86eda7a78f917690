import { api, array, int16, int32, string } from '../generator/notation.ts';

export default api('DeleteGroups', {
  key: 42,
  versions: '0-2',
  flexible: '2+',
  listeners: ['broker'],
  request: [array('GroupsNames', '0+', 'string')],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Results', '0+', 'DeletableGroupResult', [string('GroupId', '0+', { key: true }), int16('ErrorCode', '0+')]),
  ],
});
