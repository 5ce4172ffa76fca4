import type { Clock } from '@passerelle/connector';
import { ocs, recordedReport, report, type Ocs } from '../../../connectors/ocs/simulator/index.js';

/** What the server asks for before the API. */
export const ocsAuth = { user: 'passerelle', password: 'bac-a-sable' } as const;

const room203 = { '203-02': '2', '203-03': '3' } as const;

/** An OCS Inventory with the machines of room 203, whose serial numbers and UUIDs the GLPI knows too. */
export function makeOcs(clock: Clock): Ocs {
  const tool = ocs({ clock, quirks: { profile: '2.12', basic: ocsAuth } });
  for (const [name, number] of Object.entries(room203)) {
    const uuid = `4C4C4544-0000-1001-8000-${number.padStart(12, '0')}`;
    report(tool.state, { ...recordedReport(Number(number)), name, serial: `SN00000${number}FR`, uuid });
  }
  return tool;
}
