/** Which image is meant? A file with its metadata (as the appliance builder writes), a name of the profile, or a URL with its digest. */
import { readFileSync } from 'node:fs';
import type { Profile } from './profile.ts';
import { CommandFailed, wrongUsage } from './surroundings.ts';

/** As the API takes it. */
export interface ImageBody {
  readonly locations: readonly string[];
  readonly format: string;
  readonly compression?: string;
  readonly bytes?: number | null;
  readonly digests: readonly { readonly algorithm: string; readonly value: string }[];
  readonly identifier?: string | null;
}

export interface ImageOptions {
  readonly image?: string;
  readonly imageLocation?: string;
  readonly digest?: readonly string[];
  readonly format?: string;
  readonly compression?: string;
}

/** Throws `CommandFailed` with exit code 2 when no image is named or the options contradict each other. */
export function imageOf(
  argument: string | undefined,
  options: ImageOptions,
  profile: Pick<Profile, 'images' | 'image'>,
): ImageBody {
  const named = argument ?? options.image;
  if (options.imageLocation !== undefined) {
    if (named !== undefined) wrongUsage('name the image either by file or by --image-location');
    return imageAt(options.imageLocation, options);
  }
  if (options.digest) wrongUsage('--digest belongs to --image-location');
  const wanted = named ?? profile.image ?? undefined;
  if (wanted === undefined)
    wrongUsage(
      'Please specify the machine image to start: a metadata file, a name of the profile\n' +
        `  (${Object.keys(profile.images).join(', ') || 'which names none'}), or --image-location URL --digest sha256:HEX`,
    );
  return readImage(profile.images[wanted] ?? wanted);
}

/** `sha256:HEX`, or HEX alone where its length tells the algorithm. */
export function digestOf(text: string): { algorithm: string; value: string } {
  const [, algorithm, value = ''] =
    /^(?:(md5|sha1|sha256|sha512):)?([0-9a-fA-F]+)$/.exec(text) ?? [];
  const byLength = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' }[value.length];
  if (byLength === undefined || (algorithm !== undefined && algorithm !== byLength))
    wrongUsage(`--digest ${text}: write ALGORITHM:HEX with md5, sha1, sha256 or sha512`);
  return { algorithm: byLength, value: value.toLowerCase() };
}

function imageAt(location: string, options: ImageOptions): ImageBody {
  const gz = options.compression ?? (location.endsWith('.gz') ? 'gz' : 'none');
  const plain = location.replace(/\.gz$/, '');
  return {
    locations: [location],
    format: options.format ?? (plain.endsWith('.qcow2') ? 'qcow2' : 'raw'),
    compression: gz,
    digests: (options.digest ?? []).map(digestOf),
  };
}

function readImage(path: string): ImageBody {
  return imageIn(readMetadata(path), path);
}

/** The image that a text of metadata describes. `path` is where the text is from. Throws `CommandFailed`. */
export function imageIn(text: string, path: string): ImageBody {
  const metadata = parseJson(text, path);
  const { location, locations, format, compression, bytes, digests, identifier } = metadata;
  const all = Array.isArray(locations) ? locations : [location];
  if (all.some((one) => typeof one !== 'string') || typeof format !== 'string')
    throw new CommandFailed(
      `${path} does not describe an image: it needs locations, format and digests`,
    );
  return {
    locations: all as string[],
    format,
    digests: (digests ?? []) as ImageBody['digests'],
    ...(typeof compression === 'string' ? { compression } : {}),
    ...(typeof bytes === 'number' ? { bytes } : {}),
    ...(typeof identifier === 'string' ? { identifier } : {}),
  };
}

function readMetadata(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CommandFailed(
      `there is no image ${path}: neither in the profile nor as a file with its metadata`,
      1,
      cause,
    );
  }
}

function parseJson(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new CommandFailed(
    `${path} is not the metadata of an image (JSON); for an image itself give --image-location and --digest`,
  );
}
