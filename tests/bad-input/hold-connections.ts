/** Opens connections to a port of this host, says `connected`, and holds them until its standard input ends. */
import { realRuntime } from '@moldau/runtime';

const [port, count] = process.argv.slice(2).map(Number);
const { network } = await realRuntime({ logLevel: 'silent' });
const readBuffer = Buffer.alloc(1);
const idle = { readBuffer: () => readBuffer, read() {}, drained() {}, closed() {} };
const batch = 500;

for (let opened = 0; opened < (count ?? 0); opened += batch) {
  const attempts = Array.from({ length: Math.min(batch, (count ?? 0) - opened) }, () =>
    network.connect({ host: '127.0.0.1', port: port ?? 0 }, () => idle),
  );
  await Promise.all(attempts);
}
process.stdout.write('connected\n');
process.stdin.resume().once('end', () => process.exit(0));
