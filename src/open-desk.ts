import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import { createSessions } from './access/users/create-sessions.ts'
import { createUsers } from './access/users/create-users.ts'
import type { Users } from './access/users/users.ts'
import { createBundleStore } from './classify/bundles/create-bundle-store.ts'
import { modelsFolder } from './classify/bundles/models-folder.ts'
import { openStarter } from './classify/starter/open-starter.ts'
import type { Delivery } from './delivery.ts'
import type { DeskDependencies } from './desk/desk-dependencies.ts'
import { lookBeforePost } from './desk/drafts/look-before-post.ts'
import { tellOfSent } from './desk/drafts/tell-of-sent.ts'
import type { DeskParts } from './desk-parts.ts'
import { createDeskPurges } from './desk-purges.ts'
import { createInboxPoller } from './inbox/create-inbox-poller.ts'
import { createSearchIndexer } from './ledger/search/create-search-indexer.ts'
import { openAssist } from './open-assist.ts'
import { createOutbox } from './outbox/create-outbox.ts'
import { createOutboxWorker } from './outbox/create-outbox-worker.ts'
import { createPolicyFile } from './policy/policy-file.ts'
import { policyNames } from './policy-names.ts'
import type { Duty } from './replicas/create-duties.ts'
import type { Purge } from './retention.ts'
import { triagedHelpdesks } from './triage/triaged-helpdesks.ts'

/** The desk as one process has it: what its pages stand on, what works behind them, and the pages themselves. */
export interface OpenedDesk {
  users: Users
  dependencies: DeskDependencies
  /** Loaded when the first visitor comes. */
  plugin: () => Promise<FastifyPluginAsync>
  /** What one of all processes does. */
  duties: Duty[]
  /** What every process does. */
  start(): void
  stop(): Promise<void>
  purges: Purge[]
  close(): Promise<void>
}

/** Wires the desk: the one place that knows all of its rooms. Nothing runs until it is started. */
export const openDesk = async (
  dependencies: DeskParts,
  delivery: Delivery & { inbox: NonNullable<Delivery['inbox']> },
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenedDesk> => {
  const { config, database, clock, ledger, access, switches, policy, tickets, classifier } = dependencies
  const { helpdesks, inbox } = delivery
  const logger = dependencies.logger.child({ room: 'desk' })
  const sessions = createSessions({ database, clock, logger, limits: config.desk.session })
  const users = createUsers({
    database,
    clock,
    logger,
    lockOut: config.desk.lockOut,
    onChanged: sessions.forget,
  })
  const assistance = await openAssist(dependencies, delivery)
  const { assist } = assistance
  const tellOthers = tellOfSent({ assist, tickets, inbox, logger })
  const outbox = createOutbox({ database, undoMs: config.desk.undo, clock })
  const outboxWorker = createOutboxWorker({
    database,
    outbox,
    tickets,
    clock,
    logger: logger.child({ room: 'outbox' }),
    random: Math.random,
    owner: `${dependencies.replica}:${randomUUID().slice(0, 8)}`,
    look: lookBeforePost(tickets),
    observe: (event) => {
      dependencies.metrics.desk({ kind: 'reply', outcome: event.kind })
      tellOthers(event)
    },
  })
  const desk: DeskDependencies = {
    config,
    ledger,
    access,
    users,
    tickets,
    triage: dependencies.triage,
    inbox,
    assist,
    outbox,
    switches,
    classifier,
    bundles: createBundleStore({
      folder: modelsFolder(config),
      starter: () => openStarter(),
      onRefused: (why) => logger.warn({ why }, 'a model could not be read'),
    }),
    policy,
    policyFile: createPolicyFile({ config, env }),
    policyNames: policyNames(config),
    ticketFields: async (helpdesk, signal) => {
      const fields = await helpdesks
        .get(helpdesk)
        ?.fieldSchema({ lane: 'new', ...(signal === undefined ? {} : { signal }) })
      return fields?.ok === true ? fields.value : null
    },
    health: dependencies.health,
    figures: dependencies.figures,
    clock,
    logger,
  }
  return {
    users,
    dependencies: desk,
    plugin: async () => {
      const [{ createDesk }, { createSignIn }] = await Promise.all([
        import('./desk/create-desk.ts'),
        import('./desk/sign-in/create-sign-in.ts'),
      ])
      const signIn = createSignIn({ users, sessions, config, clock, logger })
      return createDesk({ load: async () => desk, signIn, language: config.language })
    },
    duties: [...pollers(dependencies, delivery), ...assistance.duties, searchDuty(dependencies)],
    start: () => {
      assistance.start()
      outboxWorker.start()
    },
    stop: async () => {
      await Promise.all([outboxWorker.stop(), assistance.stop()])
    },
    purges: createDeskPurges({ config, database, inbox, clock, logger }),
    close: async () => {
      await outboxWorker.stop()
      await assistance.close()
      await sessions.close()
    },
  }
}

const searchDuty = ({ ledger, clock, logger }: DeskParts): Duty => ({
  name: 'search',
  begin() {
    const indexer = createSearchIndexer({ ledger, clock, logger: logger.child({ room: 'ledger' }) })
    indexer.start()
    return indexer
  },
})

/** One a help desk that can tell what has changed. Where triage follows it, its pages come from there. */
const pollers = (
  { config, clock, logger, classifier }: DeskParts,
  { helpdesks, inbox }: Delivery & { inbox: NonNullable<Delivery['inbox']> },
): Duty[] => {
  const { inbox: settings } = config.desk
  const triaged = new Set(triagedHelpdesks(config))
  return [...helpdesks].flatMap(([name, helpdesk]): Duty[] => {
    const isWanted = settings.helpdesks?.includes(name) ?? true
    if (!isWanted || helpdesk.capabilities.changes === 'none') return []
    return [
      {
        name: `inbox ${name}`,
        begin() {
          const poller = createInboxPoller({
            helpdesk,
            inbox,
            settings,
            fillOnly: triaged.has(name),
            guess: async ({ subject, text }) => {
              const { category, confidence } = await classifier.classify({
                subject,
                text,
                botCategory: null,
                language: null,
                trustBot: false,
              })
              return { category, confidence }
            },
            clock,
            logger: logger.child({ room: 'inbox' }),
            random: Math.random,
          })
          poller.start()
          return poller
        },
      },
    ]
  })
}
