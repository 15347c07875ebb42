export type ServerJudgement =
  | { readonly ok: true; readonly syncBy: 'sync_interval' | 'chattr' | 'volatile' }
  | {
      readonly ok: false;
      readonly refused: 'unreadable' | 'replicas' | 'tooOld' | 'unsafe' | 'notDurable';
      readonly message: string;
      readonly whatToDo: string;
    };
export const oldestServer: string;
export const oldestSyncServer: string;
export const oldestClusterServer: string;
export function judgeServer(server: {
  version: string;
  replicas?: number;
  chattrWorks?: boolean;
  volatileAllowed?: boolean;
}): ServerJudgement;
export function chattrHolds(parent: string): Promise<boolean>;
export function makeSynchronous(directory: string): Promise<void>;
export function parseVersion(text: string): number[] | null;
export function isBelow(text: string, limit: string): boolean;
