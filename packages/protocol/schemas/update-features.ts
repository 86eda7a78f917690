import { api, array, bool, int8, int16, int32, string } from '../generator/notation.ts';

export default api('UpdateFeatures', {
  key: 57,
  versions: '0-2',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [
    int32('timeoutMs', '0+', { default: 60_000 }),
    array('FeatureUpdates', '0+', 'FeatureUpdateKey', [
      string('Feature', '0+', { key: true }),
      int16('MaxVersionLevel', '0+'),
      bool('AllowDowngrade', '0'),
      int8('UpgradeType', '1+', { default: 1 }),
    ]),
    bool('ValidateOnly', '1+', { default: false }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    array('Results', '0-1', 'UpdatableFeatureResult', { ignorable: true }, [
      string('Feature', '0+', { key: true }),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
    ]),
  ],
});
