import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server was asked, byte for byte. */
export interface Asked {
  path: string
  headers: IncomingHttpHeaders
  text: string
  body: {
    model: string
    stream?: boolean
    temperature?: number
    max_tokens?: number
    max_completion_tokens?: number
    stream_options?: { include_usage: boolean }
    messages: { role: string; content: string }[]
    response_format?: { type: string; json_schema?: { name: string; strict: boolean; schema: unknown } }
  }
  /** Resolves when the caller has gone. */
  left: Promise<void>
}

/** A step of an answer: bytes to write (a function is called when they are), or what to do with the connection. */
export type Step = string | (() => string) | Uint8Array | { waitMs: number } | 'cut' | 'hang'
export interface Answer {
  status?: number
  headers?: Record<string, string>
  steps: Step[]
}
export type Script = (asked: Asked, nth: number) => Answer

const events = { 'content-type': 'text/event-stream; charset=utf-8' }

/** An event of a stream with this in it. */
export const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`
export const done = 'data: [DONE]\n\n'
export const delta = (content: unknown, finish: string | null = null): string =>
  event({
    ...{ id: 'c-1', object: 'chat.completion.chunk', created: 1, model: 'tiny' },
    choices: [{ index: 0, delta: content, finish_reason: finish }],
  })
export const usage = (prompt: number, completion: number): string =>
  event({
    choices: [],
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  })

/** A stream that writes these pieces, counts, and ends as it should. */
export const stream = (...pieces: string[]): Answer => ({
  headers: events,
  steps: [
    delta({ role: 'assistant', content: '' }),
    ...pieces.map((content) => delta({ content })),
    delta({}, 'stop'),
    usage(100, 20),
    done,
  ],
})
/** A stream of these steps. */
export const streamOf = (...steps: Step[]): Answer => ({ headers: events, steps })
export const refusal = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers },
  steps: [typeof body === 'string' ? body : JSON.stringify(body)],
})
/** OpenAI's, Ollama's and newer vLLM's kind of error. */
export const nested = (
  message: string,
  code: string | number | null = null,
  param: string | null = null,
) => ({
  error: { message, type: 'invalid_request_error', param, code },
})
/** Older vLLM's. */
export const flat = (message: string, code: number) => ({
  ...{ object: 'error', message, type: 'BadRequestError', param: null, code },
})

const play = async (response: ServerResponse, { status = 200, headers = {}, steps }: Answer) => {
  response.writeHead(status, headers)
  response.flushHeaders()
  for (const step of steps) {
    if (step === 'hang') return
    if (step === 'cut') {
      response.socket?.resetAndDestroy()
      return
    }
    if (typeof step === 'object' && 'waitMs' in step)
      await new Promise((resolve) => setTimeout(resolve, step.waitMs))
    else {
      response.write(typeof step === 'function' ? step() : step)
      // Each step in a packet of its own.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  response.end()
}

/** A server that speaks OpenAI's protocol over a real socket, as a script tells it; it keeps what it was asked. */
export const openScriptedServer = async (script: Script) => {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    const left = new Promise<void>((resolve) => response.on('close', resolve))
    const question: Asked = {
      path: request.url ?? '',
      headers: request.headers,
      text,
      body: JSON.parse(text),
      left,
    }
    asked.push(question)
    await play(response, script(question, asked.length))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
