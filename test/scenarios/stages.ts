import { formStage } from './form-stage.js';
import { lyceeStage, universite11Stage, universiteStage } from './glpi-stages.js';
import { academieStage } from './itop-stage.js';
import { serviceNowStage } from './servicenow-stage.js';
import type { Stage } from './stage.js';

/** One line for each tool that a scenario can name. */
export const stages: Readonly<Record<string, Stage>> = {
  'glpi-lycee': lyceeStage,
  'glpi-universite': universiteStage,
  'glpi-universite-11': universite11Stage,
  intranet: formStage,
  'itop-academie': academieStage,
  servicenow: serviceNowStage,
};
