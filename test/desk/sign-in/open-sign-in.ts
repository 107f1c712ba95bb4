import Fastify, { type InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { configurationSchema } from '../../../schemas/configuration.ts'
import type { Role } from '../../../schemas/user.ts'
import { AccessUnavailable } from '../../../src/access/access-unavailable.ts'
import { createAccess } from '../../../src/access/create-access.ts'
import { createSessions } from '../../../src/access/users/create-sessions.ts'
import { createUsers } from '../../../src/access/users/create-users.ts'
import type { Sessions } from '../../../src/access/users/sessions.ts'
import { createDesk } from '../../../src/desk/create-desk.ts'
import type { DeskDependencies } from '../../../src/desk/desk-dependencies.ts'
import type { DeskRoute } from '../../../src/desk/desk-route.ts'
import { createSignIn } from '../../../src/desk/sign-in/create-sign-in.ts'
import { html } from '../../../src/ops/html.ts'
import { setProblemHandlers } from '../../../src/ops/problem.ts'
import { quickPasswords } from '../../access/users/quick-passwords.ts'
import { openSqliteLedger } from '../../ledger/open-sqlite-ledger.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { scripted } from '../scripted.ts'

export const phrase = 'barco lento de papel'

/** A page that tells who sees it; the first page of the desk asks more doors than there are here. */
const whoAmI: DeskRoute = {
  method: 'GET',
  path: '/test/who',
  needs: 'agent',
  load: async () => async (visit) => ({
    kind: 'page',
    title: 'Who',
    place: null,
    body: html`<h1>${visit.user.name} is ${visit.user.role}</h1>`,
  }),
}

/** Goes on for as long as somebody may read it. */
const endless: DeskRoute = {
  method: 'GET',
  path: '/test/stream',
  needs: 'agent',
  load: async () => async () => ({
    kind: 'stream',
    messages: (async function* () {
      yield { data: 'one' }
      await new Promise(() => {})
    })(),
  }),
}

/** The desk with its own sign-in, over real users and sessions; other doors are not there. */
export const openSignIn = async (
  t: Test,
  change: { config?: Record<string, unknown>; trustProxy?: boolean } = {},
) => {
  const clock = createManualClock(Date.UTC(2026, 10, 20, 12))
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const config = configurationSchema.parse({ api: { keys: ['a-configured-key'] }, ...change.config })
  const access = createAccess({
    database,
    clock,
    logger: silent,
    configuredKeys: config.api.keys,
    rateLimit: config.api.rateLimit,
  })
  const kept = createSessions({ database, clock, logger: silent, limits: config.desk.session })
  const store = { isAway: false }
  const unlessAway = async <T>(work: () => Promise<T>): Promise<T> => {
    if (store.isAway) throw new AccessUnavailable('unavailable', 'Start it.')
    return work()
  }
  const sessions: Sessions = {
    ...kept,
    find: (id, how) => unlessAway(() => kept.find(id, how)),
    begin: (id, session) => unlessAway(() => kept.begin(id, session)),
  }
  const users = createUsers({
    database,
    clock,
    logger: silent,
    lockOut: config.desk.lockOut,
    onChanged: sessions.forget,
    passwords: quickPasswords(),
  })
  const dependencies = scripted<DeskDependencies>('desk', {
    config,
    ledger,
    access,
    users,
    clock,
    logger: silent,
  })
  const app = Fastify({ trustProxy: change.trustProxy ?? false })
  setProblemHandlers(app)
  const signIn = createSignIn({ users, sessions, config, clock, logger: silent })
  await app.register(
    createDesk({ load: async () => dependencies, signIn, language: 'en', routes: [whoAmI, endless] }),
  )
  await app.ready()
  t.teardown(async () => {
    await app.close()
    await access.close()
  })

  /** Somebody who can sign in with `phrase`. */
  const addUser = async (email: string, role: Role = 'agent', name = 'Ana') => {
    const added = await users.add({ email, name, role, by: 'test' })
    if (added.kind !== 'added') throw new Error(added.kind)
    const { secret } = await users.invite(added.user.id, 'test')
    await users.accept(secret, phrase)
    return added.user
  }

  /** A browser without scripts: keeps cookies, and sends forms with the token of the page that it saw last. */
  const browse = (headers: Record<string, string> = {}) => {
    const jar = new Map<string, string>()
    let token = ''
    const send = async (options: InjectOptions) => {
      const answer = await app.inject({
        ...options,
        headers: {
          accept: 'text/html',
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          ...headers,
          ...options.headers,
        },
      })
      for (const { name, value, maxAge } of answer.cookies)
        if (maxAge === 0 || value === '') jar.delete(name)
        else jar.set(name, value)
      token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? token
      return answer
    }
    return {
      jar,
      token: () => token,
      get: (url: string) => send({ method: 'GET', url }),
      post: (url: string, fields: Record<string, string> = {}, more: Record<string, string> = {}) =>
        send({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...more },
          payload: new URLSearchParams({ _csrf: token, ...fields }).toString(),
        }),
      async signIn(email: string, password = phrase) {
        await this.get('/sign-in')
        return this.post('/sign-in', { email, password })
      },
    }
  }
  return { app, users, sessions, store, access, database, clock, config, addUser, browse }
}
