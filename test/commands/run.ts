import { runCommand } from '../../src/commands/run-command.ts'
import type { Terminal } from '../../src/ops/terminal.ts'

export interface CommandOutcome {
  code: number
  out: string
  err: string
}

export interface Surroundings {
  env?: Record<string, string | undefined>
  /** What is typed or piped in; absent: nothing can be read. */
  stdin?: string
  /** Whether a person sits there. */
  isTTY?: boolean
  columns?: number
}

/** A terminal that keeps what is written. */
export const createTerminal = ({ env = {}, stdin, isTTY = false, columns }: Surroundings = {}) => {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    ...(columns === undefined ? {} : { columns }),
    write: (text: string) => {
      written[name] += text
    },
  })
  async function* chunks(text: string) {
    // In pieces, as it may come.
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5)
  }
  const terminal: Terminal = {
    env,
    stdout: stream('out'),
    stderr: stream('err'),
    ...(stdin === undefined ? {} : { stdin: Object.assign(chunks(stdin), { isTTY }) }),
  }
  return { terminal, written }
}

/** Runs the command line in this process with the given environment, without a terminal unless told. */
export const run = async (
  args: string[],
  env: Record<string, string | undefined> = {},
  surroundings: Surroundings = {},
): Promise<CommandOutcome> => {
  const { terminal, written } = createTerminal({ ...surroundings, env })
  const code = await runCommand(args, terminal)
  return { code, ...written }
}
