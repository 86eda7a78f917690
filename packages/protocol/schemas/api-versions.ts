import { api, array, bool, int16, int32, int64, string } from '../generator/notation.ts';

export default api('ApiVersions', {
  key: 18,
  versions: '0-4',
  flexible: '3+',
  listeners: ['broker', 'controller'],
  request: [
    string('ClientSoftwareName', '3+', { ignorable: true }),
    string('ClientSoftwareVersion', '3+', { ignorable: true }),
  ],
  response: [
    int16('ErrorCode', '0+'),
    array('ApiKeys', '0+', 'ApiVersion', [
      int16('ApiKey', '0+', { key: true }),
      int16('MinVersion', '0+'),
      int16('MaxVersion', '0+'),
    ]),
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    array('SupportedFeatures', '3+', 'SupportedFeatureKey', { tag: 0, ignorable: true }, [
      string('Name', '3+', { key: true }),
      int16('MinVersion', '3+'),
      int16('MaxVersion', '3+'),
    ]),
    int64('FinalizedFeaturesEpoch', '3+', { tag: 1, default: -1, ignorable: true }),
    array('FinalizedFeatures', '3+', 'FinalizedFeatureKey', { tag: 2, ignorable: true }, [
      string('Name', '3+', { key: true }),
      int16('MaxVersionLevel', '3+'),
      int16('MinVersionLevel', '3+'),
    ]),
    bool('ZkMigrationReady', '3+', { tag: 3, default: false, ignorable: true }),
  ],
});
