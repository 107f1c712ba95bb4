export type MovePhase = 'copy' | 'compare'

/** What a move tells while it goes on; for people, and for nothing else. */
export interface MoveReport {
  /** `done` of `total` rows are behind it already. */
  begin(phase: MovePhase, rows: { total: number; done: number }): void
  advance(rows: number): void
  end(): void
  /** One sentence. */
  say(text: string): void
}
