import { api, array, int16, int32, string } from '../generator/notation.ts';

export default api('ListGroups', {
  key: 16,
  versions: '0-5',
  flexible: '3+',
  listeners: ['broker'],
  request: [array('StatesFilter', '4+', 'string'), array('TypesFilter', '5+', 'string')],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    int16('ErrorCode', '0+'),
    array('Groups', '0+', 'ListedGroup', [
      string('GroupId', '0+'),
      string('ProtocolType', '0+'),
      string('GroupState', '4+', { ignorable: true }),
      string('GroupType', '5+', { ignorable: true }),
    ]),
  ],
});
