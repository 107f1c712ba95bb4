import * as z from 'zod'

/** What an event of a help desk is answered once it is on disk. */
export const eventAnswerSchema = z
  .strictObject({ ok: z.literal(true) })
  .describe('Taken: the ticket is looked at.')
  .meta({ id: 'EventAnswer', examples: [{ ok: true }] })
export type EventAnswer = z.infer<typeof eventAnswerSchema>

/** For documentation only: events are read by tolerant rules, and nothing of them is believed but which ticket to look at. */
export const freshdeskEventSchema = z
  .looseObject({
    freshdesk_webhook: z
      .looseObject({
        ticket_id: z.string().describe('The ticket, as *Ticket ID* of a rule sends it.'),
        triggered_event: z.string().optional().describe('What was changed, as *Triggered event* sends it.'),
      })
      .describe('What a rule with the content *Simple* sends.'),
  })
  .describe(
    'An event of an automation rule. `{"ticket_id":"{{ticket.id}}"}` of a template works as well, and so does a form.',
  )
  .meta({
    id: 'FreshdeskEvent',
    examples: [
      { freshdesk_webhook: { ticket_id: '1234', triggered_event: '{status:{from:Open,to:Pending}}' } },
    ],
  })

/** As `freshdeskEventSchema`. */
export const zendeskEventSchema = z
  .looseObject({ ticket_id: z.string().describe('The ticket: `{{ticket.id}}` in the body of a trigger.') })
  .describe('An event of a trigger. What a webhook sends that is subscribed to ticket events works as well.')
  .meta({ id: 'ZendeskEvent', examples: [{ ticket_id: '1234' }] })
