import * as z from 'zod'
import type { FreshdeskSandbox } from '../freshdesk/create-freshdesk-sandbox.ts'
import type { ZendeskSandbox } from '../zendesk/create-zendesk-sandbox.ts'

const ticketId = z.int().min(1)
const by = z.string().optional()
const text = z.string().min(1)
const edit = z.strictObject({
  group: z.string().nullable().exactOptional(),
  agent: z.string().nullable().exactOptional(),
  type: z.string().nullable().exactOptional(),
  priority: z.enum(['low', 'medium', 'high', 'urgent']).exactOptional(),
  status: z.enum(['open', 'pending', 'solved', 'closed']).exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  subject: z.string().exactOptional(),
})

const schemas = {
  write: z.strictObject({ email: z.string(), name: z.string().exactOptional(), subject: text, text }),
  answer: z.strictObject({ ticketId, text }),
  edit: z.strictObject({ ticketId, edit, by }),
  reply: z.strictObject({ ticketId, text, by }),
  automate: z.strictObject({ ticketId, edit, rule: z.string().optional() }),
  merge: z.strictObject({ ticketId, into: ticketId, by }),
  remove: z.strictObject({ ticketId, by }),
}

/** `before-write`: the edit happens right before the next write to the ticket (null: to any) by the API. */
const beforeWriteSchema = z.strictObject({ ticketId: ticketId.nullable(), edit, by })

const choiceSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('add-group'), name: text, agents: z.array(z.string()).default([]) }),
  z.strictObject({ do: z.literal('rename-group'), name: text, to: text }),
  z.strictObject({ do: z.literal('remove-group'), name: text }),
  z.strictObject({ do: z.literal('add-type'), name: text }),
  z.strictObject({ do: z.literal('rename-type'), name: text, to: text }),
  z.strictObject({ do: z.literal('remove-type'), name: text }),
])

const clockSchema = z.strictObject({ skewMs: z.int() })

/** What people do, by the control. Answers null when `name` is none of it; throws what the help desk would refuse. */
export const controlPeople = (
  sandbox: FreshdeskSandbox | ZendeskSandbox,
  name: string,
  body: unknown,
): object | null => {
  const { people, choices, clock, writes } = sandbox
  switch (name) {
    case 'people/write':
      return { ticketId: people.write(schemas.write.parse(body)) }
    case 'people/answer': {
      const given = schemas.answer.parse(body)
      people.answer(given.ticketId, given.text)
      return {}
    }
    case 'people/edit': {
      const given = schemas.edit.parse(body)
      people.edit(given.ticketId, given.edit, given.by)
      return {}
    }
    case 'people/reply': {
      const given = schemas.reply.parse(body)
      people.reply(given.ticketId, given.text, given.by)
      return {}
    }
    case 'people/automate': {
      const given = schemas.automate.parse(body)
      people.automate(given.ticketId, given.edit, given.rule)
      return {}
    }
    case 'people/merge': {
      const given = schemas.merge.parse(body)
      people.merge(given.ticketId, given.into, given.by)
      return {}
    }
    case 'people/remove': {
      const given = schemas.remove.parse(body)
      people.remove(given.ticketId, given.by)
      return {}
    }
    case 'before-write': {
      const given = beforeWriteSchema.parse(body)
      writes.once(given.ticketId, (written) => people.edit(written, given.edit, given.by))
      return {}
    }
    case 'choices':
      return change(choices, choiceSchema.parse(body))
    case 'clock':
      clock.skew(clockSchema.parse(body).skewMs)
      return {}
    default:
      return null
  }
}

const change = (
  choices: (FreshdeskSandbox | ZendeskSandbox)['choices'],
  given: z.output<typeof choiceSchema>,
): object => {
  switch (given.do) {
    case 'add-group':
      return { id: choices.addGroup(given.name, given.agents) }
    case 'rename-group':
      choices.renameGroup(given.name, given.to)
      return {}
    case 'remove-group':
      choices.removeGroup(given.name)
      return {}
    case 'add-type':
      choices.addType(given.name)
      return {}
    case 'rename-type':
      choices.renameType(given.name, given.to)
      return {}
    case 'remove-type':
      choices.removeType(given.name)
      return {}
    default:
      return given satisfies never
  }
}
