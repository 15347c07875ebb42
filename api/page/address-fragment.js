/** What does the part of the page's address after `#` ask for? It never reaches a server. Pure. */

/** @returns {{code: string | null, machineId: string | null}} */
export function readFragment(fragment) {
  const [, name, value] = /^#(login|machine)=([\w-]{1,128})$/.exec(fragment) ?? [];
  return { code: name === 'login' ? value : null, machineId: name === 'machine' ? value : null };
}

export function machineFragment(machineId) {
  return `#machine=${machineId}`;
}
