import type { PathSegment } from '../config/fault.ts'
import { suggestName } from '../config/suggest-name.ts'
import type { CompileContext } from './compile-context.ts'

/** Reports a name that does not exist, with the one that was probably meant. `kind` as in "There is no <kind> `x`". */
export const checkName = (
  context: Pick<CompileContext, 'report'>,
  path: readonly PathSegment[],
  { kind, name, known }: { kind: string; name: string; known: readonly string[] | null },
): void => {
  if (known === null || known.includes(name)) return
  const near = suggestName(name, known)
  const hint =
    near !== null
      ? `Did you mean \`${near}\`?`
      : known.length === 0
        ? 'There is none.'
        : `Known: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}.`
  context.report(path, `There is no ${kind} \`${name}\`. ${hint}`)
}
