import { run, type Errand } from './errand.js';

// One process of a simulation: does errands one by one until its parent hangs up.

process.on('message', (errand: Errand) => {
  run(errand).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
