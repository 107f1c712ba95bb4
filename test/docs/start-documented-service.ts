import type { Test } from 'tap'
import { parse } from 'yaml'
import { apiKey, type Service, secret, startService } from '../start-service.ts'
import { fences } from './fences.ts'

const signingSecrets: Record<string, string> = {
  PARTNER_SIGNING_SECRET: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX',
  SHOP_SIGNING_KEY: 'shop-signing-key-long-enough',
}

export interface DocumentedService extends Service {
  /** What a reader has exported by the time they try a command. */
  env: Record<string, string>
}

/** The service as a reader of the documents has it: the default sources, and those of docs/connect-curl.md. */
export const startDocumentedService = async (t: Test): Promise<DocumentedService> => {
  const written = fences().find(
    ({ file, info }) => file === 'docs/connect-curl.md' && info === 'yaml relevo',
  )?.body
  if (written === undefined) throw new Error('docs/connect-curl.md configures no sources any more.')
  const documented: { sources: Record<string, unknown> } = parse(
    written.replace(/\$\{(\w+)\}/g, (_, name: string) => signingSecrets[name] ?? ''),
  )
  const byDefault = { authentication: { kind: 'secret', secrets: [secret] } }
  const dataDir = t.testdir()
  const service = await startService(t, {
    dataDir,
    config: {
      sources: { botpress: byDefault, zapier: byDefault, generic: byDefault, ...documented.sources },
    },
  })
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dataDir,
    BASE: service.url,
    RELEVO_DATA_DIR: dataDir,
    RELEVO_WEBHOOK_SECRET: secret,
    RELEVO_API_KEY: apiKey,
    ...signingSecrets,
  }
  return { ...service, env }
}
