interface Routed {
  method: string
  /** E.g. `/tickets/:id/notes`. */
  path: string
}

export type FoundRoute<R extends Routed> =
  | { route: R; params: Record<string, string> }
  /** The path exists, for these methods only. */
  | { allowed: string[] }
  | null

const matchPath = (parts: readonly string[], segments: readonly string[]): Record<string, string> | null => {
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = segment
    else if (part !== segment) return null
  }
  return params
}

/** Finds the route of a path; routes are looked up by their number of segments. */
export const createRouteFinder = <R extends Routed>(
  routes: readonly R[],
): ((method: string, path: string) => FoundRoute<R>) => {
  const byLength = new Map<number, { route: R; parts: string[] }[]>()
  for (const route of routes) {
    const parts = route.path.split('/')
    const list = byLength.get(parts.length) ?? []
    list.push({ route, parts })
    byLength.set(parts.length, list)
  }
  return (method, path) => {
    const segments = path.split('/')
    const allowed: string[] = []
    for (const { route, parts } of byLength.get(segments.length) ?? []) {
      const params = matchPath(parts, segments)
      if (!params) continue
      if (route.method === method) return { route, params }
      allowed.push(route.method)
    }
    return allowed.length > 0 ? { allowed } : null
  }
}
