import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Test } from 'tap'

/** What is answered to `GET /tickets/1`: a fixture, with 200 or the status given. `null`: an empty 204. */
export type Answers = Readonly<Record<string, string | { status: number; fixture: string } | null>>

const apiBase = '/api/v2'

/** Replays recorded answers over a socket, by method and path; whatever else is asked fails the test. Closes itself. */
export const replayFixtures = async (t: Test, vendor: 'freshdesk' | 'zendesk', answers: Answers) => {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname.replace(apiBase, '')
    const answer = answers[`${request.method} ${path}`]
    if (answer === undefined) t.fail(`nothing is recorded for ${request.method} ${path}`)
    const { status, fixture } =
      typeof answer === 'string' ? { status: 200, fixture: answer } : (answer ?? { status: 204, fixture: '' })
    const body =
      fixture === '' ? '' : readFileSync(new URL(`../fixtures/${vendor}/${fixture}.json`, import.meta.url))
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}
