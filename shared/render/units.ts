/** How are times, CPU and addresses written for those outside? As text and in plain units, the same in every interface. */
import { printIpv4 } from '../net/ipv4.ts';

/** Milliseconds since 1970 -> `2026-01-31T12:00:00.000Z`. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

/** Hundredths of a core -> cores. */
export function coresOf(hundredths: number): number {
  return hundredths / 100;
}

export function addressText(address: number): string;
export function addressText(address: number | null): string | null;
export function addressText(address: number | null): string | null {
  return address === null ? null : printIpv4(address);
}
