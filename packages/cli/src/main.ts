/** The `moldau` command in the real world. `bin/moldau.js` is what starts it. */
import { realDisk, realProgram, realRuntime } from '@moldau/runtime';

const program = realProgram();

if (program.arguments[0] === 'group') {
  const { groupCommand } = await import('./group/group-command.ts');
  await groupCommand({ program, makeRuntime: realRuntime });
} else if (program.arguments[0] === 'log') {
  const { logCommand } = await import('./log/log-command.ts');
  await logCommand({ program, disk: realDisk });
} else {
  const [{ moldau }, { startBroker }] = await Promise.all([import('./moldau.ts'), import('@moldau/broker')]);
  await moldau({ program, disk: realDisk, makeRuntime: realRuntime, startBroker });
}
