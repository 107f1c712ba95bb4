import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { DeskDependencies } from './desk-dependencies.ts'
import type { DeskRoute } from './desk-route.ts'
import { answerAsset } from './page/answer-asset.ts'
import { createAssets } from './page/assets.ts'
import { createReceptionist } from './page/create-receptionist.ts'
import { deskPolicy } from './page/desk-policy.ts'
import { parseForm } from './page/parse-form.ts'
import { deskRoutes } from './routes.ts'
import type { SignIn } from './sign-in/sign-in.ts'

/** Forms of signing in have a handful of short fields. */
const strangersBodyLimit = 16_384

export interface DeskOptions {
  /** Opened at the first visit; a failure is told and tried again at the next. */
  load: () => Promise<DeskDependencies>
  signIn: SignIn
  /** The configured language, for who asks for none that the desk speaks. */
  language: string
  /** Besides those of the desk; for tests of the shell. */
  routes?: readonly DeskRoute[]
}

/** The desk: every page behind one sign-in, one policy and one way to be refused. */
export const createDesk =
  ({ load, signIn, language, routes = [] }: DeskOptions): FastifyPluginAsync =>
  async (app) => {
    const assets = createAssets()
    const closing = new AbortController()
    // Streams would keep the service from ending.
    app.addHook('preClose', async () => closing.abort())
    await app.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: deskPolicy },
      hsts: false,
    })
    await app.register(formbody, { parser: parseForm })
    await app.register(signIn.plugin)
    const receptionist = createReceptionist({ load, signIn, assets, language, closing: closing.signal })
    app.setErrorHandler(receptionist.explain)

    app.get('/desk/assets/:digest/:name', { schema: { hide: true } }, answerAsset(assets))
    for (const route of [...signIn.routes, ...deskRoutes, ...routes])
      app.route({
        method: route.method,
        url: route.path,
        schema: { hide: true },
        // What anybody may send is small, and of who may not send at all nothing is read.
        ...(route.needs === 'anyone' ? { bodyLimit: strangersBodyLimit } : {}),
        ...(route.method === 'POST' && route.needs !== 'anyone'
          ? { onRequest: receptionist.stopStrangers }
          : {}),
        handler: (request, reply) => receptionist.receive(route, request, reply),
      })
    // Programs get a problem, like everywhere else in the service.
    app.get('/*', { schema: { hide: true } }, (request: FastifyRequest, reply: FastifyReply) =>
      request.headers.accept?.includes('text/html') === true
        ? receptionist.missing(request, reply)
        : reply.callNotFound(),
    )
  }
