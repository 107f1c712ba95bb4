import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Playbook } from '../knowledge/knowledge.ts'
import { parsePlaybook } from './parse-playbook.ts'
import type { PlaybookFault } from './playbook-fault.ts'
import { shippedPlaybooks } from './shipped-playbooks.ts'

export interface LoadedPlaybook {
  playbook: Playbook
  path: string
  /** When the file was changed last (ms). */
  changedAt: number
}

export interface LoadedPlaybooks {
  /** By name and language; one of each. */
  playbooks: LoadedPlaybook[]
  faults: PlaybookFault[]
}

const mostFiles = 2_000
const largestBytes = 1_000_000

/**
 * Reads the playbooks of a folder and its folders, and those that ship; of the same name and language the folder's own is taken. What
 * cannot be read is told and left out, and a shipped one of that name takes its place. Files that do not end in `.md`, `README.md`, and
 * what begins with a dot are left alone. Never throws.
 */
export const loadPlaybooks = async ({
  folder,
  shipped,
}: {
  folder: string | undefined
  shipped: boolean
}): Promise<LoadedPlaybooks> => {
  const own = folder === undefined ? empty : await loadFolder(folder, folder)
  const ours = shipped ? await loadFolder(fileURLToPath(shippedPlaybooks), 'playbooks') : empty
  const taken = new Map<string, LoadedPlaybook>()
  const faults = [...own.faults, ...ours.faults]
  for (const loaded of own.playbooks) {
    const before = taken.get(keyOf(loaded))
    if (before === undefined) taken.set(keyOf(loaded), loaded)
    else
      faults.push({
        path: loaded.path,
        line: null,
        message: `${before.path} has the same name and language; this one is left out.`,
      })
  }
  for (const loaded of ours.playbooks) if (!taken.has(keyOf(loaded))) taken.set(keyOf(loaded), loaded)
  const playbooks = [...taken.values()].toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return { playbooks, faults }
}

const empty: LoadedPlaybooks = { playbooks: [], faults: [] }

const keyOf = ({ playbook }: LoadedPlaybook): string => `${playbook.name}:${playbook.language}`

const loadFolder = async (folder: string, shown: string): Promise<LoadedPlaybooks> => {
  const found: LoadedPlaybooks = { playbooks: [], faults: [] }
  const fault = (path: string, message: string): void => {
    found.faults.push({ path, line: null, message })
  }
  let names: string[]
  try {
    const all = await readdir(folder, { recursive: true })
    names = all.filter(isPlaybookFile).toSorted()
  } catch (error) {
    fault(shown, `The folder cannot be read: ${codeOf(error)}.`)
    return found
  }
  if (names.length > mostFiles) fault(shown, `There are more than ${mostFiles} files; the rest is left out.`)
  for (const name of names.slice(0, mostFiles)) {
    const path = join(shown, name)
    try {
      const { size, mtimeMs } = await stat(join(folder, name))
      if (size > largestBytes) {
        fault(path, 'It is larger than a megabyte.')
        continue
      }
      const parsed = parsePlaybook(await readFile(join(folder, name), 'utf8'), path)
      if (parsed.ok) found.playbooks.push({ playbook: parsed.playbook, path, changedAt: Math.round(mtimeMs) })
      else found.faults.push(...parsed.faults)
    } catch (error) {
      fault(path, `It cannot be read: ${codeOf(error)}.`)
    }
  }
  return found
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'it is not text'

const isPlaybookFile = (path: string): boolean => {
  const parts = path.split(/[\\/]/)
  const name = parts.at(-1) ?? ''
  return /\.md$/i.test(name) && !/^readme\.md$/i.test(name) && !parts.some((part) => part.startsWith('.'))
}
