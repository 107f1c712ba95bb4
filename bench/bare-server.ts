// The base line of the accept bench: a bare Fastify that checks the same fields with its own validator (ajv) and answers
// the same bytes, and keeps nothing. Started as a process of its own, so that both contenders pay the same.
import fastify from 'fastify'

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength })

const app = fastify({ logger: false })
app.post(
  '/webhooks/bench',
  {
    schema: {
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
    },
  },
  (_request, reply) => {
    reply.code(202).header('location', '/v1/handoffs/ho_00000000000000000000000000').send({
      ok: true,
      handoff_id: 'ho_00000000000000000000000000',
      status: 'received',
      duplicate: false,
      ticket: null,
    })
  },
)

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url })}\n`)
