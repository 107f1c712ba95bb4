import * as z from 'zod'

/** Ids of users, fields and statuses exceed 2^32 but stay well below 2^53. */
export const zendeskIdSchema = z.int().min(1)
