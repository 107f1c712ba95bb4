import * as z from 'zod'

/**
 * A list of which every item is read by itself: one that cannot be read is told by its id ("unknown" where it has none), and does not
 * make the others unreadable. For lists that are gone through page by page, where an unreadable page would be met again and again.
 */
export const readableListSchema = <T>(item: z.ZodType<T>) =>
  z.array(z.unknown()).transform((list) => {
    const readable: T[] = []
    const unreadable: string[] = []
    for (const each of list) {
      const parsed = item.safeParse(each)
      if (parsed.success) readable.push(parsed.data)
      else unreadable.push(idOf(each))
    }
    return { readable, unreadable }
  })

const idSchema = z.object({ id: z.union([z.number(), z.string().max(40)]).transform(String) })

const idOf = (item: unknown): string => {
  const parsed = idSchema.safeParse(item)
  return parsed.success ? parsed.data.id : 'unknown'
}
