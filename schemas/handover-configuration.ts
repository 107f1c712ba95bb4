import * as z from 'zod'
import { durationSchema } from './duration.ts'

/** `handover:` of the configuration: what a customer may be promised when a person takes over. */
export const handoverSchema = z.strictObject({
  firstResponse: durationSchema
    .optional()
    .describe('How soon a person answers, e.g. `4h`; counted in office hours where those are given.'),
  officeHours: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe(
      "Your office hours as a customer reads them, by language: `{ es: 'lun-vie 9-18 h', en: 'Mon-Fri 9 am-6 pm' }`.",
    ),
  calendar: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A calendar of your [policies](policies.md) that tells whether you are open now. Absent: customers are told neither.',
    ),
})
export type HandoverConfig = z.output<typeof handoverSchema>
