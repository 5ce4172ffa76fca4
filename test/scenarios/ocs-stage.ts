import { ocs, recordedReport, report } from '../../connectors/ocs/simulator/index.js';
import type { InventoryStage } from './stage.js';

const account = { user: 'passerelle', password: 'ocs' } as const;
const room203 = { '203-02': '2', '203-03': '3' } as const;

/** The machines of room 203 as their agents report them: those of the GLPI, by serial number and UUID. */
export const ocsLyceeStage: InventoryStage = {
  setup({ clock }) {
    const simulator = ocs({ clock, quirks: { profile: '2.8', basic: account } });
    for (const [name, number] of Object.entries(room203)) {
      const uuid = `4C4C4544-0000-1001-8000-${number.padStart(12, '0')}`;
      report(simulator.state, { ...recordedReport(Number(number)), name, serial: `SN00000${number}FR`, uuid });
    }
    return { simulator, config: (url) => ({ url: `${url}/ocsapi`, auth: account, lag: 0 }) };
  },
};
