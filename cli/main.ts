/** The command line as a process: puts the real world around the program. */
import { systemRandom } from '../shared/base/random.ts';
import { systemClock } from '../shared/time/system-clock.ts';
import { processSurroundings } from './process-surroundings.ts';
import { runProgram } from './program.ts';

process.exitCode = await runProgram(
  process.argv.slice(2),
  processSurroundings('stratus', systemClock, systemRandom),
);
