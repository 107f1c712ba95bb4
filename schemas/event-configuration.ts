import * as z from 'zod'
import { secret } from './setting-kinds.ts'

/** The settings of `helpdesks.<name>.events`. */
export const eventsSchema = z
  .strictObject({
    secrets: z
      .array(secret.min(12))
      .min(1)
      .max(2)
      .describe(
        'Freshdesk: a secret of your own, which its automation rule sends. Zendesk: the signing secret of its webhook. Two while you rotate it.',
      ),
  })
  .optional()
  .describe(
    "How the help desk's own events prove where they come from (`POST /webhooks/freshdesk`, `/webhooks/zendesk`), see [events](triage-events.md); absent: none are taken. `relevo check` explains how to set them up.",
  )
