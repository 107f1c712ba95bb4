/** Where a command writes and what it knows of its surroundings: the process's own, or a test's. */
export interface Terminal {
  env: Record<string, string | undefined>
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number }
  stderr: { write(text: string): unknown; isTTY?: boolean }
}
