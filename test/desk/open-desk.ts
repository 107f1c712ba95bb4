import Fastify from 'fastify'
import type { Test } from 'tap'
import { configurationSchema } from '../../schemas/configuration.ts'
import type { Role } from '../../schemas/user.ts'
import { createAccess } from '../../src/access/create-access.ts'
import type { User } from '../../src/access/users/users.ts'
import type { Assist } from '../../src/assist/assist.ts'
import type { BundleStore } from '../../src/classify/bundles/bundle.ts'
import type { Classifier } from '../../src/classify/classifier.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { DeskDependencies } from '../../src/desk/desk-dependencies.ts'
import type { DeskRoute } from '../../src/desk/desk-route.ts'
import type { SignIn } from '../../src/desk/sign-in/sign-in.ts'
import type { Inbox } from '../../src/inbox/inbox.ts'
import { setProblemHandlers } from '../../src/ops/problem.ts'
import type { Outbox } from '../../src/outbox/outbox.ts'
import { noPolicy } from '../../src/policy/policy-control.ts'
import type { Switches } from '../../src/switches/switches.ts'
import type { Tickets } from '../../src/tickets/tickets.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock } from '../manual-clock.ts'
import { scripted } from './scripted.ts'

export const csrf = 'a-token-of-the-test'

/** Who asks says it in a header that only this sign-in knows: `x-test-role`, `x-test-language`. */
const testSignIn: SignIn = {
  plugin: async () => {},
  identify: async (request) => {
    const role = request.headers['x-test-role']
    const language = request.headers['x-test-language']
    const user =
      typeof role === 'string' ? aUser(role as Role, typeof language === 'string' ? language : null) : null
    return { user, csrf }
  },
  isStillIn: async () => true,
  isOurs: async (_request, _reply, token) => token === csrf,
  routes: [],
  signInPath: async (back) => `/sign-in?back=${encodeURIComponent(back)}`,
}

export const aUser = (role: Role, language: string | null = null): User => ({
  id: `us_${role}`,
  email: `${role}@example.com`,
  name: `Ana ${role}`,
  role,
  language,
  theme: null,
  hasPassword: true,
  hasIdentity: false,
  createdAt: 0,
  createdBy: 'test',
  disabledAt: null,
  seenAt: null,
  lockedUntil: null,
})

/**
 * The desk's pages over a real ledger, real keys and a real audit trail; other doors are scripted by `change`, and what is not
 * scripted fails. The page as the given role sees it, without a socket: `get`, and `post` with the token.
 */
export const openDesk = async (
  t: Test,
  change: {
    dependencies?: Partial<DeskDependencies>
    routes?: DeskRoute[]
    config?: Record<string, unknown>
  } = {},
) => {
  const clock = createManualClock(Date.UTC(2026, 10, 20, 12))
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const access = createAccess({
    database,
    clock,
    logger: silent,
    configuredKeys: ['an-api-key-for-tests'],
    rateLimit: { max: 600, window: 60_000 },
  })
  const dependencies: DeskDependencies = {
    config: configurationSchema.parse(change.config ?? {}),
    ledger,
    access,
    users: scripted('users'),
    tickets: scripted<Tickets>('tickets'),
    triage: null,
    inbox: scripted<Inbox>('inbox'),
    assist: scripted<Assist>('assist'),
    outbox: scripted<Outbox>('outbox'),
    switches: scripted<Switches>('switches'),
    classifier: scripted<Classifier>('classifier'),
    bundles: scripted<BundleStore>('bundles'),
    policy: noPolicy,
    policyFile: null,
    policyNames: { sources: null, helpdesks: null, categories: null },
    ticketFields: async () => null,
    health: scripted('health'),
    figures: scripted('figures'),
    clock,
    logger: silent,
    ...change.dependencies,
  }
  const app = Fastify()
  setProblemHandlers(app)
  // As the real sign-in has them; whoever comes in another role comes in another session.
  app.addHook('onRequest', async (request) => {
    Reflect.set(request, 'session', { sessionId: `session-${String(request.headers['x-test-role'])}` })
  })
  await app.register(
    createDesk({
      load: async () => dependencies,
      signIn: testSignIn,
      language: 'en',
      ...(change.routes === undefined ? {} : { routes: change.routes }),
    }),
  )
  t.teardown(async () => {
    await app.close()
    await access.close()
  })

  const headersOf = ({ role, language, part }: Asker): Record<string, string> => ({
    accept: 'text/html',
    ...(role === null ? {} : { 'x-test-role': role ?? 'admin' }),
    ...(language === undefined ? {} : { 'x-test-language': language }),
    ...(part === true ? { 'hx-request': 'true' } : {}),
  })
  const get = (url: string, as: Asker = {}) => app.inject({ method: 'GET', url, headers: headersOf(as) })
  const post = (url: string, fields: Record<string, string | string[]> = {}, as: Asker = {}) => {
    const form = new URLSearchParams({ _csrf: as.csrf ?? csrf })
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) form.append(name, each)
    return app.inject({
      method: 'POST',
      url,
      headers: { ...headersOf(as), 'content-type': 'application/x-www-form-urlencoded' },
      payload: form.toString(),
    })
  }
  /** What a form leads to: the page that it is sent on to. */
  const submit = async (url: string, fields: Record<string, string | string[]> = {}, as: Asker = {}) =>
    get((await post(url, fields, as)).headers.location ?? '/nowhere', as)
  return { app, get, post, submit, dependencies, ledger, access, database, clock }
}

export interface Asker {
  /** Null: nobody has signed in. Default: admin. */
  role?: Role | null
  language?: string
  /** As htmx asks. */
  part?: boolean
  csrf?: string
}
