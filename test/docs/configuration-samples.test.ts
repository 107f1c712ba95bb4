import { readFileSync } from 'node:fs'
import t from 'tap'
import { loadConfig } from '../../src/config/load-config.ts'
import { fences } from './fences.ts'

const values: Record<string, string> = {
  PARTNER_SIGNING_SECRET: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX',
  FRESHDESK_DOMAIN: 'acme',
  SMTP_URL: 'smtp://user:password@mail.example.com:587',
  RELEVO_SMTP_URL: 'smtp://user:password@mail.example.com:587',
}

/** An environment in which every variable that the text refers to is set, and the file alone says the rest. */
const environmentFor = (text: string): Record<string, string> => ({
  FRESHDESK_DOMAIN: 'acme',
  FRESHDESK_API_KEY: 'freshdesk-key-0123456789',
  RELEVO_WEBHOOK_SECRET: 'webhook-secret-0123456789',
  RELEVO_CONFIG: 'relevo.yaml',
  ...Object.fromEntries(
    [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [
      name,
      values[name] ?? `${name}-0123456789`.toLowerCase().replaceAll('_', '-'),
    ]),
  ),
})

const load = (text: string) => loadConfig({ env: environmentFor(text), readFile: () => text })

t.test('every configuration shown in the documents is accepted without a warning', async (t) => {
  const samples = fences().filter(({ info }) => info === 'yaml relevo')
  t.ok(samples.length >= 8)
  for (const { file, line, body } of samples) {
    const loaded = load(body)
    t.same(loaded.ok ? loaded.warnings : loaded.faults, [], `${file}:${line}`)
  }
})

t.test('the example configuration is accepted and holds two bots', async (t) => {
  const loaded = load(readFileSync('relevo.example.yaml', 'utf8'))
  t.same(loaded.ok ? loaded.warnings : loaded.faults, [])
  if (!loaded.ok) return
  t.hasStrict(loaded.config.sources, { betsur: {}, institucional: {} })
  t.match(loaded.config, { language: 'es', helpdesks: { main: { plan: 'growth' } } })
})
