import { describeFiles } from '../testing/files-suite.js';
import { memoryFiles } from './memory-files.js';

describeFiles('files in memory', async () => ({ files: memoryFiles(), teardown: async () => undefined }));
