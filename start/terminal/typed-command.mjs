// How must a command be typed so that it means this cloud? Whatever is printed for the user to type is written here: with
// its instance and its folder where they are not what the command takes by itself.

import { join } from 'node:path';
import { readJson } from '../cloud/instance.mjs';
import { SHORT_COMMANDS, stateOf } from './options.mjs';

/** Quoted where a shell would take it apart. */
const word = (text) => (/^[\w./:=,@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * @param {{instance: string, state: string}} cloud
 * @returns {string[]} the options that name it; none for the cloud that is meant by default
 */
export function cloudOptions({ instance, state }) {
  return [
    ...(instance === 'local' ? [] : ['--instance', instance]),
    ...(state === stateOf(instance) ? [] : ['--state', state]),
  ];
}

/**
 * @param {{instance: string, state: string}} cloud
 * @param {keyof typeof import('./options.mjs').COMMANDS} command
 * @param {string[]} words what follows it, besides the cloud
 */
export function typedCommand(cloud, command, words = []) {
  const more = [...words, ...cloudOptions(cloud)].map(word).join(' ');
  const npm = SHORT_COMMANDS.includes(command) ? `npm ${command}` : `npm run ${command}`;
  return more === '' ? npm : `${npm} -- ${more}`;
}

/** For a cloud that is there: its folder says which one it is. */
export function typedIn(state, command, words = []) {
  const { instance = 'local' } = readJson(join(state, 'instance.json')) ?? {};
  return typedCommand({ instance, state }, command, words);
}
