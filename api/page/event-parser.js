/** Which events are in the pieces of a stream of server-sent events, however they are cut? */

/** @returns {{feed(text: string): Array<{id: string, type: string, data: string}>}} comments are left out */
export function createEventParser() {
  let buffered = '';
  return {
    feed(text) {
      const blocks = (buffered + text).split('\n\n');
      buffered = blocks.pop() ?? '';
      return blocks.map(parseBlock).filter((event) => event !== null);
    },
  };
}

function parseBlock(block) {
  const event = { id: '', type: 'message', data: '' };
  const data = [];
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'id') event.id = value;
    else if (name === 'event') event.type = value;
    else if (name === 'data') data.push(value);
  }
  return data.length === 0 ? null : { ...event, data: data.join('\n') };
}
