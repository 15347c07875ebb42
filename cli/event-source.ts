/** Server-sent events out of the chunks of an answer. */

export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/** Each event as it is complete; comments and what is unfinished at the end are dropped. */
export async function* serverEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const chunk of body) {
    buffered += decoder.decode(chunk, { stream: true });
    const blocks = buffered.split('\n\n');
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) yield event;
    }
  }
}

function eventOf(block: string): ServerEvent | null {
  const fields = { id: '', type: 'message', data: [] as string[] };
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'id') fields.id = value;
    if (name === 'event') fields.type = value;
    if (name === 'data') fields.data.push(value);
  }
  return fields.data.length === 0 ? null : { ...fields, data: fields.data.join('\n') };
}
