import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { createManualClock } from './open-sandbox.ts'

const firm = {
  agents: [
    { name: 'Relevo', email: 'relevo@acme.example' },
    { name: 'Ana Ruiz', email: 'ana@acme.example' },
    { name: 'Luis Gil', email: 'luis@acme.example' },
  ],
  groups: [
    { name: 'Billing', agents: ['ana@acme.example'] },
    { name: 'Orders', agents: ['luis@acme.example'] },
  ],
} as const

/** The same firm at each vendor, on clocks that stand still, and how to look at a ticket in the same words. */
export const openBoth = () => {
  const freshdeskClock = createManualClock()
  const freshdesk = createFreshdeskSandbox({ ...firm, clock: freshdeskClock })
  const zendeskClock = createManualClock()
  const zendesk = createZendeskSandbox({ ...firm, clock: zendeskClock })
  const nameIn = (list: ReadonlyMap<number, { name: string }>, id: number | null | undefined) =>
    list.get(id ?? 0)?.name ?? null
  return [
    {
      vendor: 'freshdesk',
      sandbox: freshdesk,
      clock: freshdeskClock,
      types: ['Question', 'Refund'],
      authorization: `Basic ${Buffer.from('sandbox-key:X').toString('base64')}`,
      look: (id: number) => {
        const { account } = freshdesk
        const ticket = account.tickets.get(id)
        const said = [...account.conversations.values()].filter((entry) => entry.ticketId === id)
        return {
          group: nameIn(account.groups, ticket?.groupId),
          agent: nameIn(account.agents, ticket?.responderId),
          type: ticket?.type ?? null,
          priority: ['', 'low', 'medium', 'high', 'urgent'][ticket?.priority ?? 0],
          status: ['', '', 'open', 'pending', 'solved', 'closed'][ticket?.status ?? 0],
          tags: ticket?.tags ?? [],
          isDeleted: ticket?.deleted ?? true,
          said: said.map(({ bodyText }) => bodyText),
        }
      },
    },
    {
      vendor: 'zendesk',
      sandbox: zendesk,
      clock: zendeskClock,
      types: ['question', 'incident'],
      authorization: `Basic ${Buffer.from('relevo@acme.example/token:sandbox-token').toString('base64')}`,
      look: (id: number) => {
        const { account } = zendesk
        const ticket = account.tickets.get(id)
        const said = [...account.comments.values()].filter((comment) => comment.ticketId === id)
        const { status = 'deleted', priority = null } = ticket ?? {}
        return {
          group: nameIn(account.groups, ticket?.groupId),
          agent: nameIn(account.users, ticket?.assigneeId),
          type: ticket?.type ?? null,
          priority: priority === 'normal' ? 'medium' : (priority ?? 'low'),
          status: status === 'new' ? 'open' : status,
          tags: ticket?.tags ?? [],
          isDeleted: status === 'deleted',
          said: said.slice(1).map(({ plainBody }) => plainBody),
        }
      },
    },
  ]
}
