import type { TreeNode } from '../src/config/configuration-tree.ts'
import type { EnvironmentVariable } from '../src/config/environment.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const asNode = (value: unknown): TreeNode | null =>
  typeof value === 'object' && value !== null ? (value as TreeNode) : null

const isDuration = (node: TreeNode): boolean => node.pattern?.includes('(ms|s|m|h|d)') === true

const typeOf = (node: TreeNode): string => {
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (node.const !== undefined) return `\`${String(node.const)}\``
  if (node.type === 'array') {
    const items = asNode(node.items)
    return items === null ? 'list' : `list of ${typeOf(items)}s`
  }
  if (node.type === 'object') return 'name → value'
  if (node['secret'] === true) return 'secret'
  if (isDuration(node)) return 'duration'
  if (node.type === 'integer' || node.type === 'number') return rangeOf(node)
  if (node.type === 'boolean') return 'true or false'
  if (node.type === 'string')
    return node.format === 'uri' ? 'address' : node.format === 'email' ? 'e-mail' : 'text'
  return 'any value'
}

const rangeOf = (node: TreeNode): string => {
  const low = node.exclusiveMinimum === undefined ? node.minimum : `> ${node.exclusiveMinimum}`
  const high = node.maximum === Number.MAX_SAFE_INTEGER ? undefined : node.maximum
  const name = node.type === 'integer' ? 'whole number' : 'number'
  if (low === undefined && high === undefined) return name
  return `${name} (${low ?? '…'} to ${high ?? '…'})`
}

const defaultOf = (node: TreeNode, required: boolean): string => {
  if (node.default === undefined) return required ? '**required**' : ''
  const text = JSON.stringify(node.default)
  return text === '[]' || text === '{}'
    ? 'none'
    : `\`${typeof node.default === 'string' ? node.default : text}\``
}

interface Row {
  key: string
  node: TreeNode
  required: boolean
}

const isSection = (node: TreeNode): boolean =>
  node.properties !== undefined || (node.oneOf?.length ?? 0) > 0 || isEntry(asNode(node.additionalProperties))

/** What stands under each name of a section: settings, or one of several sets of them. */
const isEntry = (node: TreeNode | null): node is TreeNode =>
  node?.properties !== undefined || (node?.oneOf?.length ?? 0) > 0

const rowsOf = (node: TreeNode): Row[] =>
  Object.entries(node.properties ?? {}).flatMap(([key, value]) => {
    const child = asNode(value)
    return child === null ? [] : [{ key, node: child, required: node.required?.includes(key) === true }]
  })

const renderTable = (rows: readonly Row[]): string =>
  [
    '| key | what it takes | default | |',
    '|---|---|---|---|',
    ...rows.map(
      ({ key, node, required }) =>
        `| \`${key}\` | ${cell(typeOf(node))} | ${cell(defaultOf(node, required))} | ${cell(node.description ?? '')} |`,
    ),
  ].join('\n')

/** One section and, below it, those inside it, each under its full path. */
const renderSection = (path: string, node: TreeNode, required: boolean): string[] => {
  const title = `### \`${path}\``
  const about = [node.description ?? '', required ? 'Required.' : ''].filter((text) => text !== '').join(' ')
  const variants = (node.oneOf ?? []).map(asNode).filter((variant) => variant !== null)
  if (variants.length > 0) return [title, about, ...variants.flatMap((variant) => renderVariant(variant))]
  const entry = asNode(node.additionalProperties)
  if (isEntry(entry)) {
    const sets = (entry.oneOf ?? []).map(asNode).filter((variant) => variant !== null)
    if (sets.length === 0) return [title, about, ...renderBody(`${path}.<name>`, entry)]
    // A section that sets share is shown once; one that differs is shown again, under the set's name.
    const sections = new Map<string, Row>()
    for (const set of sets) {
      for (const row of rowsOf(set).filter(({ node }) => isSection(node))) {
        const shown = sections.get(row.key)
        if (shown === undefined) sections.set(row.key, row)
        else if (JSON.stringify(shown.node) !== JSON.stringify(row.node)) {
          const key = `${row.key} (${String(tagOf(set)?.node.const)})`
          sections.set(key, { ...row, key })
        }
      }
    }
    return [
      title,
      about,
      ...sets.flatMap((set) => renderVariant(set)),
      ...[...sections.values()].flatMap((row) =>
        renderSection(`${path}.<name>.${row.key}`, row.node, row.required),
      ),
    ]
  }
  return [title, about, ...renderBody(path, node)]
}

/** The key whose one possible value tells the variants apart. */
const tagOf = (variant: TreeNode): Row | undefined =>
  rowsOf(variant).find(({ node }) => node.const !== undefined)

const renderVariant = (variant: TreeNode): string[] => {
  const rows = rowsOf(variant)
  const tag = tagOf(variant)
  return [
    `With \`${tag?.key}: ${String(tag?.node.const)}\`: ${tag?.node.description ?? ''}`,
    renderTable(rows.filter((row) => row.key !== tag?.key && !isSection(row.node))),
  ]
}

const renderBody = (path: string, node: TreeNode): string[] => {
  const rows = rowsOf(node)
  const plain = rows.filter((row) => !isSection(row.node))
  const sections = rows.filter((row) => isSection(row.node))
  return [
    ...(plain.length === 0 ? [] : [renderTable(plain)]),
    ...sections.flatMap((row) => renderSection(`${path}.${row.key}`, row.node, row.required)),
  ]
}

const renderEnvironment = (variables: readonly EnvironmentVariable[]): string =>
  [
    '| variable | default | overrides or fills | |',
    '|---|---|---|---|',
    ...variables.map((each) => {
      const name = each.secret ? `\`${each.name}\`, \`${each.name}_FILE\`` : `\`${each.name}\``
      const fallback = each.default === null ? '' : `\`${each.default}\``
      const setting = each.setting === null ? '' : `\`${each.setting}\``
      return `| ${name} | ${fallback} | ${setting} | ${cell(each.description)} |`
    }),
  ].join('\n')

const introduction = `# Configuration

<!-- Made by \`npm run generated\` from schemas/configuration.ts and src/config/environment.ts; edit those. -->

Environment variables are enough for one help desk and bots that share a secret. What they cannot say stands in a YAML
file, named by \`RELEVO_CONFIG\`. Where both speak of the same thing, the variable wins for single values (address, port, log
level, data folder, language), and the file wins for structures (sources, help desks). All faults are reported together when Relevo
starts, each with its path and line; \`relevo check\` tests a configuration against your help desk.`

const writing = `## How values are written

- Durations are texts with a unit: \`500ms\`, \`30s\`, \`10m\`, \`24h\`, \`30d\`. Sizes are bytes.
- \`\${NAME}\` in any text is replaced by the environment variable of that name; \`$\${\` stands for \`\${\` itself. A variable that is
  not set is a fault.
- A secret may be read from a file: append \`File\` to its key (\`apiKeyFile: /run/secrets/freshdesk\`, \`secretsFile: [a, b]\`), or
  \`_FILE\` to the variable. Paths in the file are relative to the file.
- Unknown keys are faults, so that a typing mistake does not go unnoticed.`

/** The configuration reference, as Markdown, from the schema's own descriptions. */
export const renderConfiguration = (tree: TreeNode, variables: readonly EnvironmentVariable[]): string => {
  const rows = rowsOf(tree)
  const plain = rows.filter((row) => !isSection(row.node))
  const sections = rows.filter((row) => isSection(row.node))
  return `${[
    introduction,
    '## Environment variables',
    renderEnvironment(variables),
    writing,
    '## The file',
    renderTable(plain),
    ...sections.flatMap((row) => renderSection(row.key, row.node, row.required)),
  ]
    .filter((block) => block !== '')
    .join('\n\n')}\n`
}
