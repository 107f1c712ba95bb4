import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Configuration, configurationSchema } from '../../schemas/configuration.ts'
import { applyEnvironment } from './apply-environment.ts'
import { checkSpelling } from './check-environment.ts'
import { sketchConfiguration } from './configuration-sketch.ts'
import { configurationTree, type TreeNode } from './configuration-tree.ts'
import { crossCheck } from './cross-check.ts'
import { deepFreeze } from './deep-freeze.ts'
import { describeIssue } from './describe-issue.ts'
import {
  createEnvironmentReader,
  type EnvironmentReader,
  fileErrorCode,
  type ReadFile,
} from './environment-reader.ts'
import { type Fault, type PathSegment, parsePath } from './fault.ts'
import { parseYaml } from './parse-yaml.ts'
import { resolveFolders } from './resolve-folders.ts'
import { resolveReferences } from './resolve-references.ts'

export type LoadOutcome =
  | { ok: true; config: Configuration; warnings: Fault[] }
  /** `readable`: what has the right form, although something that it needs is missing or contradicts. */
  | { ok: false; faults: Fault[]; warnings: Fault[]; readable: Configuration | null }

export interface LoadOptions {
  env: Readonly<Record<string, string | undefined>>
  /** Reads a text file; throws like `readFileSync`. */
  readFile?: ReadFile
}

interface File {
  /** Where it lies; paths in it are relative to that. */
  folder: string
  value: Record<string, unknown>
  lineOf(path: readonly PathSegment[]): number | null
  failed: ReadonlySet<string>
}

/**
 * Reads environment and YAML file into one checked, frozen configuration. Everything that is wrong is reported together,
 * each with its path and, in the file, its line; no fault quotes a secret. Never throws for what it reads.
 */
export const loadConfig = (options: LoadOptions): LoadOutcome => {
  const readFile = options.readFile ?? ((path) => readFileSync(path, 'utf8'))
  const environment = createEnvironmentReader({ env: options.env, readFile })
  const treeOnce = once(configurationTree)
  const faults: Fault[] = []

  const file = readConfigurationFile({ environment, readFile, tree: treeOnce, faults })
  // A file that cannot be read at all would only cause faults that are none.
  if (file === null) return { ok: false, faults, warnings: [], readable: null }

  const applied = applyEnvironment(file.value, environment)
  faults.push(...applied.faults)
  const parsed = configurationSchema.safeParse(applied.value)
  if (!parsed.success)
    faults.push(...parsed.error.issues.flatMap((issue) => describeIssue(issue, applied.value, treeOnce)))
  const sketch = sketchConfiguration(applied.value)
  const crossed = crossCheck(sketch, applied.defaultSources)
  faults.push(...crossed.faults)
  const warnings = [
    ...applied.warnings,
    ...crossed.warnings,
    ...checkSpelling(options.env, environment.asked),
  ]

  const finish = (all: Fault[]) => onlyOnce(all.map((each) => withPlace(each, applied.origins, file)))
  const relevant = faults.filter(
    (each) =>
      !(each.code === 'invalid' && file.failed.has(each.path)) &&
      // Half a set of credentials, or those of two vendors, is already said more exactly.
      !(each.code === 'no-helpdesk' && applied.origins.has('helpdesks.main')),
  )
  const config = parsed.success ? deepFreeze(resolveFolders(parsed.data, file.folder)) : null
  if (config !== null && relevant.length === 0) return { ok: true, config, warnings: finish(warnings) }
  return { ok: false, faults: finish(relevant), warnings: finish(warnings), readable: config }
}

/** One variable may stand for several settings, as RELEVO_WEBHOOK_SECRET does for three sources. */
const onlyOnce = (faults: Fault[]): Fault[] => [
  ...new Map(faults.map((each) => [`${each.path} ${each.line} ${each.message}`, each])).values(),
]

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const readConfigurationFile = (context: {
  environment: EnvironmentReader
  readFile: ReadFile
  tree: () => TreeNode
  faults: Fault[]
}): File | null => {
  const { environment, readFile, tree, faults } = context
  const path = environment.read('RELEVO_CONFIG')
  if (path.kind === 'fault') faults.push(path.fault)
  if (path.kind !== 'set')
    return path.kind === 'fault' ? null : { folder: '.', value: {}, lineOf: () => null, failed: new Set() }
  let text: string
  try {
    text = readFile(path.value)
  } catch (error) {
    const message = `Cannot read the file ${path.value} (${fileErrorCode(error)}).`
    faults.push({ path: 'RELEVO_CONFIG', code: 'unreadable-file', message, line: null })
    return null
  }
  const yaml = parseYaml(text)
  faults.push(...yaml.faults)
  if (yaml.faults.length > 0) return null
  const failed = new Set<string>()
  const value = resolveReferences(yaml.value ?? {}, tree, [], {
    environment,
    readFile: (name) => readFile(resolve(dirname(path.value), name)),
    faults,
    failed,
  })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'Write settings such as `sources:` here, not a single value or a list.'
    faults.push({ path: '(file)', code: 'not-yaml', message, line: 1 })
    return null
  }
  return { folder: dirname(path.value), value: { ...value }, lineOf: yaml.lineOf, failed }
}

/** `a.b[0].c` → the line of it in the file, or the variable's name instead of the path when it came from there. */
const withPlace = (fault: Fault, origins: ReadonlyMap<string, string>, file: File): Fault => {
  const origin = origins.get(fault.path)
  if (origin !== undefined) return { ...fault, path: origin }
  if (fault.line !== null || /^[A-Z][A-Z0-9_]*$/.test(fault.path)) return fault
  return { ...fault, line: file.lineOf(parsePath(fault.path)) }
}
