import { globSync, readFileSync } from 'node:fs'
import t from 'tap'

// Where answers to the outside are composed; the codes of the store and of help desks stay inside, and examples have codes of their own,
// such as a language's.
const sources = [
  'src/intake/**/*.ts',
  'src/api/**/*.ts',
  'src/*/*problem*.ts',
  'src/triage/events/*.ts',
].flatMap((glob) => globSync(glob).filter((file) => file !== 'src/api/openapi-ledger-examples.ts'))

const spellings = [
  /\bcode: '([a-z_]+)'/g,
  /\bunreadable\(\d+, '([a-z_]+)'/g,
  /\bunreadable\(\s*\d+,\s*'([a-z_]+)'/g,
]

const codesInSource = () => {
  const found = new Set<string>()
  for (const file of sources) {
    const text = readFileSync(file, 'utf8')
    for (const spelling of spellings) for (const [, code = ''] of text.matchAll(spelling)) found.add(code)
    const details = /const webhookDetails = \{([^}]*)\}/.exec(text)?.[1] ?? ''
    for (const [, code = ''] of details.matchAll(/^\s+([a-z_]+):/gm)) found.add(code)
  }
  return [...found].sort()
}

const page = readFileSync('docs/errors.md', 'utf8')

t.test('docs/errors.md explains every code that Relevo answers with', async (t) => {
  const codes = codesInSource()
  t.ok(codes.length > 30, 'the codes are found in the source')
  for (const code of codes) t.ok(page.includes(`\`${code}\``), code)
})

t.test('docs/errors.md explains no code that Relevo never answers with', async (t) => {
  const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
  const documented = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1] ?? '')
  for (const code of new Set(documented)) t.match(text, new RegExp(`\\b${code}\\b`), code)
})
