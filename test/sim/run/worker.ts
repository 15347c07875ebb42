/** A process that plays simulated histories for whoever forked it. */
import { sha256Hex } from '../../../shared/base/digest.ts';
import { runHistory } from '../history.ts';
import type { Errands, Question, Reply, Told } from './errands.ts';
import { shrinkHistory } from './shrink-history.ts';

async function play({ from, count }: Errands['play']['ask']): Promise<Errands['play']['answer']> {
  const before = process.cpuUsage();
  const told: Told[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const { figures, coverage, failure } = await runHistory(seed);
    told.push({ seed, figures, coverage, failure });
    if (failure) break;
  }
  const { user, system } = process.cpuUsage(before);
  return { told, cpuMs: (user + system) / 1000 };
}

async function digest({ seed }: { readonly seed: number }): Promise<string> {
  return sha256Hex((await runHistory(seed)).trace().join('\n'));
}

async function replay({ seed }: { readonly seed: number }): Promise<Errands['replay']['answer']> {
  const { trace, failure } = await runHistory(seed);
  return { lines: trace(), failure };
}

async function carryOut({ name, ask }: Question): Promise<unknown> {
  switch (name) {
    case 'play':
      return play(ask as Errands['play']['ask']);
    case 'digest':
      return digest(ask as Errands['digest']['ask']);
    case 'replay':
      return replay(ask as Errands['replay']['ask']);
    case 'shrink':
      return shrinkHistory((ask as Errands['shrink']['ask']).seed);
  }
}

function reply(words: Reply): void {
  process.send?.(words);
}

process.on('message', (question) => {
  carryOut(question as Question).then(
    (answer) => reply({ answer }),
    (error: Error) => reply({ problem: error.stack ?? error.message }),
  );
});
// Who asked is gone.
process.on('disconnect', () => process.exit());
