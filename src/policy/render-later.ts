import { compileTemplate } from './compile-template.ts'
import type { TemplateFacts } from './policy.ts'
import { type RenderResult, Template } from './template.ts'
import { type TicketVariables, templateVariables } from './template-variables.ts'

/** Renders a template that was kept as its source until there was a ticket. Never throws. */
export const renderLater = (source: string, facts: TemplateFacts, ticket: TicketVariables): RenderResult => {
  const template = compileTemplate(source, { withTicket: true })
  return template instanceof Template
    ? template.render(() => templateVariables(facts, ticket))
    : { ok: false, message: template.faults.join(' ') }
}
