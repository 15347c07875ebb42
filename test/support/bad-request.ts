/** One request that should not be made, and how it may end. */
import { anImage } from './an-api.ts';

export interface Attempt {
  /** Which kind of attack: see the comments below. */
  readonly row: number;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
  /** As it is sent. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `refused`: any 4xx. `answered`: it may be lawful; 2xx or 4xx. */
  readonly end: 'refused' | 'answered';
}

export type Fields = Readonly<Record<string, unknown>>;

export const run = (row: number, fields: Fields, end: Attempt['end'] = 'refused'): Attempt => ({
  ...{ row, method: 'POST', path: '/machines', end },
  body: JSON.stringify({ image: anImage, type: 't1.micro', ...fields }),
});
export const plan = (row: number, fields: Fields, end: Attempt['end'] = 'refused'): Attempt => ({
  ...run(row, fields, end),
  path: '/plans',
});
export const withImage = (row: number, image: Fields, end: Attempt['end'] = 'refused'): Attempt =>
  plan(row, { image: { ...anImage, ...image } }, end);
