import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import session from '@fastify/session'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { AddressLimits } from './create-address-limits.ts'
import { createAddressLimits } from './create-address-limits.ts'
import { createSessionStore } from './create-session-store.ts'
import type { Provider } from './oidc/create-provider.ts'
import type { SignIn } from './sign-in.ts'
import type { SignInContext } from './sign-in-context.ts'
import { createSignInRoutes } from './sign-in-routes.ts'

/** Sign-in by password or provider, with sessions in cookies; see `SignIn`. */
export const createSignIn = (options: Omit<SignInContext, 'limits' | 'provider'>): SignIn => {
  const { sessions, config, clock } = options
  const { oidc, session: limits } = config.desk
  const isSecure = config.publicUrl?.startsWith('https:') === true
  const opened: { app: FastifyInstance | null; limits: AddressLimits | null } = { app: null, limits: null }

  const need = <T>(part: T | null): T => {
    if (part === null) throw new Error('The plugin of signing in has not been registered.')
    return part
  }
  const addressLimits: AddressLimits = {
    mustWait: (request) => need(opened.limits).mustWait(request),
    countFailure: (request) => need(opened.limits).countFailure(request),
    mayBeginSession: (request) => need(opened.limits).mayBeginSession(request),
  }
  let loading: Promise<Provider> | null = null
  const loadProvider =
    oidc === undefined
      ? null
      : () => {
          loading ??= import('./oidc/create-provider.ts').then(({ createProvider }) =>
            createProvider(oidc, clock),
          )
          return loading
        }
  const routes = createSignInRoutes({ ...options, limits: addressLimits, provider: loadProvider })
  const pagesOfAnyone = new Set(
    routes.filter(({ method, needs }) => method === 'GET' && needs === 'anyone').map(({ path }) => path),
  )

  /** A visitor's first form: one row in the store, for an hour. Empty: there were too many from this address. */
  const beginSession = async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    if (!(await addressLimits.mayBeginSession(request))) return ''
    const token = reply.generateCsrf()
    try {
      await request.session.save()
    } catch (error) {
      // Else it would be tried again with the page that tells of the failure.
      request.session.set('_csrf', undefined)
      throw error
    }
    return token
  }

  return {
    // Its hooks and decorations are the whole desk's.
    plugin: fastifyPlugin(async (app: FastifyInstance) => {
      opened.app = app
      opened.limits = await createAddressLimits(app)
      await app.register(cookie)
      // Behind a proxy that is not believed, requests seem to come by http; what is configured is how people come.
      if (isSecure)
        app.addHook('onRequest', async (request) => {
          Object.defineProperty(request, 'protocol', { value: 'https' })
        })
      await app.register(session, {
        secret: await sessions.secret(),
        store: createSessionStore(sessions),
        cookieName: isSecure ? '__Host-relevo' : 'relevo',
        cookie: {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: isSecure ? true : 'auto',
          maxAge: limits.longest,
        },
        saveUninitialized: false,
        rolling: false,
      })
      await app.register(csrf, { sessionPlugin: '@fastify/session', logLevel: 'debug' })
      app.addHook('onClose', () => sessions.close())
    }),

    identify: async (request, reply) => {
      const { createdAt, sessionId } = request.session
      const isPageOfAnyone = pagesOfAnyone.has(request.routeOptions.url ?? '')
      // Looked up with the session just now, and remembered.
      const found = createdAt === undefined ? null : await sessions.find(sessionId)
      if (found !== null) return { user: found.user, csrf: reply.generateCsrf() }
      return {
        user: null,
        csrf: isPageOfAnyone && request.method === 'GET' ? await beginSession(request, reply) : '',
      }
    },

    isStillIn: async (request, { id, role }) => {
      const { user } = (await sessions.find(request.session.sessionId, { isUse: false })) ?? { user: null }
      return user !== null && user.id === id && user.role === role
    },

    isOurs: async (request, reply) => {
      // Said by the browser itself (Fetch Metadata); older ones and programs say nothing.
      if (request.headers['sec-fetch-site'] === 'cross-site') return false
      const app = need(opened.app)
      return new Promise<boolean>((resolve) => {
        const silent: FastifyReply = Object.create(reply, {
          // The plugin would answer by itself.
          send: {
            value: () => {
              resolve(false)
              return reply
            },
          },
        })
        app.csrfProtection(request, silent, () => resolve(true))
      })
    },

    routes,

    signInPath: async (back) => (back === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`),
  }
}
