import type { CategoryConfig, Source } from '../../schemas/configuration.ts'
import type { FieldSchema } from '../helpdesk/helpdesk.ts'
import type { CheckResult } from './check-result.ts'

export interface FieldReview {
  name: string
  schema: FieldSchema
  /** Configured values for fields that the form requires. */
  required: Record<string, unknown>
  categories: Record<string, CategoryConfig>
  sources: [string, Source][]
  /** The group that triage gives to tickets that it is not sure of. */
  triageGroup?: string | undefined
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

const has = (names: Iterable<string>, wanted: string): boolean =>
  [...names].some((name) => folded(name) === folded(wanted))

/** Compares what the configuration names with what the account has: required fields, types, groups, fields. Pure. */
export const reviewFields = (review: FieldReview): CheckResult[] => {
  const findings = [
    ...missingRequired(review),
    ...unknownTypes(review),
    ...unknownGroups(review),
    ...unknownTriageGroup(review),
    ...unknownFields(review),
  ]
  if (findings.length > 0) return findings
  const custom = review.schema.fields.filter((field) => field.custom).length
  return [
    {
      name: `${review.name}: ticket fields`,
      status: 'ok',
      detail: `${review.schema.fields.length} fields (${custom} custom), ${review.schema.types.length} types; all that is configured exists`,
      remedy: null,
    },
  ]
}

const missingRequired = ({ name, schema, required, sources }: FieldReview): CheckResult[] => {
  const given = [
    ...Object.keys(required),
    ...sources.flatMap(([, source]) => Object.keys(source.customFields)),
  ]
  return schema.fields
    .filter((field) => field.custom && field.required && !has(given, field.name) && !has(given, field.label))
    .map((field) => ({
      name: `${name}: required field ${field.label}`,
      status: 'warn' as const,
      detail: 'no value is configured; tickets get a stand-in, a tag, and the flag unmapped-fields',
      remedy: `Set helpdesks.${name}.required: { ${field.name}: ${JSON.stringify(field.choices[0] ?? '…')} }`,
    }))
}

const unknownTypes = ({ name, schema, categories }: FieldReview): CheckResult[] =>
  Object.entries(categories).flatMap(([category, { type }]) =>
    type === undefined || has(schema.types, type)
      ? []
      : [unknown(name, `categories.${category}.type`, type, schema.types)],
  )

const unknownGroups = ({ name, schema, categories, sources }: FieldReview): CheckResult[] => {
  // An agent may be barred from reading groups; then nothing can be said.
  if (schema.groups.length === 0) return []
  const named: [string, string | undefined][] = [
    ...Object.entries(categories).map(([key, { group }]): [string, string | undefined] => [
      `categories.${key}.group`,
      group,
    ]),
    ...sources.map(([key, { group }]): [string, string | undefined] => [`sources.${key}.group`, group]),
  ]
  return named.flatMap(([path, group]) =>
    group === undefined || has(schema.groups, group) ? [] : [unknown(name, path, group, schema.groups)],
  )
}

const unknownTriageGroup = ({ name, schema, triageGroup }: FieldReview): CheckResult[] =>
  schema.groups.length === 0 || triageGroup === undefined || has(schema.groups, triageGroup)
    ? []
    : [
        {
          ...unknown(name, 'triage.group', triageGroup, schema.groups),
          detail: `"${triageGroup}" does not exist in this account; tickets that are not sure enough keep no group`,
        },
      ]

const unknownFields = ({ name, schema, required, categories, sources }: FieldReview): CheckResult[] => {
  const known = schema.fields.flatMap((field) => [field.name, field.label])
  const custom = schema.fields.filter((field) => field.custom).map((field) => field.name)
  const named: [string, string][] = [
    ...Object.keys(required).map((field): [string, string] => [`helpdesks.${name}.required`, field]),
    ...Object.entries(categories).flatMap(([key, { customFields }]) =>
      Object.keys(customFields).map((field): [string, string] => [`categories.${key}.customFields`, field]),
    ),
    ...sources.flatMap(([key, { customFields }]) =>
      Object.keys(customFields).map((field): [string, string] => [`sources.${key}.customFields`, field]),
    ),
  ]
  return named.flatMap(([path, field]) => (has(known, field) ? [] : [unknown(name, path, field, custom)]))
}

const unknown = (name: string, path: string, value: string, choices: readonly string[]): CheckResult => ({
  name: `${name}: ${path}`,
  status: 'warn',
  detail: `"${value}" does not exist in this account; it will go into the ticket’s text`,
  remedy:
    choices.length === 0
      ? 'Create it in your help desk, or take it out of the configuration.'
      : `Create it in your help desk, or use one of: ${choices.slice(0, 20).join(', ')}${choices.length > 20 ? ', …' : ''}`,
})
