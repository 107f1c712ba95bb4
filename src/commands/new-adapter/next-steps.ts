import type { AdapterNames } from './adapter-names.ts'

/** What a person does now. The registry and the schema are theirs to change: an adapter that can do nothing must not be chosen. */
export const renderNextSteps = ({ vendor, pascal }: AdapterNames): string => `
Next:

1. Run the contract. It fails where there is nothing yet, and says what to write:
     npx tap run --disable-coverage test/contract/${vendor}.test.ts
2. Write the sandbox and the harness, then one call after the other; docs/adapters.md walks through an adapter that is whole.
3. When it passes, let it be configured. In schemas/configuration.ts, with a schema for ${pascal} beside the others:
     z.discriminatedUnion('vendor', [freshdeskSchema, zendeskSchema, filesSchema, …])
   and in src/helpdesk/registry.ts:
     case '${vendor}':
       return create${pascal}Helpdesk({ name })
   tsc then names every other place that wants a word about it.
`
