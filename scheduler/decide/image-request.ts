/** May an image be asked for at all? What is behind its locations is the host's to check. */
import type { ImageSource } from '../../shared/model/machine-record.ts';
import type { Refusal } from '../../shared/model/reasons.ts';

const digestDigits = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;
const bytesMax = 2 ** 46;

/** The refusal of a description that no host could accept, or null. */
export function imageRefusal(image: ImageSource): Refusal | null {
  if (image.locations.length === 0) {
    return refusal(
      'no location of the image is given',
      'image.locations',
      'name at least one URL of a copy',
    );
  }
  for (const [i, location] of image.locations.entries()) {
    if (!/^(https?|file):\/\/\S+$/.test(location)) {
      const message = `${JSON.stringify(location.slice(0, 80))} is not a location of an image`;
      return refusal(
        message,
        `image.locations[${i}]`,
        'give a URL that begins with http://, https:// or file://',
      );
    }
  }
  if (!image.digests.some(({ algorithm }) => algorithm !== 'md5')) {
    const message = 'the image has no digest that proves its content';
    return {
      ...refusal(
        message,
        'image.digests',
        'give a sha256 (or sha1, sha512) of the uncompressed file',
      ),
      reason: 'imageHasNoDigest',
    };
  }
  for (const [i, { algorithm, value }] of image.digests.entries()) {
    if (!/^[0-9a-f]*$/.test(value) || value.length !== digestDigits[algorithm]) {
      const whatToDo = `give the ${digestDigits[algorithm]} lower-case hexadecimal digits of a ${algorithm}`;
      return refusal(`the ${algorithm} digest is malformed`, `image.digests[${i}]`, whatToDo);
    }
  }
  if (image.bytes !== null && (image.bytes < 1 || image.bytes > bytesMax)) {
    return refusal(`the image has ${image.bytes} bytes`, 'image.bytes', `give 1 to ${bytesMax}`);
  }
  if (image.identifier !== null && !/^[A-Za-z0-9_-]{27}$/.test(image.identifier)) {
    return refusal(
      'the identifier is malformed',
      'image.identifier',
      'give the 27 characters of a StratusLab identifier',
    );
  }
  return null;
}

function refusal(message: string, where: string, whatToDo: string): Refusal {
  return { reason: 'invalidImage', message, where, whatToDo };
}
