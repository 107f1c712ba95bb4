import * as z from 'zod'

/** Ids of contacts, agents, groups and conversations exceed 2^32 but stay well below 2^53. */
export const freshdeskIdSchema = z.int().min(1)
