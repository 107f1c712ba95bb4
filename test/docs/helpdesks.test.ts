import { readFileSync } from 'node:fs'
import t from 'tap'
import { filesCapabilities } from '../../src/helpdesk/files/capabilities.ts'
import { freshdeskCapabilities } from '../../src/helpdesk/freshdesk/desk/capabilities.ts'
import type { Capabilities } from '../../src/helpdesk/ticket-desk.ts'
import { zendeskCapabilities } from '../../src/helpdesk/zendesk/desk/capabilities.ts'

const text = readFileSync(new URL('../../docs/helpdesks.md', import.meta.url), 'utf8')
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
const helpdesks = [freshdeskCapabilities, zendeskCapabilities, filesCapabilities]

const cellsOf = (beginning: string): string[] =>
  rows.find(([name]) => name?.includes(beginning) === true)?.slice(1) ?? []
const saysYes = (cell: string | undefined): boolean => /^yes\b/.test(cell ?? '')

const expected: [string, (capabilities: Capabilities) => boolean][] = [
  ['Words in tickets', ({ conditions }) => conditions.includes('text')],
  ['(`knowledge`)', ({ knowledge }) => knowledge],
  ['Which agents are there', ({ agentAvailability }) => agentAvailability],
]

t.test('the table says what the adapters say of themselves', async (t) => {
  for (const [name, isThere] of expected) {
    t.same(cellsOf(name).map(saysYes), helpdesks.map(isThere), name)
  }
  t.same(
    cellsOf('Most tickets'),
    helpdesks.map(({ findAtMost }) => String(findAtMost ?? 'all')),
  )
  t.same(
    cellsOf('(`ifUnchanged`)').map((cell) => (cell.startsWith('checked') ? 'vendor' : 'read')),
    helpdesks.map(({ ifUnchanged }) => ifUnchanged),
  )
})

t.test('and every feature around tickets has its row', async (t) => {
  const features = [...new Set(helpdesks.flatMap(({ account }) => account))]
  t.ok(features.length >= 8)
  for (const feature of features) {
    const said = cellsOf(`(\`${feature}\`)`).map(saysYes)
    t.same(
      said,
      helpdesks.map(({ account }) => account.includes(feature)),
      feature,
    )
  }
})
