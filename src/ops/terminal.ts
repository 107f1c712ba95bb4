/** Where a command writes, what it reads, and what it knows of its surroundings: the process's own, or a test's. */
export interface Terminal {
  env: Record<string, string | undefined>
  stdout: Output & { columns?: number }
  stderr: Output
  /** Absent: nothing can be read. */
  stdin?: AsyncIterable<Uint8Array | string> & { isTTY?: boolean }
}

export interface Output {
  /** False: it is full, and a stream's `drain` will tell when it takes more. */
  write(text: string): unknown
  isTTY?: boolean
  /** Whoever read it has gone. */
  destroyed?: boolean
}
