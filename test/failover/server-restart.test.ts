import pg from 'pg'
import t from 'tap'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import {
  checkAnswers,
  checkArrived,
  startFailingService,
  startFlood,
  statusOf,
} from './start-failing-service.ts'

/** Takes every connection that the server has left, until `free`. The service is away meanwhile, and finds no room. */
const takeAllConnections = async (url: string) => {
  const clients: pg.Client[] = []
  for (;;) {
    const client = new pg.Client(url)
    client.on('error', () => {})
    try {
      await client.connect()
      clients.push(client)
    } catch {
      break
    }
  }
  return { count: clients.length, free: () => Promise.all(clients.map((client) => client.end())) }
}

t.test(
  'a service over a server that crashes, restarts, and has no room',
  { skip: postgresMissing() },
  async (t) => {
    const server = await startPostgres({ settings: { max_connections: '30' } })
    t.teardown(() => server.close())
    const { service } = await startFailingService(t, server.url)
    const keys: string[] = []
    const end = async (flood: ReturnType<typeof startFlood>) => {
      const { answers, keys: taken } = await flood.stop()
      checkAnswers(t, answers)
      keys.push(...taken)
      await checkArrived(t, service, keys)
    }

    for (const mode of ['immediate', 'fast'] as const) {
      const flood = startFlood(service, mode)
      await flood.taken(8)
      await server.restart(mode)
      await flood.taken(8)
      await end(flood)
    }

    const flood = startFlood(service, 'crowd')
    await flood.taken(4)
    await server.stop('immediate')
    await flood.refused(4)
    t.equal(await statusOf(service, '/readyz'), 503)
    t.equal(await statusOf(service, '/livez'), 200)
    await server.start()
    const crowd = await takeAllConnections(server.url)
    await crowd.free()
    await flood.taken(4)
    await end(flood)
  },
)
