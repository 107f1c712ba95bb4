import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { type Configuration, configurationSchema } from '../schemas/configuration.ts'
import { buildApp } from '../src/app.ts'
import { createDependencies, type Dependencies } from '../src/dependencies.ts'
import { createLogger } from '../src/ops/create-logger.ts'
import type { PolicyControl } from '../src/policy/policy-control.ts'
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../src/sandbox/freshdesk/options.ts'
import { serveSandbox } from '../src/sandbox/serve-sandbox.ts'
import { createWorker, type Worker } from '../src/worker.ts'

export const secret = 'test-webhook-secret-0123'
export const apiKey = 'test-api-key-0123456789'
export const helpdeskKey = 'test-freshdesk-key-0123'

export interface Service {
  url: string
  app: FastifyInstance
  worker: Worker
  dependencies: Dependencies
  config: Configuration
  sandbox: FreshdeskSandbox
  sandboxUrl: string
  /** Every log line so far, parsed. */
  logs: () => Record<string, unknown>[]
  rawLogs: () => string
}

export interface ServiceOptions {
  sandbox?: Omit<FreshdeskSandboxOptions, 'apiKeys'>
  config?: Record<string, unknown>
  /** Further settings of the help desk. */
  helpdesk?: Record<string, unknown>
  logLevel?: string
  /** Absent: there are no rules. */
  policy?: PolicyControl
  /** Absent: a fresh one. */
  dataDir?: string
  /** PostgreSQL instead of the folder. */
  databaseUrl?: string
  /** Another replica of this service: the same help desk. */
  beside?: Service
}

/** The whole service in this process, on a fresh folder, beside a sandbox behind a real socket. Ends with the test. */
export const startService = async (t: Test, options: ServiceOptions = {}): Promise<Service> => {
  const sandbox =
    options.beside?.sandbox ?? createFreshdeskSandbox({ ...options.sandbox, apiKeys: { [helpdeskKey]: {} } })
  const served =
    options.beside === undefined
      ? await serveSandbox({ sandbox })
      : { url: options.beside.sandboxUrl, close: async () => {} }
  const config = testConfiguration({
    dataDir: options.dataDir ?? (options.databaseUrl === undefined ? t.testdir() : await temporaryFolder(t)),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    helpdeskUrl: served.url,
    ...(options.helpdesk === undefined ? {} : { helpdesk: options.helpdesk }),
    ...options.config,
  })
  let lines = ''
  const logger = createLogger({
    level: options.logLevel ?? 'trace',
    destination: {
      write: (line: string) => {
        lines += line
      },
    },
  })
  const dependencies = await createDependencies({
    config,
    logger,
    exclusive: true,
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  })
  const app = await buildApp(dependencies)
  const worker = createWorker(dependencies, await dependencies.loadDelivery(), await dependencies.loadDesk())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  worker.start()
  t.teardown(async () => {
    await app.close()
    await worker.stop({ deadlineMs: 2000 })
    await dependencies.close()
    await served.close()
  })
  const rawLogs = () => lines
  const logs = () =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Record<string, unknown> => JSON.parse(line))
  return { url, app, worker, dependencies, config, sandbox, sandboxUrl: served.url, logs, rawLogs }
}

/** Models and trainings lie there, also beside a PostgreSQL; replicas of one test have one each. */
const temporaryFolder = async (t: Test): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-service-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const testConfiguration = (options: {
  dataDir: string
  databaseUrl?: string
  helpdeskUrl: string
  helpdesk?: Record<string, unknown>
  [section: string]: unknown
}): Configuration => {
  const { dataDir, databaseUrl, helpdeskUrl, helpdesk, ...sections } = options
  return configurationSchema.parse({
    store: { dataDir, databaseUrl },
    api: { keys: [apiKey] },
    sources: {
      betsur: { authentication: { kind: 'secret', secrets: [secret] }, language: 'es', brand: 'Betsur' },
      generic: { authentication: { kind: 'secret', secrets: [secret] } },
    },
    helpdesks: {
      main: {
        vendor: 'freshdesk',
        baseUrl: helpdeskUrl,
        apiKey: helpdeskKey,
        budget: { share: 1 },
        timeouts: { connect: '1s', request: '1s' },
        circuit: { probeEvery: '200ms' },
        ...helpdesk,
      },
    },
    delivery: { settle: '500ms', retryFirst: '100ms', retryCeiling: '500ms' },
    // It asks the help desk for tickets by itself; tests that want one say so.
    desk: { enabled: false },
    ...sections,
  })
}

export const postHandoff = (
  service: Pick<Service, 'url'>,
  body: unknown,
  options: { source?: string; wait?: number; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${service.url}/webhooks/${options.source ?? 'betsur'}?wait=${options.wait ?? 0}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': secret, ...options.headers },
    body: JSON.stringify(body),
  })

export const getJson = async (service: Pick<Service, 'url'>, path: string): Promise<unknown> => {
  const response = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } })
  return response.json()
}
