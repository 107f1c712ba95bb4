import { flushCompileCache } from 'node:module'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Configuration } from '../../schemas/configuration.ts'
import { buildApp } from '../app.ts'
import { DatabaseRefused } from '../database/database-refused.ts'
import { createDependencies, type Dependencies } from '../dependencies.ts'
import { systemClock } from '../ops/clock.ts'
import { createLogger } from '../ops/create-logger.ts'
import { createShutdown } from '../ops/create-shutdown.ts'
import type { Logger } from '../ops/logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import type { Worker } from '../worker.ts'
import { type Command, exitCode } from './command.ts'
import { loadOrReport } from './load-or-report.ts'
import { openPolicyOrReport } from './open-policy-or-report.ts'
import { secretsOf } from './secrets-of.ts'

export const serve: Command = {
  name: 'serve',
  usage: 'relevo serve',
  options: {},
  run: async (_parsed, terminal) => {
    const config = loadOrReport(terminal)
    if (config === null) return exitCode.configuration
    const logger = createLogger({ level: config.log.level, secrets: secretsOf(config) })
    const policy = await openPolicyOrReport(config, logger, terminal)
    if (policy === null) return exitCode.configuration
    try {
      return await runService(config, logger, policy, terminal)
    } catch (error) {
      return explain(error, config, terminal)
    }
  },
}

/** Resolves when the service has shut down. */
const runService = async (
  config: Configuration,
  logger: Logger,
  policy: PolicyControl,
  terminal: Terminal,
): Promise<number> => {
  const dependencies = await createDependencies({
    config,
    logger,
    policy,
    env: terminal.env,
    exclusive: true,
  })
  const app = await buildApp(dependencies)
  let starting: Promise<Worker> | null = null
  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  // In this order: say that we go, take nothing more in, finish what is under way, close what it stood on.
  const shutdown = createShutdown({
    closers: [
      { name: 'health', close: () => dependencies.health.drain() },
      { name: 'http', close: () => app.close() },
      {
        name: 'worker',
        close: async () => void (await (await starting)?.stop({ deadlineMs: config.delivery.drain })),
      },
      { name: 'dependencies', close: () => dependencies.close() },
    ],
    deadlineMs: config.delivery.drain + 5000,
    clock: systemClock,
    logger,
  })
  let stopReloading = () => {}
  const stopListening = shutdown.listen({
    on: (signal, listener) => process.on(signal, listener),
    off: (signal, listener) => process.off(signal, listener),
    exit: (code) => (code <= 1 ? end(code) : process.exit(code)),
  })
  try {
    const url = await app.listen({ host: config.server.host, port: config.server.port })
    logger.info({ url, sources: Object.keys(config.sources) }, 'listening')
    stopReloading = reloadOnHangUp(policy, logger)
    starting = startWorker(dependencies)
    await starting
    await welcome(dependencies, url, terminal)
  } catch (error) {
    stopReloading()
    stopListening()
    await app.close()
    await dependencies.close()
    throw error
  }
  const code = await ended
  stopReloading()
  stopListening()
  return code
}

/**
 * SIGHUP reads the rules again. Only where there are some: without, the signal ends the process as it always does, so that a
 * service in a terminal does not outlive the window.
 */
const reloadOnHangUp = (policy: PolicyControl, logger: Logger): (() => void) => {
  if (policy.current() === null) return () => {}
  const onSignal = () => {
    policy
      .reload()
      .catch((error: unknown) =>
        logger.error({ err: error }, 'the policy could not be read again; the old one stays'),
      )
  }
  process.on('SIGHUP', onSignal)
  return () => void process.off('SIGHUP', onSignal)
}

/** After listening, so that a restart shuts the door as briefly as possible. */
const startWorker = async (dependencies: Dependencies): Promise<Worker> => {
  // Loading holds the process up for 0.2 s: first let the line out, and answer who has been waiting at the door.
  await setImmediate()
  const { createWorker } = await import('../worker.ts')
  const delivery = await dependencies.loadDelivery()
  const worker = createWorker(dependencies, delivery, await dependencies.loadDesk())
  worker.start()
  // Loading is over (see cli.ts): under load the nursery may grow.
  setFlagsFromString('--semi-space-growth-factor=2')
  // Written now, not at the end: a start that follows kill -9 or a crash should be as quick as any. 85 ms once, then 1 ms.
  flushCompileCache()
  dependencies.logger.info({ helpdesks: [...delivery.helpdesks.keys()] }, 'delivering')
  return worker
}

/** Who can sign in at the desk is told by whoever starts the service, as long as nobody can. */
const welcome = async (dependencies: Dependencies, url: string, terminal: Terminal): Promise<void> => {
  const desk = await dependencies.loadDesk()
  if (desk === null) return
  const { announceFirstAdmin } = await import('../desk/sign-in/announce-first-admin.ts')
  try {
    await announceFirstAdmin({
      users: desk.users,
      address: dependencies.config.publicUrl ?? url,
      write: (text) => terminal.stderr.write(text),
    })
  } catch (error) {
    dependencies.logger.warn(
      { err: error },
      'the link for the first admin could not be made; the next start tries again',
    )
  }
}

const explain = (error: unknown, config: Configuration, terminal: Terminal): number => {
  if (error instanceof DatabaseRefused) {
    terminal.stderr.write(`relevo: ${error.message}\n`)
    return exitCode.store
  }
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    terminal.stderr.write(
      `relevo: cannot listen on ${config.server.host}:${config.server.port} (${code}). Is something else running there? Set PORT or HOST.\n`,
    )
    return exitCode.failed
  }
  throw error
}
