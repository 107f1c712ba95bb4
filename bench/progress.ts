/** A progress bar on stderr, when that is a terminal; nothing otherwise. */
export const showProgress = (done: number, of: number, what: string): void => {
  if (process.stderr.isTTY !== true) return
  const filled = Math.round((done / of) * 30)
  process.stderr.write(
    `\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done}/${of} ${what}\u001b[K${done === of ? '\n' : ''}`,
  )
}
