import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface AskedOfLlm {
  path: string
  headers: IncomingHttpHeaders
  body: {
    model: string
    input?: string[]
    messages: { role: string; content: string }[]
    response_format?: { type: string; json_schema?: { schema: unknown } }
  }
}

export type LlmAnswer = { status?: number; body: string } | { content: string } | 'hang'

/** A server that speaks OpenAI's protocol as far as `answer` wants it to, and keeps what it was asked. */
export const openFakeLlm = async (t: Test, answer: (asked: AskedOfLlm, nth: number) => LlmAnswer) => {
  const asked: AskedOfLlm[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const question: AskedOfLlm = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) }
    asked.push(question)
    const given = answer(question, asked.length)
    if (given === 'hang') return
    if ('content' in given) {
      const message = { role: 'assistant', content: given.content }
      const choices = [{ index: 0, message, finish_reason: 'stop' }]
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices }))
      return
    }
    response.statusCode = given.status ?? 200
    response.setHeader('content-type', given.body.startsWith('<') ? 'text/html' : 'application/json')
    response.end(given.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}/v1`, asked }
}
