import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brokenFiles } from './make/broken.js';
import { sampleFiles } from './make/sample.js';

/** `node dist/apps/sandbox/sample/make-sample.js apps/sandbox/sample` writes both sample exports anew. */
const [, , target] = process.argv;
if (target === undefined) throw new Error('expected the folder to write the samples to: apps/sandbox/sample');
for (const [name, files] of [['cassius', sampleFiles()] as const, ['cassius-broken', brokenFiles()] as const]) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
