export interface NatsProgram {
  readonly path: string;
  /** `2.9.10` */
  readonly version: string;
}
export function natsServerAt(path: string): Promise<NatsProgram | null>;
export function findNatsServer(options: {
  unpackedFolder?: string;
  minimum?: string;
  path?: string;
}): Promise<NatsProgram | null>;
export function fetchNatsServer(options: {
  unpackedFolder: string;
  suite?: string;
}): Promise<NatsProgram>;
