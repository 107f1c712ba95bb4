/** Tells a person how a training goes on. Types only. */
export interface Progress {
  /** What is done now; the bar begins anew. */
  begin(title: string): void
  /** `part`: 0..1, rising. `note`: how much that is, in words. */
  at(part: number, note?: string): void
  /** A line of its own. */
  say(text: string): void
}
