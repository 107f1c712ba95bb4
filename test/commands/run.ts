import { runCommand } from '../../src/commands/run-command.ts'

export interface CommandOutcome {
  code: number
  out: string
  err: string
}

/** Runs the command line in this process with the given environment, without a terminal. */
export const run = async (
  args: string[],
  env: Record<string, string | undefined> = {},
): Promise<CommandOutcome> => {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text
    },
  })
  const code = await runCommand(args, { env, stdout: stream('out'), stderr: stream('err') })
  return { code, ...written }
}
