// Which hosts did a cloud have whose log is lost? Each had a line among the keys of nats-server.

/**
 * @param {string} users the text of nats-server's keys (nats-config.mjs)
 * @returns {Array<{hostId: string, name: string, publicKey: string}>} their names are lost; these are made of their ids
 */
export function hostsInUsers(users) {
  return users.split('\n').flatMap((line) => {
    const hostId = /\.host\.([0-9a-f]{32})\.hello"/.exec(line)?.[1];
    const publicKey = /\bU[A-Z2-7]{55}\b/.exec(line)?.[0];
    if (!hostId || !publicKey) return [];
    return [{ hostId, name: `host-${hostId.slice(0, 8)}`, publicKey }];
  });
}
