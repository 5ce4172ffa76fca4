import type { Clock, Random } from '@passerelle/connector';
import type { Connected, Files, MigrateRoute, Places, Route, Store } from '@passerelle/sync';

/** The two ends of a route and what lies between them. */
export interface Ends {
  readonly route: MigrateRoute;
  readonly from: Connected;
  readonly to: Connected;
  /** Every route there is: what is heard here is told on those too where its ticket is bonded there. Default: this one. */
  readonly routes?: readonly Route[];
  /** Whoever may be told on them, by connection. */
  readonly others?: ReadonlyMap<string, Connected>;
  readonly store: Store;
  /** What is known of organisations and sites. Absent: nothing of them is kept. */
  readonly places?: Places;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
}
