import { needs, type Subject } from '@passerelle/connector/testing';
import { ocs } from './index.js';
import { ocs as simulate, recordedReport, report, stamp, type Profile } from './simulator/index.js';

const account = { user: 'passerelle', password: 'ocs-p4ssword-é' };

/** As OCS 2.12 answers. */
export const subject: Subject<typeof ocs.config> = subjectOf('2.12');

/** As 2.8 answers, or as Debian 12 has put it together. */
export function subjectOf(profile: Profile): Subject<typeof ocs.config> {
  return {
    definition: ocs,
    without: needs.filter((need) => !['http', 'credentials', 'inventory'].includes(need)),
    setup({ clock }) {
      const simulator = simulate({ clock, quirks: { profile, basic: account } });
      const { state } = simulator;
      let nth = 0;
      const add = (name: string): string => {
        nth += 1;
        const serial = nth % 3 === 0 ? 'To Be Filled By O.E.M.' : `SN${nth}`;
        return String(report(state, { ...recordedReport(nth), name, serial }));
      };
      const config = (url: string, password: string): unknown => ({
        url: `${url}/ocsapi`,
        auth: { ...account, password },
        pageSize: 5,
        lag: 0,
      });
      return {
        simulator,
        config: (url) => config(url, account.password),
        badConfig: (url) => config(url, 'ocs-wr0ng-password'),
        secrets: [account.password, 'ocs-wr0ng-password'],
        humans: { open: add, change: () => undefined },
        machines: {
          all: () => [...state.machines.keys()].map(String),
          add,
          change(id) {
            const machine = state.machines.get(Number(id));
            if (!machine) throw new Error(`expected a machine ${id}; there is none`);
            const at = stamp(state);
            machine.hardware = { ...machine.hardware, USERID: `prof.${at}`, LASTDATE: at, LASTCOME: at };
          },
          remove: (id) => void state.machines.delete(Number(id)),
        },
        tickets: () => [],
        look: () => null,
        teardown: () => undefined,
      };
    },
  };
}
