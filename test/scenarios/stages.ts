import { academieStage } from './itop-stage.js';
import { serviceNowStage } from './servicenow-stage.js';
import type { Stage } from './stage.js';

/** One line for each tool that a scenario can name. */
export const stages: Readonly<Record<string, Stage>> = {
  'itop-academie': academieStage,
  servicenow: serviceNowStage,
};
