import type { AdapterNames } from './adapter-names.ts'
import { importLine } from './import-line.ts'

export const renderTest = ({
  vendor,
  camel,
}: AdapterNames): string => `${importLine(`{ ${camel}Harness }`, `./${vendor}-harness.ts`)}
${importLine('{ testHelpdesk }', './helpdesk.ts')}

testHelpdesk(${camel}Harness)
`

/** A harness that compiles. What it cannot do yet says what to write. */
export const renderHarness = ({
  vendor,
  pascal,
  camel,
}: AdapterNames): string => `${importLine('type { Test }', 'tap')}
${importLine(`{ create${pascal}Helpdesk }`, `../../src/helpdesk/${vendor}/create-${vendor}-helpdesk.ts`)}
${importLine('type { HelpdeskHarness, Look, OpenOptions, Seed }', './harness.ts')}

const toWrite = (what: string) => (): never => {
  throw new Error(\`Write \${what} in test/contract/${vendor}-harness.ts.\`)
}

/** Opens an account of its own for each test, in front of a sandbox of ${pascal} over real sockets. */
export const open${pascal} = async (t: Test, _options: OpenOptions = {}) => {
  const helpdesk = create${pascal}Helpdesk({ name: 'main' })
  t.teardown(() => helpdesk.close())
  return {
    helpdesk,
    // What your sandbox has.
    account: {
      agents: {
        ana: { id: '1', name: 'Ana Ruiz', email: 'ana@acme.example' },
        luis: { id: '2', name: 'Luis Gil', email: 'luis@acme.example' },
      },
      groups: { billing: { id: '1', name: 'Facturación' }, support: { id: '2', name: 'Soporte' } },
      ownStatusLabel: null,
      textField: 'order',
      choiceField: null,
      types: null,
      searchCap: null,
    },
    seed,
    look,
    // Where something lies between us and the vendor, everything that can go wrong there.
    faults: null,
    later: toWrite('later'),
  }
}

export const ${camel}Harness: HelpdeskHarness = { vendor: '${vendor}', open: open${pascal} }

const seed: Seed = {
  ticket: toWrite('seed.ticket'),
  message: toWrite('seed.message'),
  edit: toWrite('seed.edit'),
  remove: toWrite('seed.remove'),
  spam: null,
  archive: null,
  merge: null,
  article: null,
}

const look: Look = {
  tickets: toWrite('look.tickets'),
  messages: toWrite('look.messages'),
  tags: toWrite('look.tags'),
  status: toWrite('look.status'),
  calls: toWrite('look.calls'),
}
`
