/** Workers, one a core: each history is played by one of them alone, so what it does never depends on how many there are. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { ErrandName, Errands, Question, Reply } from './errands.ts';

export interface Pool {
  readonly size: number;
  /** Asks the next worker that is free. Rejects when it cannot do that, or dies of it. */
  ask<Name extends ErrandName>(
    name: Name,
    ask: Errands[Name]['ask'],
  ): Promise<Errands[Name]['answer']>;
  end(): void;
}

interface Worker {
  ask(question: Question): Promise<unknown>;
  end(): void;
}

/** Young objects die young: fewer and larger sweeps of them take less time. */
const workerOptions = ['--max-semi-space-size=64', '--enable-source-maps'];

export function openPool(file: string, size: number): Pool {
  const workers = Array.from({ length: size }, () => startWorker(file));
  const idle = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];

  function release(worker: Worker): void {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  }

  return {
    size,
    async ask<Name extends ErrandName>(name: Name, ask: Errands[Name]['ask']) {
      const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)));
      try {
        return (await worker.ask({ name, ask })) as Errands[Name]['answer'];
      } finally {
        release(worker);
      }
    },
    end() {
      for (const worker of workers) worker.end();
    },
  };
}

function startWorker(file: string): Worker {
  const child = fork(file, {
    execArgv: workerOptions,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let ended: Error | null = null;
  child.once('exit', (code, signal) => {
    ended = new Error(`a process that plays histories ended (${signal ?? code})`);
  });
  return {
    ask: (question) => (ended ? Promise.reject(ended) : answerOf(child, question)),
    end: () => void child.kill('SIGKILL'),
  };
}

function answerOf(child: ChildProcess, question: Question): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const dies = (code: number | null, signal: string | null): void =>
      reject(
        new Error(`a process that plays histories died of ${question.name}: ${signal ?? code}`),
      );
    child.once('exit', dies);
    child.once('message', (message) => {
      child.off('exit', dies);
      const reply = message as Reply;
      if ('problem' in reply) reject(new Error(reply.problem));
      else resolve(reply.answer);
    });
    child.send(question);
  });
}
