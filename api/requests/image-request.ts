/** The image in a request: where its bytes are and how they are known. Checked here so that no host has to fetch nonsense. */
import Type from 'typebox';
import type { Static } from 'typebox';
import { isImageId, sha1OfImageId } from '../../shared/model/image-id.ts';
import type { ContentDigest, ImageSource } from '../../shared/model/machine-record.ts';
import { refuse } from '../errors.ts';
import { closed } from '../views/words.ts';

const digestDigits = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;

const DigestRequest = Type.Object(
  {
    algorithm: Type.Enum(['md5', 'sha1', 'sha256', 'sha512']),
    value: Type.String({ pattern: '^[0-9a-fA-F]{32,128}$', description: 'hexadecimal' }),
  },
  closed,
);

export const ImageRequest = Type.Object(
  {
    locations: Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
      minItems: 1,
      maxItems: 16,
      description: 'http:, https: or file: URLs of copies, tried in order',
    }),
    format: Type.Enum(['raw', 'qcow2']),
    compression: Type.Optional(Type.Enum(['none', 'gz'])),
    bytes: Type.Optional(
      Type.Union([Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()], {
        description: 'size of the uncompressed file',
      }),
    ),
    digests: Type.Optional(
      Type.Array(DigestRequest, {
        maxItems: 8,
        description: 'of the uncompressed file; md5 alone is not enough',
      }),
    ),
    identifier: Type.Optional(
      Type.Union([Type.String({ maxLength: 64 }), Type.Null()], {
        description: 'the 27 characters of StratusLab; stands for the SHA-1',
      }),
    ),
  },
  closed,
);
export type ImageRequest = Static<typeof ImageRequest>;

/** The image as the contract has it. Throws `Refused`. */
export function imageSourceOf(image: ImageRequest): ImageSource {
  image.locations.forEach(checkLocation);
  const identifier = image.identifier ?? null;
  return {
    identifier,
    locations: image.locations,
    format: image.format,
    compression: image.compression ?? 'none',
    bytes: image.bytes ?? null,
    digests: digestsOf(image, identifier),
  };
}

function checkLocation(location: string, index: number): void {
  const where = `image.locations.${index}`;
  const url = /^[\x21-\x7e]+$/.test(location) && URL.canParse(location) ? new URL(location) : null;
  if (!url || !['http:', 'https:', 'file:'].includes(url.protocol))
    refuse(
      'imageLocationRefused',
      `${JSON.stringify(location.slice(0, 200))} is not an http:, https: or file: URL.`,
      where,
      'Give the whole URL of the image; a file must lie in a folder that the hosts allow.',
    );
  if (url.username !== '' || url.password !== '')
    refuse(
      'imageLocationRefused',
      'The URL carries a user name or password, which the log would keep.',
      where,
      'Give a URL that needs no password.',
    );
  if (url.protocol === 'file:' && url.hostname !== '')
    refuse(
      'imageLocationRefused',
      `${location} names another machine's file.`,
      where,
      'Write file:///folder/image, or serve the image by https.',
    );
}

function digestsOf(image: ImageRequest, identifier: string | null): ContentDigest[] {
  const digests = (image.digests ?? []).map(checkedDigest);
  const sha1 = identifier === null ? null : sha1Of(identifier);
  const given = digests.find(({ algorithm }) => algorithm === 'sha1');
  if (sha1 !== null && given && given.value !== sha1)
    refuse(
      'invalidImage',
      'The identifier and the SHA-1 of the image contradict each other.',
      'image.identifier',
      'Give the identifier of this very image, or leave it out.',
    );
  if (sha1 !== null && !given) digests.push({ algorithm: 'sha1', value: sha1 });
  if (!digests.some(({ algorithm }) => algorithm !== 'md5'))
    refuse(
      'imageHasNoDigest',
      'Nothing says which bytes the image must have.',
      'image.digests',
      'Give its SHA-256 (`sha256sum FILE`), SHA-512, SHA-1 or identifier; md5 alone is not enough.',
    );
  return digests;
}

function checkedDigest(
  { algorithm, value }: Static<typeof DigestRequest>,
  index: number,
): ContentDigest {
  if (value.length !== digestDigits[algorithm])
    refuse(
      'invalidImage',
      `A ${algorithm} has ${digestDigits[algorithm]} hexadecimal digits, not ${value.length}.`,
      `image.digests.${index}`,
      `Take it from the image's metadata or from \`${algorithm}sum\`.`,
    );
  return { algorithm, value: value.toLowerCase() };
}

function sha1Of(identifier: string): string {
  const sha1 = isImageId(identifier) ? sha1OfImageId(identifier) : null;
  return (
    sha1 ??
    refuse(
      'invalidImage',
      `${JSON.stringify(identifier)} is not an image identifier of 27 characters.`,
      'image.identifier',
      "Copy it from the image's metadata, or leave it out and give a SHA-256.",
    )
  );
}
