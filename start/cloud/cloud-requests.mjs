// What does the starter say to the cloud it started? Every request of the REST API that start, stop and status make is
// here, and nowhere else.

import { randomUUID } from 'node:crypto';

const LIMIT_MS = 30_000;

/** The API's own words when it refused, or why it could not be asked. */
export class CloudRefused extends Error {
  constructor(method, path, status, problem) {
    const words = [problem?.title, problem?.detail, problem?.whatToDo].filter(Boolean).join(': ');
    super(`${method} ${path}: ${status} ${words || 'no reason given'}`);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * @param {{port: number, token: string, signal?: AbortSignal}} where signal: ends requests that wait, with its reason
 */
export function openCloud({ port, token, signal }) {
  const endpoint = `http://127.0.0.1:${port}`;
  const ask = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(`${endpoint}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(LIMIT_MS), ...(signal ? [signal] : [])]),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const content = isJson && text !== '' ? JSON.parse(text) : text;
    if (!answer.ok) throw new CloudRefused(method, path, answer.status, isJson ? content : null);
    return content;
  };
  return {
    endpoint,
    machines: async () => (await ask('GET', '/v1/machines')).machines,
    machine: (id) => ask('GET', `/v1/machines/${id}`),
    act: (id, action) => ask('POST', `/v1/machines/${id}/${action}`, {}),
    consoleOf: async (id) => (await ask('GET', `/v1/machines/${id}/console`)).text,
    quarantine: async () => (await ask('GET', '/v1/quarantine')).evidence,
    /** Removed ones too: their ids are never used again. */
    hosts: async () => (await ask('GET', '/v1/hosts?removed=shown')).hosts,
    joinHost: (hostId, name) => ask('POST', '/v1/hosts', { hostId, name }),
    enableHost: (hostId) => ask('POST', `/v1/hosts/${hostId}/enable`, {}),
    /** @returns {Promise<string>} the machine's UUID; without a name it is called one-LABEL */
    run: async (image, { name, publicKeys }) => {
      const { identifier, locations, format, compression, bytes, digests } = image;
      const body = {
        ...(name ? { name } : {}),
        type: 't1.micro',
        image: { identifier, locations, format, compression, bytes, digests },
        publicKeys,
      };
      const { machineIds } = await ask('POST', '/v1/machines', body);
      return machineIds[0];
    },
  };
}
