import { getResponse } from 'msw'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import type { ZendeskSandboxOptions } from '../../../src/sandbox/zendesk/options.ts'
import { createManualClock, type Json } from '../open-sandbox.ts'

export const authorization = (email = 'ada@sandbox.example', token = 'sandbox-token'): string =>
  `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`

export interface Reply {
  status: number
  headers: Headers
  body: Json
}

/** A sandbox on a clock that stands still, called in process. */
export const openZendesk = (options: ZendeskSandboxOptions = {}) => {
  const clock = createManualClock()
  const sandbox = createZendeskSandbox({ clock, ...options })
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const request = new Request(`https://acme.zendesk.com/api/v2${path}`, {
      method,
      headers: {
        authorization: authorization(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await getResponse(sandbox.handlers, request)
    if (!response) throw new Error(`Nobody answers ${method} ${path}`)
    const text = await response.text()
    let parsed: unknown = text
    try {
      parsed = text === '' ? null : JSON.parse(text)
    } catch {}
    return { status: response.status, headers: response.headers, body: parsed }
  }
  const create = (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    call('POST', '/tickets', newTicket(more), headers)
  return { clock, sandbox, account: sandbox.account, call, create }
}

export const newTicket = (more: Record<string, unknown> = {}) => ({
  ticket: {
    subject: 'I cannot log in',
    comment: { html_body: '<p>It says <b>no</b></p>' },
    requester: { name: 'Ana', email: 'ana@example.com' },
    ...more,
  },
})
