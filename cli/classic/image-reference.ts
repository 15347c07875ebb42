/**
 * Which image does IMAGE mean? A name of the user's profile or a file with an image's metadata, as for `stratus run`; the 27
 * characters of an image that this cloud knows; or a URL: of metadata, or of the image itself, when the cloud has run it
 * before or its digest is given behind `#`. Without a Marketplace nobody else could say which bytes are meant.
 */
import { existsSync } from 'node:fs';
import { imageIdOfSha1, isImageId } from '../../shared/model/image-id.ts';
import { everyMachine } from '../every-machine.ts';
import { digestOf, imageIn, imageOf } from '../image.ts';
import type { ImageBody } from '../image.ts';
import type { Machine } from '../rest-answers.ts';
import { CommandFailed } from '../surroundings.ts';
import type { Cloud } from './cloud-login.ts';
import { ToolStopped } from './stops.ts';

export interface ImageQuestion {
  readonly reference: string;
  readonly cloud: Cloud;
  readonly fetch: typeof fetch;
  /** `--qcow-disk-format` was given. */
  readonly isQcow: boolean;
  readonly signal: AbortSignal;
}

const metadataBytesMax = 1_048_576;

/** Throws `ToolStopped` when nothing says which bytes are meant. */
export async function findImage(question: ImageQuestion): Promise<ImageBody> {
  const image = await imageMeant(question);
  return question.isQcow ? { ...image, format: 'qcow2' } : image;
}

async function imageMeant(question: ImageQuestion): Promise<ImageBody> {
  const { reference, cloud } = question;
  if (/^(https?|file):\/\//i.test(reference)) return imageAtUrl(question);
  const { images } = cloud.profile;
  if (reference in images || !isImageId(reference) || existsSync(reference))
    return asStop(() => imageOf(reference, {}, { ...cloud.profile, images }));
  const ofProfile = Object.values(images).flatMap((path) => {
    try {
      return [imageOf(path, {}, { ...cloud.profile, images: {} })];
    } catch {
      return []; // a profile may name files that are gone; they are not what is looked for
    }
  });
  const found = [...ofProfile, ...(await imagesOfMachines(cloud))].find((image) =>
    identifiersOf(image).includes(reference),
  );
  if (found) return found;
  throw new ToolStopped(
    `Image ${reference} is not known to this cloud; without a Marketplace, name it by its metadata file or URL`,
  );
}

async function imageAtUrl({ reference, cloud, fetch, signal }: ImageQuestion): Promise<ImageBody> {
  const hash = reference.indexOf('#');
  const location = hash < 0 ? reference : reference.slice(0, hash);
  if (hash >= 0)
    return asStop(() => ({
      locations: [location],
      ...formOf(location),
      digests: [digestOf(reference.slice(hash + 1).replace('=', ':'))],
    }));
  const known = (await imagesOfMachines(cloud)).find(({ locations }) =>
    locations.includes(location),
  );
  if (known) return known;
  if (location.startsWith('file:') || !/\.json$|\/$|^[^.]*$/.test(new URL(location).pathname))
    throw new ToolStopped(
      `Nothing says which bytes ${location} has; add #sha256:HEX, or give the URL of its metadata`,
    );
  const text = await metadataAt(location, fetch, signal);
  return asStop(() => imageIn(text, location));
}

async function metadataAt(
  location: string,
  fetch: ImageQuestion['fetch'],
  signal: AbortSignal,
): Promise<string> {
  let text: string;
  try {
    const answer = await fetch(location, { signal, headers: { accept: 'application/json' } });
    text = answer.ok ? await answer.text() : '';
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  } catch (cause) {
    throw new ToolStopped(`Metadata ${location} cannot be read: ${(cause as Error).message}`);
  }
  if (text.length > metadataBytesMax)
    throw new ToolStopped(`Metadata ${location} is longer than ${metadataBytesMax} bytes`);
  return text;
}

/** Newest last location first: what ran lately is what people mean. */
async function imagesOfMachines(cloud: Cloud): Promise<ImageBody[]> {
  const machines = await everyMachine(cloud.client, 'all');
  return machines.reverse().map(({ image }: Machine) => ({
    ...{ locations: image.locations, format: image.format, compression: image.compression },
    ...{ bytes: image.bytes, digests: image.digests, identifier: image.identifier },
  }));
}

function identifiersOf({ identifier, digests }: ImageBody): readonly string[] {
  const sha1 = digests.find(({ algorithm }) => algorithm === 'sha1')?.value.toLowerCase();
  return [identifier ?? '', sha1 && /^[0-9a-f]{40}$/.test(sha1) ? imageIdOfSha1(sha1) : ''];
}

function formOf(location: string): Pick<ImageBody, 'format' | 'compression'> {
  const plain = location.replace(/\.gz$/, '');
  return {
    format: plain.endsWith('.qcow2') ? 'qcow2' : 'raw',
    compression: location.endsWith('.gz') ? 'gz' : 'none',
  };
}

/** What `stratus` says of an image is said here in the classic way. */
function asStop<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandFailed) throw new ToolStopped(error.message);
    throw error;
  }
}

/** Throws `ToolStopped` when no host of the image's addresses says that it is there. */
export async function checkAvailable(
  { locations }: ImageBody,
  { fetch, signal }: Pick<ImageQuestion, 'fetch' | 'signal'>,
): Promise<void> {
  const remote = locations.filter((location) => /^https?:/i.test(location));
  // A file: location lies on the hosts; only they can look.
  if (remote.length < locations.length) return;
  const failures: string[] = [];
  for (const location of remote) {
    try {
      const answer = await fetch(location, { method: 'HEAD', signal });
      // A server that does not take HEAD says nothing about the image.
      if (answer.ok || [405, 501].includes(answer.status)) return;
      failures.push(`${location}: status ${answer.status}`);
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string } };
      failures.push(`${location}: ${cause?.code ?? message}`);
    }
  }
  throw new ToolStopped(
    `Unable to access the image (${failures.join('; ')}); --no-check-image-url starts it all the same`,
  );
}
