import { createControl } from './control/create-control.ts'
import type { FreshdeskSandbox } from './freshdesk/create-freshdesk-sandbox.ts'
import { createPages } from './page/create-pages.ts'
import { type Served, serveHandlers } from './serve-handlers.ts'
import type { ZendeskSandbox } from './zendesk/create-zendesk-sandbox.ts'

export type ServedSandbox = Served

export interface ServeSandboxOptions {
  sandbox: FreshdeskSandbox | ZendeskSandbox
  /** 0, the default, takes a free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
}

/**
 * Serves the sandbox over a real socket: the API, its control under `/_sandbox/`, and a page that shows its tickets at
 * `/`. While the sandbox is down nobody listens, so its control cannot be reached there either.
 */
export const serveSandbox = async ({ sandbox, ...where }: ServeSandboxOptions): Promise<ServedSandbox> => {
  const control = createControl(sandbox)
  const pages = createPages(sandbox)
  const served = await serveHandlers({
    ...where,
    handlers: sandbox.handlers,
    fallback: async (request) => (await control(request)) ?? pages(request),
  })
  const forget = sandbox.faults.onDown((down) => void (down ? served.stopListening() : served.resume()))
  return {
    ...served,
    close: () => {
      forget()
      return served.close()
    },
  }
}
