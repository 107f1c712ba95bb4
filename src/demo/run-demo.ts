import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { createDependencies } from '../dependencies.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { createWorker } from '../worker.ts'
import { demoConfiguration } from './demo-configuration.ts'
import { type DemoVendor, openDemoHelpdesk } from './demo-helpdesk.ts'
import { createDemoScreen } from './demo-screen.ts'
import { openDemoDesk } from './open-demo-desk.ts'
import { openDemoPolicy } from './open-demo-policy.ts'
import { playActs } from './play-acts.ts'
import type { SampleHandoff } from './sample-handoffs.ts'
import { troubles } from './sample-troubles.ts'
import { tellMails } from './tell-mails.ts'

export interface DemoOptions {
  terminal: Terminal
  /** 0 takes 8080 when it is free, else any. */
  port: number
  /** Ends by itself after the proof. */
  once: boolean
  vendor: DemoVendor
}

/**
 * The whole service on a temporary store beside a sandbox help desk: plays the acts, then (unless `once`) stays up until a
 * signal. Resolves with whether everything added up. Leaves nothing behind.
 */
export const runDemo = async ({ terminal, port, once, vendor }: DemoOptions): Promise<boolean> => {
  const screen = createDemoScreen(terminal)
  const folder = await mkdtemp(join(tmpdir(), 'relevo-demo-'))
  const helpdesk = await openDemoHelpdesk(vendor)
  const stop = listenForEnd()
  try {
    const secret = randomBytes(18).toString('base64url')
    const apiKey = randomBytes(18).toString('base64url')
    const config = demoConfiguration({
      helpdesk: helpdesk.settings,
      dataDir: join(folder, 'data'),
      policyFile: join(folder, 'policy.yaml'),
      port,
      secret,
      apiKey,
    })
    const dependencies = await createDependencies({
      config,
      logger: createLogger({ level: 'silent' }),
      policy: await openDemoPolicy(config),
      exclusive: true,
    })
    const app = await buildApp(dependencies)
    const desk = await dependencies.loadDesk()
    const worker = createWorker(dependencies, await dependencies.loadDelivery(), desk)
    try {
      const url = await listenSomewhere(app, config.server.host, port)
      worker.start()
      screen.title('Relevo: from the bot to the ticket, exactly once')
      screen.line(
        `${`help desk (a sandbox that behaves like ${helpdesk.vendorName})`.padEnd(49)}  ${helpdesk.url}`,
      )
      screen.line(`${'Relevo'.padEnd(49)}  ${url}`)
      const good = await Promise.race([
        playActs({ screen, helpdesk, ledger: dependencies.ledger, url, secret }),
        stop.asked.then(() => false),
      ])
      if (!once && !stop.isAsked()) {
        const visitor = desk === null ? null : await openDemoDesk(desk.users)
        for (const trouble of troubles) await sendTrouble(url, secret, trouble)
        const endMails = tellMails(helpdesk.sandbox.people)
        stop.asked.then(endMails)
        screen.title('Open the desk')
        screen.line(`${url}/`)
        if (visitor !== null) screen.line(`E-mail ${visitor.email}, password ${visitor.password}`)
        screen.note(
          'Hand-offs, the repair desk, a dozen tickets that came by e-mail, and drafts for them, without any key.',
        )
        screen.title('Try it yourself')
        screen.line(`Tickets in the help desk:  ${helpdesk.url}`)
        screen.line(`The API:                   ${url}/docs`)
        screen.line('')
        screen.line(curlToTry(url, secret))
        screen.line('')
        screen.line(`The proof at any time:  curl -s ${url}/v1/custody -H 'Authorization: Bearer ${apiKey}'`)
        screen.line('')
        screen.note('Ctrl-C ends it; nothing is left behind.')
        await stop.asked
        terminal.stdout.write('\n')
      }
      return good || (!once && stop.isAsked())
    } finally {
      await app.close()
      await worker.stop({ deadlineMs: 3000 })
      await dependencies.close()
    }
  } finally {
    stop.forget()
    await helpdesk.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Its answer is of no interest: what was refused is kept all the same. */
const sendTrouble = async (url: string, secret: string, { source, body }: SampleHandoff): Promise<void> => {
  const answer = await fetch(`${url}/webhooks/${source}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': secret },
    body: JSON.stringify(body),
  })
  await answer.body?.cancel()
}

const curlToTry = (url: string, secret: string): string =>
  [
    `curl -s '${url}/webhooks/betsur?wait=5' \\`,
    `     -H 'X-Webhook-Secret: ${secret}' -H 'Content-Type: application/json' \\`,
    `     -d '{"user_email":"ana@example.com","conversation_summary":"No me llega el código","category":"Acceso"}'`,
  ].join('\n   ')

const preferredPort = 8080

const listenSomewhere = async (
  app: { listen(options: { host: string; port: number }): Promise<string> },
  host: string,
  port: number,
): Promise<string> => {
  if (port !== 0) return app.listen({ host, port })
  try {
    return await app.listen({ host, port: preferredPort })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    return app.listen({ host, port: 0 })
  }
}

/** The first signal asks for the end; it is a promise, so that an act can be cut short. */
const listenForEnd = () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  let isAsked = false
  const onSignal = () => {
    isAsked = true
    resolve()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    asked,
    isAsked: () => isAsked,
    forget: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
