/** The console log of a machine, piece by piece. */
import type { Client } from './client.ts';
import type { ConsolePiece } from './rest-answers.ts';
import { inPath } from './session.ts';

/** 64 KiB each; more is no boot any more. */
const piecesMax = 256;

/** Calls `onText` for each piece from byte `from` on; resolves with where it ended, or null when there is no console. */
export async function readConsole(
  client: Client,
  machine: string,
  from: number,
  onText: (text: string) => void,
): Promise<number | null> {
  let at = from;
  for (let pieces = 0; pieces < piecesMax; pieces++) {
    const path = `/machines/${inPath(machine)}/console?from=${at}`;
    const piece = await client.get<ConsolePiece>(path);
    if (!piece.known) return pieces === 0 ? null : at;
    if (piece.text !== '') onText(piece.text);
    if (piece.text === '' || piece.nextByte === at) return piece.nextByte;
    at = piece.nextByte;
  }
  return at;
}
