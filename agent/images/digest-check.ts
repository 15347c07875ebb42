/**
 * Are these the bytes that were asked for? Every digest that was given must agree, and one of them must be one that
 * cannot be forged today or, for StratusLab's identifiers, SHA-1; md5 alone proves nothing.
 */
import { createHash } from 'node:crypto';

import type { ContentDigest, ImageSource } from '../../shared/model/machine-record.ts';
import { sha1OfImageId } from '../../shared/model/image-id.ts';
import { ImageRefused } from './images.ts';

export type Digests = Readonly<Partial<Record<ContentDigest['algorithm'], string>>>;

/** Hashes while bytes pass: SHA-256 (the base's name) and SHA-1 (its StratusLab name) always, others when asked for. */
export interface Digester {
  update(bytes: Uint8Array): void;
  finish(): Digests;
}

export function digester(expected: readonly ContentDigest[]): Digester {
  const algorithms = new Set<ContentDigest['algorithm']>(['sha256', 'sha1']);
  for (const { algorithm } of expected) algorithms.add(algorithm);
  const hashes = [...algorithms].map((algorithm) => [algorithm, createHash(algorithm)] as const);
  return {
    update: (bytes) => hashes.forEach(([, hash]) => hash.update(bytes)),
    finish: () => Object.fromEntries(hashes.map(([name, hash]) => [name, hash.digest('hex')])),
  };
}

/**
 * What the image's bytes must hash to: the digests given, and the SHA-1 inside its identifier.
 * Throws `ImageRefused` when nothing sufficient was given or a digest has a wrong form.
 */
export function expectedDigests(image: ImageSource): readonly ContentDigest[] {
  const expected = image.digests.map(({ algorithm, value }) => ({
    algorithm,
    value: value.toLowerCase(),
  }));
  const sha1 = image.identifier === null ? null : sha1OfImageId(image.identifier);
  if (sha1 !== null) expected.push({ algorithm: 'sha1', value: sha1 });
  for (const { algorithm, value } of expected)
    if (!new RegExp(`^[0-9a-f]{${digits[algorithm]}}$`).test(value))
      throw new ImageRefused({
        reason: 'invalidImage',
        message: `the ${algorithm} of an image has ${digits[algorithm]} hexadecimal digits`,
        where: `digests, ${algorithm}`,
        whatToDo: 'Copy the whole digest from the image’s entry.',
      });
  if (!expected.some(({ algorithm }) => algorithm !== 'md5'))
    throw new ImageRefused({
      reason: 'imageHasNoDigest',
      message: 'the image comes without a SHA-1, SHA-256 or SHA-512 of its bytes',
      where: 'digests',
      whatToDo: 'Give one, for example from sha256sum; md5 does not suffice.',
    });
  return expected;
}

/** Whether a file with these digests is the expected one as far as both tell. */
export function digestMismatch(
  expected: readonly ContentDigest[],
  actual: Digests,
): ContentDigest | null {
  return expected.find(({ algorithm, value }) => actual[algorithm] !== value) ?? null;
}

const digits = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;
