// What is to be said when something cannot be fetched? That it is the network, where it looks like that, and that the same
// command goes on from there; what the program itself said follows.

const NO_NETWORK =
  /resolv|could not connect|cannot initiate the connection|unable to connect|network is unreachable|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|timed out/i;

/**
 * @template T
 * @param {string} what is fetched
 * @param {Promise<T>} fetching
 * @returns {Promise<T>}
 */
export async function fetching(what, fetching) {
  try {
    return await fetching;
  } catch (error) {
    const said = `${error.message}\n${error.stderr ?? ''}`;
    if (!NO_NETWORK.test(said)) throw error;
    throw new Error(
      `${what} cannot be fetched: this machine does not reach where they are.\n` +
        'Connect it (or tell apt and npm of your proxy), then type the same again: what is here already is kept.\n\n' +
        error.message,
      { cause: error },
    );
  }
}
