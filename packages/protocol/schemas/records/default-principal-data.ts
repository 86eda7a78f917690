import { bool, data, string } from '../../generator/notation.ts';

export default data('DefaultPrincipalData', {
  versions: '0',
  flexible: '0+',
  fields: [string('Type', '0+'), string('Name', '0+'), bool('TokenAuthenticated', '0+')],
});
