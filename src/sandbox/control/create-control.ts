import * as z from 'zod'
import { readBytes } from '../carried-bytes.ts'
import { faultSchema } from '../faults/fault.ts'
import type { FreshdeskSandbox } from '../freshdesk/create-freshdesk-sandbox.ts'
import type { ZendeskSandbox } from '../zendesk/create-zendesk-sandbox.ts'
import { controlPeople } from './people-control.ts'
import { controlWebhooks } from './webhook-control.ts'

const base = '/_sandbox/'

const downSchema = z.strictObject({ forMs: z.number().min(0).optional() })
const limit = z.int().min(0).nullable()
const freshdeskLimits = z.strictObject({
  total: z.int().min(0).optional(),
  perWindowMs: z.int().min(1).optional(),
  create: limit.optional(),
  update: limit.optional(),
  listTickets: limit.optional(),
  listContacts: limit.optional(),
  otherAppsUse: z.int().min(0).optional(),
})
const zendeskLimits = z.strictObject({
  total: z.int().min(0).optional(),
  perWindowMs: z.int().min(1).optional(),
  updatesPerTicket: z.int().min(0).optional(),
  ticketWindowMs: z.int().min(1).optional(),
  updates: limit.optional(),
  incremental: limit.optional(),
  users: limit.optional(),
  otherAppsUse: z.int().min(0).optional(),
})

const json = (status: number, value: unknown): Response => Response.json(value, { status })

type Sandbox = FreshdeskSandbox | ZendeskSandbox

const sizeOf = ({ bytes, ...file }: { bytes: Uint8Array }) => ({ ...file, size: bytes.byteLength })

/** The account without what only the search index and downloads need. */
const describeState = (sandbox: Sandbox) => {
  if (sandbox.vendor === 'freshdesk') {
    const { account } = sandbox
    return {
      tickets: [...account.tickets.values()].map(({ indexed: _, ...ticket }) => ticket),
      conversations: [...account.conversations.values()],
      contacts: [...account.contacts.values()],
      attachments: [...account.attachments.values()].map(sizeOf),
    }
  }
  const { account } = sandbox
  return {
    tickets: [...account.tickets.values()].map(({ indexed: _, ...ticket }) => ticket),
    comments: [...account.comments.values()].map((comment) => ({
      ...comment,
      files: comment.files.map(sizeOf),
    })),
    users: [...account.users.values()],
  }
}

const readJson = async (request: Request): Promise<unknown> => {
  const text = new TextDecoder().decode(await readBytes(request))
  return text === '' ? {} : JSON.parse(text)
}

/**
 * Control of a sandbox that runs in another process, JSON in and out:
 * `GET state`, `GET requests?after=<number>`, `POST reset`, `GET|POST|DELETE faults` (`{ effect, match }`),
 * `DELETE faults/<id>`, `POST down` (`{ forMs }`), `POST up`, `GET|POST limits`, `POST people/<verb>`, `POST before-write`,
 * `POST choices`, `POST clock` (`{ skewMs }`), `POST|DELETE webhooks`, `GET webhooks/deliveries`, `POST webhooks/faults`. Answers null
 * for any other address, and 422 for what the help desk would not let people do.
 */
export const createControl = (sandbox: Sandbox): ((request: Request) => Promise<Response | null>) => {
  const { faults, limits } = sandbox

  const act = async (name: string, request: Request, url: URL): Promise<Response> => {
    switch (`${request.method} ${name}`) {
      case 'GET state':
        return json(200, { ...describeState(sandbox), down: faults.isDown() })
      case 'GET requests': {
        const after = Number(url.searchParams.get('after') ?? 0)
        return json(
          200,
          sandbox.requests.filter((call) => call.number > after),
        )
      }
      case 'POST reset':
        sandbox.reset()
        return json(200, {})
      case 'GET faults':
        return json(200, faults.list())
      case 'POST faults': {
        const { effect, match } = faultSchema.parse(await readJson(request))
        faults.add(effect, match)
        return json(201, faults.list().at(-1))
      }
      case 'DELETE faults':
        faults.clear()
        return json(200, {})
      case 'POST down':
        faults.down(downSchema.parse(await readJson(request)).forMs)
        return json(200, {})
      case 'POST up':
        faults.up()
        return json(200, {})
      case 'GET limits':
        return json(200, limits)
      case 'POST limits':
        Object.assign(
          limits,
          (sandbox.vendor === 'freshdesk' ? freshdeskLimits : zendeskLimits).parse(await readJson(request)),
        )
        return json(200, limits)
      default: {
        const body = request.method === 'GET' ? {} : await readJson(request)
        const done = request.method === 'POST' ? actFor(name, body) : null
        const answer = done ?? controlWebhooks(sandbox, `${request.method} ${name}`, body)
        if (answer !== null) return answer instanceof Response ? answer : json(200, answer)
        const id = /^DELETE faults\/(\d+)$/.exec(`${request.method} ${name}`)?.[1]
        return id !== undefined && faults.remove(Number(id)) ? json(200, {}) : json(404, {})
      }
    }
  }

  const actFor = (name: string, body: unknown): object | null => {
    try {
      return controlPeople(sandbox, name, body)
    } catch (error) {
      if (error instanceof z.ZodError || !(error instanceof Error)) throw error
      return json(422, { issues: [error.message] })
    }
  }

  return async (request) => {
    const url = new URL(request.url)
    if (!url.pathname.startsWith(base)) return null
    // A page of another origin can send a form but not JSON without being asked first.
    const isPlain =
      request.method !== 'GET' && !request.headers.get('content-type')?.includes('application/json')
    if (isPlain && request.headers.has('origin')) return json(415, {})
    try {
      return await act(url.pathname.slice(base.length), request, url)
    } catch (error) {
      if (error instanceof z.ZodError) return json(400, { issues: error.issues })
      if (error instanceof SyntaxError) return json(400, { issues: ['not JSON'] })
      throw error
    }
  }
}
