import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Command, exitCode, requiredPositional, UsageError } from './command.ts'
import { type AdapterNames, namesOf } from './new-adapter/adapter-names.ts'
import { renderHarness, renderTest } from './new-adapter/harness-template.ts'
import { renderCapabilities, renderHelpdesk } from './new-adapter/helpdesk-template.ts'
import { renderNextSteps } from './new-adapter/next-steps.ts'

/** What shows that a folder is a checkout of Relevo: the installed package has none of its tests. */
const needed = ['src/helpdesk/registry.ts', 'schemas/configuration.ts', 'test/contract/helpdesk.ts']

/** Makes the skeleton of an adapter, with the contract of every help desk already pointing at it. Changes no file that is there. */
export const newAdapter: Command = {
  name: 'new-adapter',
  usage: 'relevo new-adapter NAME      (in a checkout of Relevo; NAME is the vendor, such as acme-desk)',
  options: {},
  run: async (parsed, terminal) => {
    const names = namesOf(requiredPositional(parsed, 0, 'The name of the vendor'))
    if (names === null)
      throw new UsageError('A name has lower-case letters, digits and hyphens, and begins with a letter.')
    if (!(await isCheckout())) {
      terminal.stderr.write(
        'relevo new-adapter: this is no checkout of Relevo. Clone its repository, and run it at the top of that.\n',
      )
      return exitCode.failed
    }
    const files = filesOf(names)
    for (const path of [names.folder, ...files.keys()]) {
      if (!(await isThere(path))) continue
      terminal.stderr.write(`relevo new-adapter: ${path} is there already. Nothing was made.\n`)
      return exitCode.failed
    }
    for (const [path, text] of files) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text, { flag: 'wx' })
      terminal.stdout.write(`made ${path}\n`)
    }
    terminal.stdout.write(renderNextSteps(names))
    return exitCode.ok
  },
}

const filesOf = (names: AdapterNames): Map<string, string> =>
  new Map([
    [join(names.folder, `create-${names.vendor}-helpdesk.ts`), renderHelpdesk(names)],
    [join(names.folder, 'capabilities.ts'), renderCapabilities(names)],
    [`test/contract/${names.vendor}-harness.ts`, renderHarness(names)],
    [`test/contract/${names.vendor}.test.ts`, renderTest(names)],
  ])

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const isCheckout = async (): Promise<boolean> => {
  const manifest = await readFile('package.json', 'utf8').catch(() => '')
  return /"name":\s*"relevo"/.test(manifest) && (await Promise.all(needed.map(isThere))).every(Boolean)
}
