/** A bug to be planted into a copy of the code: what the checker is good for is what it finds of these. */
export interface PlantedBug {
  readonly name: string;
  readonly file: string;
  /** Must be there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Shows only where an older copy of the log is put back: such histories are played. */
  readonly needsPutBack?: boolean;
  /** Found in the first histories: it is among those that every run of the tests plants. */
  readonly isQuick?: boolean;
}
