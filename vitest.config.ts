import { configDefaults, defineConfig } from 'vitest/config';
import { leftOutFiles } from './start/test/left-out.mjs';

/** Five projects: `unit` and `sim` need nothing but Node; the others need root, libvirt, QEMU and a nats-server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,property,contract}/**/*.test.ts', 'test/tidy.test.ts'],
          testTimeout: 300_000,
          maxWorkers: 2,
          // Most of their time would go into loading the same modules again for each file.
          isolate: false,
        },
      },
      {
        test: {
          name: 'sim',
          include: ['test/sim/**/*.test.ts'],
          testTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/real/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...leftOutFiles()],
          globalSetup: ['test/support/before-real.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
