/** The three things done with a call's refusal: tell it in the port's words, take it for an answer, look at its code. */
import { LibvirtError } from './libvirt-errors.ts';
import { refusalOf } from './refusal.ts';

/** What `work` gives; libvirt's refusals become the port's, saying what was asked. */
export async function refusing<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw isLibvirtError(error) ? refusalOf(error, what) : error;
  }
}

/** What `work` gives, or `otherwise` when libvirt refuses it with this code. */
export async function unless<Value, Otherwise>(
  code: number,
  otherwise: Otherwise,
  work: () => Promise<Value>,
): Promise<Value | Otherwise> {
  try {
    return await work();
  } catch (error) {
    if (isLibvirtError(error, code)) return otherwise;
    throw error;
  }
}

export function isLibvirtError(error: unknown, code?: number): error is LibvirtError {
  return error instanceof LibvirtError && (code === undefined || error.code === code);
}
