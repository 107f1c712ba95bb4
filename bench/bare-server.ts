// The base lines of the accept bench, each started as a process of its own: a bare Fastify that answers the same bytes and
// keeps nothing. `--validation relevo` reads and checks the body with the very functions of our intake, so that what
// differs is keeping it (and proving who sent it); without it the same fields are checked by Fastify's own validator (ajv).
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength })

const answer = (reply: FastifyReply) =>
  reply.code(202).header('location', '/v1/handoffs/ho_00000000000000000000000000')

const received = {
  ok: true,
  handoff_id: 'ho_00000000000000000000000000',
  status: 'received',
  duplicate: false,
  ticket: null,
  acknowledgement: null,
}

// Loaded only for this one: the other is the base line of starting, too.
const withOurValidation = async (app: FastifyInstance) => {
  const { parseHandoff } = await import('../src/intake/parse-handoff.ts')
  const { readDelivery } = await import('../src/intake/read-delivery.ts')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/webhooks/bench', (request, reply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const read = readDelivery(request.headers, bytes, undefined)
    const options = { fields: {}, idempotencyField: 'message_id', language: 'es' }
    const parsed = read.ok ? parseHandoff(read.body, options) : read
    if (parsed.ok) answer(reply).type('application/json').send(JSON.stringify(received))
    else reply.code(422).send()
  })
}

const withAjv = (app: FastifyInstance) => {
  app.post('/webhooks/bench', { schema: ajvSchema }, (_request, reply) => {
    answer(reply).send(received)
  })
}

const ajvSchema = {
  body: {
    type: 'object',
    required: ['user_email', 'conversation_summary', 'category'],
    properties: {
      user_email: { type: 'string', format: 'email', maxLength: 254 },
      user_name: text(200),
      conversation_summary: text(1_000_000),
      category: text(200),
      conversation_id: text(255),
      message_id: text(255),
      transcript: {
        type: 'array',
        items: {
          type: 'object',
          required: ['from', 'text'],
          properties: { from: text(100), text: text(100_000) },
        },
      },
    },
  },
  response: {
    202: {
      type: 'object',
      properties: {
        ok: { type: 'boolean' },
        handoff_id: { type: 'string' },
        status: { type: 'string' },
        duplicate: { type: 'boolean' },
        ticket: { type: 'null' },
      },
    },
  },
}

const app = fastify({ logger: false })
if (process.argv.includes('relevo')) await withOurValidation(app)
else withAjv(app)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url })}\n`)
