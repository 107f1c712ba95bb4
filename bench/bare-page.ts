// The base line of the desk bench, started as a process of its own: a bare Fastify that answers a page of so many bytes.
import { fastify } from 'fastify'

const pages = new Map<number, string>()

const pageOf = (bytes: number): string => {
  const known = pages.get(bytes)
  if (known !== undefined) return known
  const page = '<!doctype html>'.padEnd(bytes, 'x')
  pages.set(bytes, page)
  return page
}

const app = fastify({ logger: false })
app.get<{ Params: { bytes: string } }>('/:bytes', (request, reply) =>
  reply.type('text/html; charset=utf-8').send(pageOf(Number(request.params.bytes))),
)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url })}\n`)
