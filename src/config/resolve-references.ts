import { childNode, isSecretNode, knownKeys, type TreeNode } from './configuration-tree.ts'
import {
  type EnvironmentReader,
  fileErrorCode,
  type ReadFile,
  withoutLineBreak,
} from './environment-reader.ts'
import { type Fault, formatPath, type PathSegment } from './fault.ts'

/** Asked for only where it decides something: making the tree takes 35-65 ms, and most files never need it. */
type LazyNode = () => TreeNode | null

interface Resolving {
  environment: EnvironmentReader
  /** Gets the path as it is written in the file. */
  readFile: ReadFile
  faults: Fault[]
  /** Paths whose value could not be had: nothing more needs saying about them. */
  failed: Set<string>
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// `$${` is how a text says `${` itself.
const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

const resolveText = (text: string, path: readonly PathSegment[], context: Resolving): string =>
  text.replace(reference, (whole, name: string | undefined) => {
    if (name === undefined) return '${'
    const lookup = context.environment.read(name)
    if (lookup.kind === 'set') return lookup.value
    context.failed.add(formatPath(path))
    context.faults.push(
      lookup.kind === 'fault'
        ? lookup.fault
        : {
            path: formatPath(path),
            code: 'unset-reference',
            message: `The environment variable ${name} is not set.`,
            line: null,
          },
    )
    return whole
  })

/** A reference yields a text; where the schema wants a number or a flag, the text is read as one. */
const coerce = (text: string, node: LazyNode): unknown => {
  const isFlag = text === 'true' || text === 'false'
  if (!isFlag && !/^-?\d+(\.\d+)?$/.test(text)) return text
  const type = node()?.type
  if (isFlag) return type === 'boolean' ? text === 'true' : text
  return type === 'integer' || type === 'number' ? Number(text) : text
}

const readSecretFile = (
  file: unknown,
  path: readonly PathSegment[],
  target: readonly PathSegment[],
  context: Resolving,
): string | null => {
  const fault = (code: Fault['code'], message: string) => {
    context.failed.add(formatPath(target))
    context.faults.push({ path: formatPath(path), code, message, line: null })
    return null
  }
  if (typeof file !== 'string' || file === '') return fault('invalid', 'Write the path of a file here.')
  try {
    const text = withoutLineBreak(context.readFile(file))
    return text === '' ? fault('unreadable-file', 'The file is empty.') : text
  } catch (error) {
    return fault('unreadable-file', `Cannot read the file ${file} (${fileErrorCode(error)}).`)
  }
}

/** `apiKeyFile: path` → `apiKey`, `secretsFile: path` or `[path, path]` → `secrets`. */
const resolveFileKeys = (
  value: Record<string, unknown>,
  node: LazyNode,
  path: readonly PathSegment[],
  context: Resolving,
): Record<string, unknown> => {
  if (!Object.keys(value).some((key) => key.endsWith('File'))) return value
  const resolved = new Map(Object.entries(value))
  for (const [key, child] of knownKeys(node(), value)) {
    const fileKey = `${key}File`
    if (!isSecretNode(child) || !resolved.has(fileKey)) continue
    const filePath = [...path, fileKey]
    const file = resolved.get(fileKey)
    resolved.delete(fileKey)
    if (resolved.has(key)) {
      const message = `Set ${key} or ${fileKey}, not both.`
      context.faults.push({ path: formatPath(filePath), code: 'conflict', message, line: null })
    } else if (child.type === 'array') {
      const files: unknown[] = Array.isArray(file) ? file : [file]
      resolved.set(
        key,
        files.map((each, index) =>
          readSecretFile(
            each,
            Array.isArray(file) ? [...filePath, index] : filePath,
            [...path, key, index],
            context,
          ),
        ),
      )
    } else {
      resolved.set(key, readSecretFile(file, filePath, [...path, key], context))
    }
  }
  return Object.fromEntries(resolved)
}

/**
 * Replaces `${NAME}` in every text and `…File` keys of secrets, guided by the schema. What cannot be replaced goes to
 * `faults` with its path; a secret whose file failed is left as null.
 */
export const resolveReferences = (
  value: unknown,
  node: LazyNode,
  path: readonly PathSegment[],
  context: Resolving,
): unknown => {
  if (typeof value === 'string') {
    const text = resolveText(value, path, context)
    return text === value ? value : coerce(text, node)
  }
  if (Array.isArray(value)) {
    return value.map((each, index) =>
      resolveReferences(each, () => childNode(node(), index, value), [...path, index], context),
    )
  }
  if (!isPlainObject(value)) return value
  const entries = Object.entries(value).map(([key, child]) => [
    key,
    resolveReferences(child, () => childNode(node(), key, value), [...path, key], context),
  ])
  return resolveFileKeys(Object.fromEntries(entries), node, path, context)
}
