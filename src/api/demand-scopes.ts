import type { FastifyInstance } from 'fastify'
import '../access/request-access.ts'

/** Throws for a route that does not say what a key must be allowed: forgotten, it would be open to every key. */
export const demandScopes = (app: FastifyInstance): void => {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.scope === undefined)
      throw new Error(`${String(method)} ${url} names no scope. Write config: { scope: '…' }.`)
  })
}
