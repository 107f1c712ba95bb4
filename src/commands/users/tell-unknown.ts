import type { Terminal } from '../../ops/terminal.ts'
import { exitCode } from '../command.ts'

export const tellUnknown = ({ stderr }: Terminal): number => {
  stderr.write('There is no user with this id or e-mail. relevo users list shows them.\n')
  return exitCode.failed
}
