/**
 * The port of images: turns "these bytes, wherever they are" into a read-only file that overlays stand on. A base is
 * named by the SHA-256 of its bytes, so two machines that ask for the same image share it whatever they call it.
 */
import type { ImageFormat, ImageSource } from '../../shared/model/machine-record.ts';
import type { Reason } from '../../shared/model/reasons.ts';

export interface Images {
  /**
   * Fetches, checks and keeps the image as a read-only base (0444, owned by root); returns at once when it is there.
   * Concurrent calls for one image share the work, which ends early only when every caller has aborted.
   * Rejects with `ImageRefused` (final), `ImageUnavailable` (worth another try) or the signal's reason; nothing
   * half-made is left in any of these cases.
   */
  ensureBase(image: ImageSource, progress: ImageProgress, signal: AbortSignal): Promise<BaseImage>;
}

/** `doneBytes` of the uncompressed file; `totalBytes` null while it is not known. */
export type ImageProgress = (doneBytes: number, totalBytes: number | null) => void;

/** A checked image on this host. */
export interface BaseImage {
  /** Absolute. */
  readonly path: string;
  readonly format: ImageFormat;
  /** Size of the disk that a guest would see. */
  readonly virtualBytes: number;
  /** Size of the file. */
  readonly fileBytes: number;
  /** 64 hexadecimal digits, of the whole file. */
  readonly sha256: string;
}

/** The image will not be accepted however often it is asked for. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused';
  readonly code = 'imageRefused';
  readonly reason: Reason;
  /** The location, field or byte range at fault. */
  readonly where: string;
  readonly whatToDo: string;

  constructor(refusal: ImageRefusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.reason = refusal.reason;
    this.where = refusal.where;
    this.whatToDo = refusal.whatToDo;
  }
}

/** No location gave the image this time; a later try may. */
export class ImageUnavailable extends Error {
  override readonly name = 'ImageUnavailable';
  readonly code = 'imageUnavailable';
  readonly reason = 'imageUnreachable' satisfies Reason;
  readonly where: string;
  readonly whatToDo: string;

  constructor(message: string, where: string, whatToDo: string, options?: ErrorOptions) {
    super(message, options);
    this.where = where;
    this.whatToDo = whatToDo;
  }
}

export interface ImageRefusal {
  readonly reason: Reason;
  readonly message: string;
  readonly where: string;
  readonly whatToDo: string;
}
