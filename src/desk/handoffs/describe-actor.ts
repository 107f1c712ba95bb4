/** How a process of the service signs its steps: machine, process, run. */
const replica = /^.+:\d+:[0-9a-f]{8}$/

/** Who took a step, for people: a person or a key by name, the service by its own; null: nobody in particular. */
export const describeActor = (by: string | null, relevo: string): string | null => {
  if (by === null) return null
  return replica.test(by) ? relevo : by.replace(/^user:/, '')
}
