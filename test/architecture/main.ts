import { checkAll, sizesOf } from './check.js';
import { readProject } from './project.js';

const project = readProject();
const found = checkAll(project);
const { files, median, ninetieth, longest } = sizesOf(project);
for (const line of found) console.error(line);
console.log(
  `architecture: ${found.length} violations; ${files} shipped files, median ${median} lines, 90 % up to ${ninetieth}, longest ${longest}`,
);
process.exitCode = found.length > 0 ? 1 : 0;
