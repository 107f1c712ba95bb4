import { readFileSync } from 'node:fs'

/** An answer as Freshdesk's documents and captures of others show it, unknown fields and nulls included. */
export const loadFixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/freshdesk/${name}.json`, import.meta.url), 'utf8'))
