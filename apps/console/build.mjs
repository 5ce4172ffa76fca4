// Builds the console into dist/console. With --if-changed only where its sources differ from those of the last build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = join(root, 'dist/console/.sources');
const folders = ['apps/console', 'libs/api', 'libs/ticket'];

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).sort(byPath)) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || /screenshots|\.spec\.ts$|\.md$/.test(path)) continue;
      hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  return hash.digest('hex');
}

function byPath(a, b) {
  return join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1;
}

function lastBuilt() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return null;
  }
}

const now = fingerprint();
if (!process.argv.includes('--if-changed') || lastBuilt() !== now) {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'apps/console/vite.config.mjs'), logLevel: 'warn' });
  writeFileSync(stamp, now);
}
