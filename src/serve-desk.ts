import { type FastifyInstance, type FastifyPluginAsync, type FastifyServerOptions, fastify } from 'fastify'
import { setProblemHandlers } from './ops/problem.ts'

export interface DeskServer {
  /** What the desk's own instance shares with the service's: logger, limits, whom it believes. */
  options: FastifyServerOptions
  /** The desk's plugin. Opened at the first visit; a failure is told, and tried again at the next. */
  open: () => Promise<FastifyPluginAsync>
}

/**
 * Everything at which no other route is, is the desk's: an instance of its own, made when the first visitor comes. So a start, and a
 * service that nobody looks at, load nothing of it: 30 ms and 12 MB.
 */
export const serveDesk =
  ({ options, open }: DeskServer): FastifyPluginAsync =>
  async (app) => {
    let opened: Promise<FastifyInstance> | null = null
    const build = async (): Promise<FastifyInstance> => {
      const desk = fastify(options)
      setProblemHandlers(desk)
      // Problems of unknown addresses are answered outside of the plugin, which sets its own.
      desk.addHook('onRequest', (_request, reply, done) => {
        reply.header('x-content-type-options', 'nosniff')
        done()
      })
      await desk.register(await open())
      await desk.ready()
      return desk
    }
    const load = (): Promise<FastifyInstance> => {
      opened ??= build()
      opened.catch(() => {
        opened = null
      })
      return opened
    }
    // The desk reads the body, by its own parsers and limits.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null))
    app.route({
      method: ['GET', 'POST'],
      url: '/*',
      schema: { hide: true },
      handler: async (request, reply) => {
        const desk = await load()
        reply.hijack()
        desk.routing(request.raw, reply.raw)
      },
    })
    // Before the service waits for its answers: streams end by it.
    app.addHook('preClose', async () => {
      await (await opened?.catch(() => null))?.close()
    })
  }
