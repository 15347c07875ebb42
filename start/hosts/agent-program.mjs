// How is an agent started, in whatever cloud or on whatever host? From its one file (start/build.mjs), and with what makes
// Node take little memory: an agent lives beside the guests of a host, waits most of the time and computes little.

import { join } from 'node:path';

/**
 * Short-lived objects get one MiB before they are collected, code stays as small as it can be and is never compiled twice, and
 * one thread collects beside the main one. Figures: test/bench/results.md, agent.
 */
const NODE_OPTIONS = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--no-opt',
  '--v8-pool-size=1',
];
/** Else the C library keeps a heap for each thread. */
const ENVIRONMENT = ['MALLOC_ARENA_MAX=1'];

/** @param {string} built dist/, or what is to become it */
export const agentIn = (built) => join(built, 'agent/agent.cjs');

/**
 * @param {string} checkout
 * @param {string} config file
 * @returns {string[]} program and arguments
 */
export const agentProgram = (checkout, config) => [
  ...['/usr/bin/env', ...ENVIRONMENT],
  ...[process.execPath, ...NODE_OPTIONS, agentIn(join(checkout, 'dist')), config],
];
