import type { Configuration } from '../../../schemas/configuration.ts'

/** A command for a terminal that hands over a first one; its secret is to be put in. Null: no source takes a secret. */
export const composeFirstHandoff = (sources: Configuration['sources'], site: string): string | null => {
  const names = Object.keys(sources).filter((name) => sources[name]?.authentication.kind === 'secret')
  // The one that is made for programs of one's own.
  const name = names.find((each) => each === 'generic') ?? names[0]
  return name === undefined
    ? null
    : `curl -sS "${site}/webhooks/${name}?wait=10" \\
  -H "X-Webhook-Secret: $RELEVO_WEBHOOK_SECRET" \\
  -H 'Content-Type: application/json' \\
  -d '{"user_email": "ana@example.com", "conversation_summary": "I was charged twice for my order 1042."}'`
}
