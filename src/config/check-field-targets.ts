import {
  documentedName,
  documentedNames,
  fieldNames,
  findFieldName,
  parseOpenTarget,
} from '../../schemas/handoff-fields.ts'
import type { ConfigurationSketch } from './configuration-sketch.ts'
import { type Fault, formatPath } from './fault.ts'
import { suggestName } from './suggest-name.ts'

const openTargets = '`custom_fields.<name>` and `extra.<name>`'

const describeTarget = (target: string): string => {
  const near = suggestName(target, fieldNames)
  const field = near === null ? undefined : findFieldName(near)?.field
  return field === undefined
    ? `Relevo has no field of this name. Known: ${documentedNames.join(', ')}; besides ${openTargets}.`
    : `Relevo has no field of this name. Did you mean \`${documentedName(field)}\`? Possible besides: ${openTargets}.`
}

/** A source's `fields` must lead to fields there are: one that leads nowhere loses the person's address without a word. */
export const checkFieldTargets = ({ sources }: ConfigurationSketch): Fault[] =>
  Object.entries(sources).flatMap(([name, { fields }]) =>
    Object.entries(fields).flatMap(([from, target]) =>
      // What is no text, the schema has refused already.
      target === null || findFieldName(target) !== undefined || parseOpenTarget(target) !== null
        ? []
        : {
            path: formatPath(['sources', name, 'fields', from]),
            code: 'invalid' as const,
            message: describeTarget(target),
            line: null,
          },
    ),
  )
