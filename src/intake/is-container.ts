import { foldedFieldNames, foldName } from '../../schemas/handoff-fields.ts'

// Every object on the way to a nested name: `event`, `event.tags`, …
const containers = new Set(
  foldedFieldNames.flatMap((path) => {
    const parts = path.split('.')
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'))
  }),
)

/** Whether known names can be found inside of the object at this path. */
export const isContainer = (path: string): boolean => containers.has(foldName(path))
