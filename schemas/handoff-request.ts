import * as z from 'zod'

const text = z.union([z.string(), z.number()])

/**
 * The body of `POST /webhooks/{source}` and `POST /v1/handoffs`, for documentation: intake reads it by its own tolerant
 * rules (aliases, `a__b` nesting, numbers as text, absent-like values), so that what is odd in form is not refused.
 * A person to answer (`user_email` or `user_phone`) and something to say (`conversation_summary`, `transcript`,
 * `subject` or `attachments`) are all that is required.
 */
export const handoffRequestSchema = z
  .looseObject({
    user_email: z
      .string()
      .optional()
      .describe('E-mail of the person. Also `email`, `correo`. Required unless there is a phone.'),
    user_name: text.optional().describe('Name of the person. Also `name`, `nombre`.'),
    user_phone: text.optional().describe('Phone of the person. Also `phone`, `telefono`.'),
    conversation_summary: text
      .optional()
      .describe(
        'What the person needs. Also `summary`, `resumen`, `motivo`. Made from the transcript when absent.',
      ),
    category: text.optional().describe('What it is about, as the bot calls it. Also `categoria`.'),
    subject: text
      .optional()
      .describe('Subject of the ticket. Also `asunto`. Made from the summary when absent.'),
    priority: text
      .optional()
      .describe('1 to 4, or low, medium, high, urgent, or baja, media, alta, urgente. Also `prioridad`.'),
    conversation_id: text.optional().describe('The conversation with the bot. Also `conversationId`.'),
    message_id: text
      .optional()
      .describe('The delivery; names a repeat when there is no `Idempotency-Key`. Also `messageId`.'),
    bot: text.optional().describe('Which bot. Also `botId`.'),
    channel: text.optional().describe('Where the conversation took place. Also `canal`, `integration`.'),
    language: z.string().optional().describe('Language of the person: `es`, `en`. Also `idioma`.'),
    transcript: z
      .union([
        z.string(),
        z.array(
          z.union([
            z.string(),
            z.looseObject({
              from: z.string().optional().describe('`user`, `bot`, `agent` or a name.'),
              text: z.string().optional(),
              at: z.string().optional().describe('ISO 8601.'),
            }),
          ]),
        ),
      ])
      .optional()
      .describe('The conversation: a list of lines, or text. Also `transcripcion`.'),
    attachments: z
      .union([
        z.string(),
        z.array(z.union([z.string(), z.looseObject({ url: z.string(), name: z.string().optional() })])),
      ])
      .optional()
      .describe('Links to files, http or https. Also `adjuntos`.'),
    custom_fields: z.record(z.string(), z.json()).optional().describe('Help desk fields by name.'),
    tags: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('A list, or text with commas.'),
    callback_url: z.string().optional().describe('Where to report what became of it.'),
  })
  .meta({
    id: 'HandoffRequest',
    description: 'A hand-off. Unknown fields are kept and shown in the ticket; `a__b` nests.',
    examples: [
      {
        user_email: 'ann@example.org',
        conversation_summary: 'The invoice of May was charged twice.',
        category: 'billing',
      },
    ],
  })
export type HandoffRequest = z.input<typeof handoffRequestSchema>

/** Headers that mean something to intake, whichever way the source authenticates. */
export const handoffHeadersSchema = z.looseObject({
  'idempotency-key': z
    .string()
    .optional()
    .describe(
      'Names the delivery: 1 to 255 visible ASCII characters. A repeat with the same key has no second effect.',
    ),
  prefer: z
    .string()
    .optional()
    .describe(
      '`wait=N` waits up to N seconds (25 at most) for the ticket, and then answers 201 with its number.',
    ),
})

/** Query parameters of both routes. */
export const handoffQuerySchema = z.looseObject({
  wait: z.int().min(0).optional().describe('The same as `Prefer: wait=N`: seconds, 25 at most.'),
})
