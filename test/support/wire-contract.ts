/** The contract as it stands in `proto/v1`, read by another reader than the generated code. */
import { readFileSync, readdirSync } from 'node:fs';
import protobuf from 'protobufjs';

const folder = new URL('../../proto/v1/', import.meta.url);
const root = new protobuf.Root();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.proto')))
  protobuf.parse(readFileSync(new URL(file, folder), 'utf8'), root);
root.resolveAll();

export const contract = root.lookup('stratus.v1') as protobuf.Namespace;
