import { readFileSync } from 'node:fs';
import { play } from './fidelity/play.js';
import { players } from './fidelity/players.js';
import { readRecordings, type Recording } from './fidelity/recording.js';

const usage = `npm run fidelity -- <connector> <recordings file> [--json]; connectors: ${Object.keys(players).join(', ')}`;

/** Exit code 0 when the file was played, whatever it showed: the report is the result. 2 when it could not be. */
function main(args: readonly string[]): number {
  const asJson = args.includes('--json');
  const [connector = '', file = ''] = args.filter((one) => !one.startsWith('--'));
  const player = players[connector];
  if (!player || file === '') {
    console.error(
      player ? `fidelity: no recordings file given; ${usage}` : `fidelity: no player for «${connector}»; ${usage}`,
    );
    return 2;
  }
  let recordings: readonly Recording[];
  try {
    recordings = readRecordings(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`fidelity: cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const { report, findings } = play(connector, player, recordings);
  for (const { index, name, leftOut, differences } of findings) {
    if (leftOut !== undefined) console.log(`${index} ${name}: left out, ${leftOut}`);
    for (const one of differences) console.log(`${index} ${name}: ${one}`);
  }
  if (asJson) console.log(JSON.stringify(report));
  else
    console.log(
      `${connector}: ${report.alike} of ${report.exchanges - report.left_out.length} played exchanges alike, ${report.left_out.length} left out of ${report.exchanges}`,
    );
  return 0;
}

process.exitCode = main(process.argv.slice(2));
