#!/usr/bin/env node
// The command of the clone: `npx passerelle …` puts the Node that the project brings first in PATH and comes here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const main = new URL('../../dist/apps/cli/main.js', import.meta.url);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `passerelle : il faut Node 24.15 ou plus récent, voici ${process.versions.node}. Lancez «npx passerelle» dans le clone, après «npm ci».\n` +
      `passerelle: expected Node 24.15 or newer, ${process.versions.node} came. Run “npx passerelle” in the clone, after “npm ci”.\n`,
  );
  process.exit(2);
}
if (!existsSync(fileURLToPath(main))) {
  const built = spawnSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', '--all'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) process.exit(70);
}
await import(main.href);
