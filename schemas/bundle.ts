import * as z from 'zod'

/** What a training may teach a model to tell; see `src/classify/bundles/bundle.ts`. */
export const targetSchema = z.enum(['category', 'type', 'group', 'priority'])

const part = z.number().min(0).max(1)
const count = z.int().min(0)
/** A name of ours stands in paths, and nothing but names of ours does. */
export const bundleNameSchema = z.string().regex(/^\d{8}-\d{6}(-\d{1,4})?$/)

const aboutTargetSchema = z.strictObject({
  texts: count,
  classes: count,
  languages: z.record(z.string(), count),
  accuracy: part,
  macroF1: part,
  ece: part,
  threshold: part,
  precision: part,
  coverage: part,
})

/** `about.json` of a folder with trained models. */
export const aboutBundleSchema = z.strictObject({
  /** Rises when a version before could not read the folder. */
  format: z.literal(1),
  trainedAt: z.iso.datetime(),
  by: z.string(),
  from: z.string(),
  window: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
  seed: z.number(),
  licence: z.string().exactOptional(),
  encoder: z.string().nullable(),
  targets: z.array(z.strictObject({ target: targetSchema, about: aboutTargetSchema })),
})

/** `starter` is what ships with Relevo. */
const usableSchema = z.union([bundleNameSchema, z.literal('starter')])

const promotionSchema = z.strictObject({
  name: usableSchema,
  at: z.iso.datetime(),
  why: z.string(),
  /** When the one before took over again; null: it did not. */
  rolledBackAt: z.iso.datetime().nullable(),
})
export type Promotion = z.output<typeof promotionSchema>

/** `current.json`: which of the trained models is in use, and how it came to that, oldest first. */
export const pointerSchema = z.strictObject({
  name: usableSchema,
  history: z.array(promotionSchema).min(1),
})
export type Pointer = z.output<typeof pointerSchema>
