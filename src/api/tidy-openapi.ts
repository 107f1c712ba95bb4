import { documentHeaders } from './document-headers.ts'
import type { Example } from './openapi-example.ts'
import { openApiExamples } from './openapi-examples.ts'
import { wordDefaults } from './word-defaults.ts'

type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const prefix = '#/components/schemas/'

/** Calls `visit` with every object of the tree, parents first. */
const walk = (value: unknown, visit: (node: Json) => void): void => {
  if (Array.isArray(value)) for (const each of value) walk(each, visit)
  if (!isJson(value)) return
  visit(value)
  for (const child of Object.values(value)) walk(child, visit)
}

const referencesIn = (value: unknown): Set<string> => {
  const names = new Set<string>()
  walk(value, (node) => {
    const target = node['$ref']
    if (typeof target === 'string' && target.startsWith(prefix)) names.add(target.slice(prefix.length))
  })
  return names
}

/** Names of the components that the paths reach, through other components too. */
const reachable = (paths: unknown, schemas: Json): Set<string> => {
  const found = new Set<string>()
  const queue = [...referencesIn(paths)]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    queue.push(...referencesIn(schemas[name]))
  }
  return found
}

/** Where an example would stand: the status is null for a request. */
interface Place {
  path: string
  status: number | null
}

const fits = ({ statuses, paths }: Example, { path, status }: Place): boolean =>
  (statuses === undefined || (status !== null && statuses.includes(status))) && (paths?.test(path) ?? true)

const examplesFor = (schemaName: string, place: Place): Json | null => {
  const fitting = Object.entries(openApiExamples[schemaName] ?? {})
    .filter(([, example]) => fits(example, place))
    .map(([name, { summary, value }]) => [name, { summary, value }])
  return fitting.length === 0 ? null : Object.fromEntries(fitting)
}

const addExamples = (body: unknown, place: Place): void => {
  if (!isJson(body) || !isJson(body['content'])) return
  for (const media of Object.values(body['content'])) {
    const target = isJson(media) && isJson(media['schema']) ? media['schema']['$ref'] : undefined
    if (!isJson(media) || typeof target !== 'string') continue
    const examples = examplesFor(target.slice(prefix.length), place)
    if (examples !== null) media['examples'] = examples
  }
}

/** An answer that is one of our schemas is described by it. */
const describeAnswer = (answer: unknown, schemas: Json): void => {
  if (!isJson(answer) || answer['description'] !== 'Default Response' || !isJson(answer['content'])) return
  const target = [...referencesIn(answer['content'])][0]
  const schema = target === undefined ? undefined : schemas[target]
  if (isJson(schema) && typeof schema['description'] === 'string')
    answer['description'] = schema['description']
}

const addAllExamples = (paths: unknown): void => {
  for (const [path, operations] of Object.entries(isJson(paths) ? paths : {}))
    walk(operations, (node) => {
      if (!isJson(node['responses'])) return
      addExamples(node['requestBody'], { path, status: null })
      for (const [status, answer] of Object.entries(node['responses']))
        addExamples(answer, { path, status: Number(status) })
    })
}

/** Says nothing that a reader does not need: the bounds of every JavaScript integer, patterns that a format already names. */
const simplify = (node: Json): void => {
  if (node['minimum'] === Number.MIN_SAFE_INTEGER) delete node['minimum']
  if (node['maximum'] === Number.MAX_SAFE_INTEGER) delete node['maximum']
  if (typeof node['format'] === 'string' && typeof node['pattern'] === 'string') delete node['pattern']
  // A free JSON value is recursive, and the generator's reference to it leads nowhere.
  const target = node['$ref']
  if (typeof target === 'string' && target.includes('/$defs/')) delete node['$ref']
}

/**
 * Makes the generated document one that a person would write: every schema once for asking and answering (the generator
 * makes `X` and `XInput` of each) unless both are used, none that nobody refers to, and named examples on bodies and answers.
 */
export const tidyOpenApi = <T extends object>(generated: T): T => {
  const document = structuredClone(generated)
  if (!isJson(document) || !isJson(document['components'])) return document
  const components = document['components']
  walk(document, simplify)
  const schemas = isJson(components['schemas']) ? components['schemas'] : {}
  walk(schemas, wordDefaults)
  const used = reachable(document['paths'], schemas)

  const finalName = (name: string): string => {
    const plain = name.replace(/Input$/, '')
    return plain !== name && plain in schemas && !used.has(plain) ? plain : name
  }
  components['schemas'] = Object.fromEntries(
    [...used]
      .sort()
      .filter((name) => name in schemas)
      .map((name) => [finalName(name), schemas[name]]),
  )
  walk(document, (node) => {
    const target = node['$ref']
    if (typeof target === 'string' && target.startsWith(prefix))
      node['$ref'] = prefix + finalName(target.slice(prefix.length))
  })
  documentHeaders(document['paths'])
  addAllExamples(document['paths'])
  walk(document['paths'], (node) => {
    if (isJson(node['responses']))
      for (const answer of Object.values(node['responses']))
        describeAnswer(answer, components['schemas'] as Json)
  })
  return document
}
