import type { DemoVendor } from '../demo/demo-helpdesk.ts'
import { type Command, exitCode, isSet, textOption, UsageError } from './command.ts'

export const demo: Command = {
  name: 'demo',
  usage: 'relevo demo [--once] [--port N] [--helpdesk freshdesk|zendesk]',
  options: { once: { type: 'boolean' }, port: { type: 'string' }, helpdesk: { type: 'string' } },
  run: async (parsed, terminal) => {
    const port = parsePort(textOption(parsed, 'port'))
    const vendor = parseVendor(textOption(parsed, 'helpdesk'))
    if (!(await isSandboxInstalled())) {
      terminal.stderr.write(
        'The demo’s sandbox needs the package msw, which is not installed with relevo itself.\n' +
          'Install it beside relevo (npm install msw), or run the demo in a clone: npm ci && npm run demo\n',
      )
      return exitCode.failed
    }
    const { runDemo } = await import('../demo/run-demo.ts')
    const good = await runDemo({ terminal, port, once: isSet(parsed, 'once'), vendor })
    return good ? exitCode.ok : exitCode.failed
  },
}

const parsePort = (text: string | undefined): number => {
  if (text === undefined) return 0
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError('--port takes a number from 0 to 65535.')
  return port
}

const parseVendor = (text = 'freshdesk'): DemoVendor => {
  if (text !== 'freshdesk' && text !== 'zendesk')
    throw new UsageError('--helpdesk takes freshdesk or zendesk.')
  return text
}

// A development dependency: the service itself needs no fake help desk.
const isSandboxInstalled = async (): Promise<boolean> => {
  try {
    await import('msw')
    return true
  } catch {
    return false
  }
}
